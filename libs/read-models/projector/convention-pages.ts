import type { ClientBase } from 'pg';
import type { Batch } from './batch.js';
import { Followed, type LogRecord } from './followed.js';

/** Names of streams read at a time. */
const NAMES = 10_000;

/**
 * All records of some conventions at a time, up to a position, by the position of their first record: their keys are
 * their ranks. Within the caller's transaction.
 */
export class ConventionPages {
  #conventions = 0;
  #declared = false;
  #streams: string[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly position: string,
    private readonly size: number,
  ) {}

  /** The records of the next conventions, one stream after the other; none at the end. */
  async next(): Promise<readonly LogRecord[]> {
    if (!this.#declared) {
      this.#declared = true;
      await this.client.query(
        `declare first_records no scroll cursor for select stream from ledger.event
        where version = 1 and stream like 'convention-%' and position <= ${BigInt(this.position)}
        order by position`,
      );
    }
    if (this.#streams.length === 0) {
      const { rows } = await this.client.query<{ stream: string }>(`fetch ${NAMES} from first_records`);
      this.#streams = rows.map(({ stream }) => stream);
    }
    const streams = this.#streams.splice(0, this.size);
    if (streams.length === 0) return [];
    const { rows } = await this.client.query<{ stream: string; position: string; text: string }>(
      `select e.stream, e.position, e.record as text
      from unnest($1::text[]) with ordinality as s (stream, rank)
      join ledger.event e on e.stream = s.stream
      where e.position <= $2 order by s.rank, e.version`,
      [streams, this.position],
    );
    return rows.map(({ stream, position, text }) => ({ stream, position: BigInt(position), text }));
  }

  /** Folds a page into a batch and closes it; the keys of its conventions. */
  project(page: readonly LogRecord[], batch: Batch): readonly number[] {
    const keys: number[] = [];
    let followed: Followed | undefined;
    for (const logged of page) {
      if (followed?.stream !== logged.stream) {
        // Done with: what it remembers need not wait for the end of the page.
        batch.close();
        this.#conventions += 1;
        followed = new Followed(logged.stream, this.#conventions, logged.position);
        keys.push(followed.key);
      }
      batch.project(followed, logged);
    }
    batch.close();
    return keys;
  }
}
