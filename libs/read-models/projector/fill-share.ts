import type pg from 'pg';
import type { ClientBase } from 'pg';
import { ImputationRow } from '../imputation/imputation.entity.js';
import { Batch, type DeadLetter, Imputations } from './batch.js';
import { ConventionPages, projectPage, type Share } from './convention-pages.js';
import { copyBatch } from './copy.js';
import { insertRows } from './write.js';

/** Conventions folded at a time. */
const STREAMS = 100;

/** The part of the conventions that one thread folds into the tables of a schema. */
export interface Filling {
  readonly schema: string;
  /** The last position that is folded. */
  readonly head: string;
  readonly share: Share;
}

/**
 * Folds a share of the conventions and writes their rows; what could not be projected. `onEvents` is told how many
 * records each page held. Shares may be filled at the same time: only the keys of imputations are common to them.
 */
export async function fillShare(
  pool: pg.Pool,
  { schema, head, share }: Filling,
  onEvents: (events: number) => void,
): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const imputations = new SharedImputations(schema);
  let writing: Promise<void> = Promise.resolve();
  const client = await pool.connect();
  const writer = await pool.connect();
  try {
    // A crash leaves tables that nobody reads; the swap, later and durable, makes all before it durable.
    await writer.query('set synchronous_commit = off');
    await client.query('begin isolation level repeatable read read only');
    const pages = new ConventionPages(client, head, STREAMS, share);
    let ahead = pages.next();
    for (let page = await ahead; page.records.length > 0; page = await ahead) {
      // While this page is folded, the next one is read and the one before is written.
      ahead = pages.next();
      ahead.catch(() => {});
      const batch = new Batch(imputations.met);
      projectPage(page, batch);
      letters.push(...batch.deadLetters);
      await writing;
      await imputations.settle(writer, batch);
      writing = copyBatch(writer, schema, batch);
      writing.catch(() => {});
      onEvents(page.records.length);
    }
    await writing;
  } finally {
    client.release(true);
    writer.release(true);
  }
  return letters;
}

/** The keys that a share gives to imputations as it meets them, and those that they have in the table. */
class SharedImputations {
  readonly met = new Imputations();
  readonly #keys = new Map([[0, 0]]);

  constructor(private readonly schema: string) {}

  /** Gives a batch the keys of the table; imputations that no share has met before are added to it. */
  async settle(client: ClientBase, batch: Batch): Promise<void> {
    for (const row of batch.imputations.splice(0)) {
      const { key } = row;
      this.#keys.set(key, await this.#keyOf(client, row));
    }
    for (const row of batch.movements) row.imputationKey = this.#keys.get(row.imputationKey)!;
  }

  async #keyOf(client: ClientBase, row: ImputationRow): Promise<number> {
    await client.query('begin');
    await client.query(`lock table ${this.schema}.imputation in share row exclusive mode`);
    const { rows } = await client.query<{ key: number; known: boolean }>(
      `select coalesce(max(key) filter (where code = $1), max(key) + 1, 1) as key,
        coalesce(bool_or(code = $1), false) as known from ${this.schema}.imputation`,
      [row.code],
    );
    const { key, known } = rows[0]!;
    if (!known) await insertRows(client, this.schema, ImputationRow, [Object.assign(row, { key })]);
    await client.query('commit');
    return key;
  }
}
