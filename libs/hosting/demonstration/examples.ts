import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Euros } from '#kernel';
import type { DraftConvention, PublishScheme } from '#ledger';

/** A file of `examples/`: a draft, and the scheme that it needs. */
export interface Example {
  readonly scheme: PublishScheme;
  readonly draft: DraftConvention;
}

/** The fields that hold euros; days and rates stay as they are written. */
const AMOUNTS: ReadonlySet<string> = new Set(['ceiling', 'statedMaximum']);

/** Reads one of the source agreements from `examples/`, beside `package.json`. Throws where it is not there. */
export function readExample(name: string): Example {
  const text = readFileSync(join(packageFolder(import.meta.dirname), 'examples', name), 'utf8');
  const { scheme, convention } = JSON.parse(text, (field, value: unknown) =>
    AMOUNTS.has(field) ? Euros.of(value as string) : value,
  ) as { scheme: Omit<PublishScheme, 'type'>; convention: Omit<DraftConvention, 'type'> };
  return {
    scheme: { type: 'PublishScheme', ...scheme },
    draft: { type: 'DraftConvention', ...convention },
  };
}

function packageFolder(from: string): string {
  const here = existsSync(join(from, 'package.json'));
  if (!here && dirname(from) === from) throw new Error('no package.json above the program');
  return here ? from : packageFolder(dirname(from));
}
