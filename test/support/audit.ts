import type pg from 'pg';
import type { Acknowledged } from './clerks.js';

/** What a log must be after a fault, given what was acknowledged: empty where all is as it must be. */
export async function wrongs(
  pool: pg.Pool,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const { rows: order } = await pool.query<{ count: string; head: string }>(
    'select count(*) as count, coalesce(max(position), 0) as head from ledger.event',
  );
  const { count, head } = order[0]!;
  if (count !== head) wrong.push(`${count} events, and the last position is ${head}`);

  const { rows: events } = await pool.query<{ position: string; event_id: string }>(
    `select position, event_id from ledger.event where event_id = any ($1)`,
    [acknowledged.flatMap(written => written.events.map(({ eventId }) => eventId))],
  );
  const found = new Map(events.map(event => [event.event_id, event.position]));
  const lost = acknowledged.filter(({ events: [event], position }) => found.get(event!.eventId) !== position);
  if (lost.length > 0)
    wrong.push(`${lost.length} acknowledged writes lost, ${JSON.stringify(lost[0])} first`);

  // Every act was asked for until it was acknowledged: what stands beside them was applied twice, or from nowhere.
  const { rows: raised } = await pool.query<{ count: string }>(
    `select count(*) as count from ledger.event
     where record::json ->> 'type' in ('CommitmentRaised', 'CommitmentLowered')
       and (record::json -> 'data' ->> 'amount') = '0.01'`,
  );
  if (Number(raised[0]!.count) !== acknowledged.length) {
    wrong.push(`${raised[0]!.count} acts in the log, ${acknowledged.length} acknowledged`);
  }
  return wrong;
}
