import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Asset {
  /** Holds the hash of its content: another content is another address. */
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

function asset(name: string, type: string, path = join(import.meta.dirname, name)): Asset {
  const content = readFileSync(path);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/assets/${hash}-${name}`, type, content };
}

export const STYLE = asset('pages.css', 'text/css; charset=utf-8');
export const SCRIPT = asset('pages.js', 'text/javascript; charset=utf-8');
export const HTMX = asset(
  'htmx.js',
  'text/javascript; charset=utf-8',
  createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'),
);
export const ASSETS: ReadonlyMap<string, Asset> = new Map(
  [STYLE, SCRIPT, HTMX].map(item => [item.path, item]),
);
