import type { Instant } from '#kernel';
import type { AppendRequest, PersonalValue } from '../port.js';
import { EventTable } from '../table/event-table.js';

/** A position in the log of EventStoreDB: neither dense nor ours alone. */
export interface SourcePosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What an append asked beside its records: kept in the metadata of its first record, checked again by the mirror. */
export interface Circumstances {
  readonly guards?: AppendRequest['guards'];
  readonly releases?: readonly string[];
  /** Keys that this very record takes. */
  readonly claims?: readonly string[];
}

/** A record as EventStoreDB holds it, on its way to a position. */
export interface Arrival extends Circumstances {
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly commandId: string;
  readonly recordedAt: Instant;
  readonly text: string;
  readonly at: SourcePosition;
}

/** Why a log cannot be mirrored into this database. */
export type Beginning = 'ready' | 'of-another-log' | 'begun-on-postgres';

/** SQLSTATEs of `ledger.fill_mirror`: the log of EventStoreDB is not the one that was copied. */
const DIFFERS = /^PL00[12]$/;

/** Whether the mirror can never go on: what EventStoreDB holds contradicts what was copied. */
export function isContradiction(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DIFFERS.test(String(error.code));
}

/**
 * The copy of the log in the PostgreSQL event table (schema: `mirrorSchema`), which draws the dense positions. All that
 * is read by position is read there. Recorded times are raised to that of the record before: known time is their
 * running maximum.
 */
export class MirrorTable extends EventTable {
  /** Says which log this database copies, for good; the first time where it is still empty. */
  async begin(log: string): Promise<Beginning> {
    const { rows } = await this.pool.query<{ answer: Beginning }>(
      'select ledger.begin_mirror($1) as answer',
      [log],
    );
    return rows[0]!.answer;
  }

  /** Holds the mirror for some seconds; `undefined` where another does. Position `undefined`: nothing copied yet. */
  async take(holder: string, seconds: number): Promise<{ at: SourcePosition | undefined } | undefined> {
    const { rows } = await this.pool.query<{
      commit_position: string | null;
      prepare_position: string | null;
    }>('select * from ledger.take_mirror($1, $2)', [holder, seconds]);
    const [row] = rows;
    if (!row) return undefined;
    const { commit_position: commit, prepare_position: prepare } = row;
    if (commit === null || prepare === null) return { at: undefined };
    return { at: { commit: BigInt(commit), prepare: BigInt(prepare) } };
  }

  async leave(holder: string): Promise<void> {
    await this.pool.query('select ledger.leave_mirror($1)', [holder]);
  }

  /**
   * Copies records in the server's order, with the place they go up to. False, and nothing copied, where another holds
   * the mirror or it does not stand at `after`. Records that are there already are left alone. Throws where one differs
   * from its copy, or leaves a gap in its stream (`isContradiction`).
   */
  async fill(
    holder: string,
    seconds: number,
    after: SourcePosition | undefined,
    arrivals: readonly Arrival[],
  ): Promise<boolean> {
    const to = arrivals.at(-1)!.at;
    const guards = numbered(arrivals, ({ guards: kept = [] }) => kept);
    const releases = numbered(arrivals, ({ releases: kept = [] }) => kept);
    const claims = numbered(arrivals, ({ claims: kept = [] }) => kept);
    const { rows } = await this.pool.query<{ added: number | null }>({
      name: 'ledger.fill_mirror',
      text: `select ledger.fill_mirror(${Array.from({ length: 18 }, (_, index) => `$${index + 1}`).join(', ')}) as added`,
      values: [
        holder,
        seconds,
        after?.commit ?? null,
        to.commit,
        to.prepare,
        arrivals.map(({ stream }) => stream),
        arrivals.map(({ version }) => version),
        arrivals.map(({ eventId }) => eventId),
        arrivals.map(({ commandId }) => commandId),
        arrivals.map(({ recordedAt }) => recordedAt),
        arrivals.map(({ text }) => text).join('\n'),
        guards.map(({ record }) => record),
        guards.map(({ item }) => item.stream),
        guards.map(({ item }) => item.version),
        releases.map(({ record }) => record),
        releases.map(({ item }) => item),
        claims.map(({ record }) => record),
        claims.map(({ item }) => item),
      ],
    });
    return rows[0]!.added !== null;
  }

  /** The time of the last record, and whether one of these events is there. */
  async before(
    eventIds: readonly string[],
  ): Promise<{ readonly latest: Instant | null; readonly known: boolean }> {
    const { rows } = await this.pool.query<{ latest: Instant | null; known: boolean }>({
      name: 'ledger.before',
      text: `select (select ledger.instant(recorded_at) from ledger.event order by position desc limit 1) as latest,
        exists (select from ledger.event where event_id = any ($1::uuid[])) as known`,
      values: [eventIds],
    });
    return rows[0]!;
  }

  /** Keeps personal values; answers the commitments that were not kept before. */
  async keepPersonal(values: readonly PersonalValue[]): Promise<readonly string[]> {
    if (values.length === 0) return [];
    const { rows } = await this.pool.query<{ kept: string }>(
      'select ledger.keep_personal($1, $2, $3) as kept',
      [
        values.map(({ commitment }) => commitment),
        values.map(({ salt }) => salt),
        values.map(({ value }) => value),
      ],
    );
    return rows.map(({ kept }) => kept);
  }
}

/** What each arrival brings, beside the number of the arrival, from 1. */
function numbered<T>(
  arrivals: readonly Arrival[],
  of: (arrival: Arrival) => readonly T[],
): readonly { readonly record: number; readonly item: T }[] {
  return arrivals.flatMap((arrival, index) => of(arrival).map(item => ({ record: index + 1, item })));
}
