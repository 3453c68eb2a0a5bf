import type pg from 'pg';
import type { ClientBase } from 'pg';
import { readCheckpoint } from './checkpoint.js';
import {
  compare,
  byCode,
  COMPARED,
  type Compared,
  type Difference,
  keyText,
  type TextRow,
} from './compare.js';
import { Derivation } from './derivation.js';
import { READ } from './projector.js';
import { transaction } from './transaction.js';

export type { Difference } from './compare.js';

export interface Verified {
  /** The position up to which the read models were compared. */
  readonly position: string;
  readonly conventions: number;
  readonly events: number;
  readonly rows: number;
  readonly difference: Difference | null;
}

export interface Verifying {
  readonly pool: pg.Pool;
  readonly onProgress?: (conventions: number) => void;
}

/**
 * Derives every read model again from the events and compares it with what is stored, row by row, in one snapshot
 * and convention by convention. Stops at the first difference.
 */
export function verifyReadModels({ pool, onProgress }: Verifying): Promise<Verified> {
  return transaction(
    pool,
    async client => {
      const checkpoint = await readCheckpoint(client, READ);
      const position = String(checkpoint?.position ?? 0n);
      const stored = await storedImputations(client);
      const codes = new Map(stored.map(row => [row['key']!, row['code']!]));
      const derivation = new Derivation(client, position);
      const counts = { conventions: 0, rows: 0 };
      const end = (difference: Difference | undefined): Verified => ({
        position,
        events: derivation.events,
        ...counts,
        difference: difference ?? null,
      });
      for await (const { keys, tables } of derivation.pages()) {
        for (const { table, rows } of tables) {
          const found = await storedRows(client, table, keys, codes);
          counts.rows += found.length;
          const difference = compare(table, rows, found);
          if (difference) return end(difference);
        }
        counts.conventions += keys.length;
        onProgress?.(counts.conventions);
      }
      counts.rows += stored.length;
      return end(
        compare(byCode, derivation.imputations, stored) ??
          compare(LETTERS, derivation.letters, await storedLetters(client)) ??
          (await leftOver(client, counts.conventions)),
      );
    },
    'begin isolation level repeatable read read only',
  );
}

const LETTERS: Compared = {
  name: 'dead_letter',
  columns: ['position', 'stream', 'error'],
  key: ['position'],
};

async function storedRows(
  client: ClientBase,
  { name, columns }: Compared,
  keys: readonly number[],
  codes: ReadonlyMap<string, string>,
): Promise<readonly TextRow[]> {
  const owner = name === 'convention' ? 'key' : 'convention_key';
  const { rows } = await client.query<Record<string, string | null>>(
    `select ${columns.map(column => `${column}::text`).join()} from read.${name} where ${owner} = any ($1)`,
    [keys],
  );
  if (columns.includes('imputation_key')) {
    for (const row of rows)
      row['imputation_key'] = codes.get(row['imputation_key']!) ?? row['imputation_key']!;
  }
  return rows;
}

async function storedImputations(client: ClientBase): Promise<readonly TextRow[]> {
  const columns = ['key', ...byCode.columns].map(column => `${column}::text`);
  return (await client.query<TextRow>(`select ${columns.join()} from read.imputation`)).rows;
}

async function storedLetters(client: ClientBase): Promise<readonly TextRow[]> {
  const { rows } = await client.query<TextRow>(
    'select position::text, stream, error from ops.dead_letter where projection = $1',
    [READ],
  );
  return rows;
}

/** Rows of conventions that the log does not know. */
async function leftOver(client: ClientBase, conventions: number): Promise<Difference | undefined> {
  for (const { name, key } of COMPARED) {
    const owner = name === 'convention' ? 'key' : 'convention_key';
    const { rows } = await client.query<TextRow>(
      `select ${key.map(column => `${column}::text`).join()} from read.${name} where ${owner} > $1 or ${owner} < 1 limit 1`,
      [conventions],
    );
    const [row] = rows;
    if (row)
      return { table: name, key: keyText(key, row), column: key[0]!, expected: null, found: row[key[0]!]! };
  }
  return undefined;
}
