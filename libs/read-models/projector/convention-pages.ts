import type { ClientBase } from 'pg';
import type { Batch } from './batch.js';
import { Followed, type LogRecord } from './followed.js';

/** Pages whose names are read at a time. */
const NAMED = 300;

/** Every `of`-th page, from the `rank`-th on (from 0). */
export interface Share {
  readonly rank: number;
  readonly of: number;
}

export interface Page {
  /** Of its first convention; the others follow. */
  readonly firstKey: number;
  readonly records: readonly LogRecord[];
}

/**
 * All records of some conventions at a time, up to a position, by the position of their first record: their keys are
 * their ranks. Within the caller's transaction.
 */
export class ConventionPages {
  #page = 0;
  #declared = false;
  #streams: string[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly position: string,
    private readonly size: number,
    private readonly share: Share = { rank: 0, of: 1 },
  ) {}

  /** The records of the next conventions, one stream after the other; none at the end. */
  async next(): Promise<Page> {
    for (;;) {
      const streams = await this.#names();
      const firstKey = this.#page * this.size + 1;
      this.#page += 1;
      if (streams.length === 0) return { firstKey, records: [] };
      if ((this.#page - 1) % this.share.of === this.share.rank) {
        return { firstKey, records: await this.#records(streams) };
      }
    }
  }

  async #names(): Promise<readonly string[]> {
    if (!this.#declared) {
      this.#declared = true;
      await this.client.query(
        `declare first_records no scroll cursor for select stream from ledger.event
        where version = 1 and stream like 'convention-%' and position <= ${BigInt(this.position)}
        order by position`,
      );
    }
    if (this.#streams.length === 0) {
      const { rows } = await this.client.query<{ stream: string }>(
        `fetch ${NAMED * this.size} from first_records`,
      );
      this.#streams = rows.map(({ stream }) => stream);
    }
    return this.#streams.splice(0, this.size);
  }

  async #records(streams: readonly string[]): Promise<readonly LogRecord[]> {
    const { rows } = await this.client.query<{ stream: string; position: string; text: string }>(
      `select e.stream, e.position, e.record as text
      from unnest($1::text[]) with ordinality as s (stream, rank)
      join ledger.event e on e.stream = s.stream
      where e.position <= $2 order by s.rank, e.version`,
      [streams, this.position],
    );
    return rows.map(({ stream, position, text }) => ({ stream, position: BigInt(position), text }));
  }
}

/** Folds a page into a batch and closes it; the keys of its conventions. */
export function projectPage({ firstKey, records }: Page, batch: Batch): readonly number[] {
  const keys: number[] = [];
  let followed: Followed | undefined;
  for (const logged of records) {
    if (followed?.stream !== logged.stream) {
      // Done with: what it remembers need not wait for the end of the page.
      batch.close();
      followed = new Followed(logged.stream, firstKey + keys.length, logged.position);
      keys.push(followed.key);
    }
    batch.project(followed, logged);
  }
  batch.close();
  return keys;
}
