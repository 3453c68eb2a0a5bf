import type pg from 'pg';
import { Batch, Imputations } from './batch.js';
import { Followed, isConvention, type LogRecord } from './followed.js';

/** Where the log is read from: positions after `after`, in order, at most `limit`. */
export interface LogReader {
  readAll(after: bigint, limit: number): Promise<readonly LogRecord[]>;
}

/**
 * Folds the log into batches of rows. It remembers the conventions it met last, at most `FOLLOWED` of them; the
 * others are read again from the log when they move. All it knows follows from the log up to `position`.
 */
export class Folding {
  readonly #streams = new Map<string, Followed>();

  private constructor(
    private readonly pool: pg.Pool,
    private readonly schema: string,
    private readonly projection: string,
    private readonly imputations: Imputations,
    private conventions: number,
    public position: bigint,
  ) {}

  /** Resumes after what the tables of the schema hold. */
  static async resume(pool: pg.Pool, schema: string, projection: string, position: bigint): Promise<Folding> {
    const imputations = await pool.query<{ code: string; key: number }>(
      `select code, key from ${schema}.imputation`,
    );
    const conventions = await pool.query<{ count: number }>(
      `select coalesce(max(key), 0) as count from ${schema}.convention`,
    );
    const known = new Imputations(imputations.rows.map(({ code, key }) => [code, key] as const));
    return new Folding(pool, schema, projection, known, conventions.rows[0]!.count, position);
  }

  /** The records of this batch that stand in streams it does not remember: to be loaded before `fold`. */
  missing(records: readonly LogRecord[]): readonly string[] {
    const streams = records.map(({ stream }) => stream);
    return [...new Set(streams)].filter(stream => isConvention(stream) && !this.#streams.has(stream));
  }

  /** Reads streams again up to the present position; the tables must hold all batches before. */
  async load(streams: readonly string[]): Promise<void> {
    if (streams.length === 0) return;
    const { rows } = await this.pool.query<{
      stream: string;
      key: number;
      first: string;
      parked: string | null;
    }>(
      `select c.stream, c.key, c.first_position as first,
        (select min(d.position) from ops.dead_letter d where d.projection = $2 and d.stream = c.stream) as parked
      from ${this.schema}.convention c where c.stream = any ($1)`,
      [streams, this.projection],
    );
    if (rows.length === 0) return;
    for (const { stream, key, first, parked } of rows) {
      const followed = new Followed(stream, key, BigInt(first));
      if (parked !== null) followed.parkedAt = BigInt(parked);
      this.#streams.set(stream, followed);
    }
    const events = await this.pool.query<{ stream: string; position: string; text: string }>(
      `select stream, position, record as text from ledger.event
      where stream = any ($1) and position <= $2 order by stream, version`,
      [rows.map(({ stream }) => stream), this.position],
    );
    for (const { stream, position, text } of events.rows) {
      const followed = this.#streams.get(stream)!;
      const logged = { stream, position: BigInt(position), text };
      if (followed.parkedAt === undefined || logged.position < followed.parkedAt) followed.advance(logged);
    }
    for (const { stream } of rows) this.#streams.get(stream)!.reshaped = false;
  }

  fold(records: readonly LogRecord[]): Batch {
    const batch = new Batch(this.imputations);
    for (const logged of records) {
      if (isConvention(logged.stream)) batch.project(this.#follow(logged), logged);
      this.position = logged.position;
    }
    batch.close();
    this.#forget();
    return batch;
  }

  #follow({ stream, position }: LogRecord): Followed {
    let followed = this.#streams.get(stream);
    if (followed) this.#streams.delete(stream);
    else followed = new Followed(stream, (this.conventions += 1), position);
    this.#streams.set(stream, followed);
    return followed;
  }

  /** The ones that moved longest ago go first. */
  #forget(): void {
    for (const stream of this.#streams.keys()) {
      if (this.#streams.size <= FOLLOWED) return;
      this.#streams.delete(stream);
    }
  }
}

/** About 40 kB each. */
const FOLLOWED = 4000;
