import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Asset {
  /** Holds the hash of its content: another content is another address. */
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

function asset(name: string, type: string): Asset {
  const content = readFileSync(join(import.meta.dirname, name));
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${hash}-${name}`, type, content };
}

export const STYLE = asset('pages.css', 'text/css; charset=utf-8');
export const SCRIPT = asset('pages.js', 'text/javascript; charset=utf-8');
export const ASSETS: ReadonlyMap<string, Asset> = new Map([STYLE, SCRIPT].map(item => [item.path, item]));
