import type pg from 'pg';

/** A figure of the ledger at this moment. */
export interface Seen {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Row {
  readonly head: string;
  readonly sealed: string | null;
  readonly seal_age: string | null;
  readonly verified_ok: boolean | null;
  readonly verified_age: string | null;
}

interface Follower {
  readonly follower: string;
  readonly lag: string;
  readonly seconds: string;
}

interface Letters {
  readonly waiting: string;
  readonly skipped: string;
}

export function storageUp(up: boolean): Seen {
  return { name: 'pia_storage_up', help: 'Whether the database answers.', value: up ? 1 : 0 };
}

/** Reads the figures from the database. Rejects where it does not answer. */
export async function look(pool: pg.Pool): Promise<readonly Seen[]> {
  const [ledger, followers, letters] = await Promise.all([
    pool.query<Row>(`
      select (select coalesce(max(position), 0) from ledger.event) as head,
        s.size as sealed, extract(epoch from now() - s.sealed_at) as seal_age,
        v.ok as verified_ok, extract(epoch from now() - v.at) as verified_age
      from (select) as one
      left join lateral (select size, sealed_at from ops.seal order by size desc limit 1) s on true
      left join lateral (select ok, at from ops.verification order by id desc limit 1) v on true`),
    // The age of the oldest event that a follower has not seen.
    pool.query<Follower>(`
      select c.projection as follower, greatest(h.head - c.position, 0) as lag,
        coalesce(greatest(extract(epoch from now() - e.recorded_at), 0), 0) as seconds
      from ops.checkpoint c
      cross join (select coalesce(max(position), 0) as head from ledger.event) h
      left join ledger.event e on e.position = c.position + 1
      where c.projection <> 'read_next'`),
    pool.query<Letters>(`
      select count(*) filter (where a.skipped) as skipped, count(*) filter (where not a.skipped) as waiting
      from ops.dead_letter d cross join lateral (
        select exists (select from ops.dead_letter_act a
          where (a.projection, a.stream, a.act) = (d.projection, d.stream, 'skipped')
            and a.position = (select min(position) from ops.dead_letter f
              where (f.projection, f.stream) = (d.projection, d.stream))) as skipped
      ) a where d.projection <> 'read_next'`),
  ]);
  const { head, sealed, seal_age, verified_ok, verified_age } = ledger.rows[0]!;
  const seen: Seen[] = [
    storageUp(true),
    { name: 'pia_log_events', help: 'Events in the log.', value: Number(head) },
  ];
  for (const { follower, lag, seconds } of followers.rows) {
    const labels = { follower };
    seen.push(
      { name: 'pia_follower_lag_events', help: 'Events not yet followed.', value: Number(lag), labels },
      {
        name: 'pia_follower_lag_seconds',
        help: 'Age of the oldest event not yet followed.',
        value: Number(seconds),
        labels,
      },
    );
  }
  for (const [state, count] of Object.entries(letters.rows[0]!)) {
    seen.push({
      name: 'pia_dead_letters',
      help: 'Events that could not be projected or wait behind one; skipped: somebody took note.',
      value: Number(count),
      labels: { state },
    });
  }
  if (sealed !== null) {
    seen.push(
      { name: 'pia_seal_events', help: 'Events under the last signed checkpoint.', value: Number(sealed) },
      { name: 'pia_seal_age_seconds', help: 'Age of the last signed checkpoint.', value: Number(seal_age) },
    );
  }
  if (verified_ok !== null) {
    seen.push(
      {
        name: 'pia_verification_ok',
        help: 'Whether the last verification found nothing.',
        value: verified_ok ? 1 : 0,
      },
      {
        name: 'pia_verification_age_seconds',
        help: 'Age of the last verification.',
        value: Number(verified_age),
      },
    );
  }
  return seen;
}
