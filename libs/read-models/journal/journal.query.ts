import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Day, Instant } from '#kernel';
import {
  conventionName,
  type ConventionFactType,
  type JournalFact,
  type JournalRow,
  MEASURES,
  POSTED_MEASURES,
} from '#ledger';
import { codeOf } from '../current-balance/balances.js';
import { Params } from '../reading/params.js';
import { conventionWithin } from '../reading/perimeter.js';

export interface JournalScope {
  readonly perimeter: Perimeter;
  /** Facts up to this position. */
  readonly position: bigint;
  /** Rows of this exercice only, or of those before it; default: of all. */
  readonly fiscalYear?: { readonly is: number } | { readonly before: number };
}

interface MovedRow {
  readonly position: string;
  readonly convention_key: number;
  readonly measure: number;
  readonly line: string;
  readonly tranche: string;
  readonly allocation: string;
  readonly fiscal_year: number;
  readonly effective_on: Day;
  readonly amount: string;
}

/** Rows read at a time. */
const PAGE = 5000;

/**
 * The facts that moved money, in position order, with their rows: what the journal is written from. Reads through a
 * cursor: the client must be in a transaction until the last one was taken.
 */
export async function* journalFacts(client: ClientBase, scope: JournalScope): AsyncGenerator<JournalFact> {
  const names = await conventionNames(client, scope);
  const { text, values } = moved(scope);
  await client.query(`declare journal no scroll cursor for ${text}`, values);
  let pending: MovedRow[] = [];
  for (;;) {
    const { rows } = await client.query<MovedRow>(`fetch ${PAGE} from journal`);
    // The last fact of a page may go on in the next.
    const all = pending.concat(rows);
    const last = rows.length < PAGE ? undefined : all.at(-1)!.position;
    const from = last === undefined ? all.length : all.findIndex(({ position }) => position === last);
    pending = all.slice(from);
    yield* factsOf(client, all.slice(0, from), names);
    if (last === undefined) break;
  }
  await client.query('close journal');
}

function moved({ perimeter, position, fiscalYear }: JournalScope): { text: string; values: unknown[] } {
  const params = new Params();
  const conditions = [
    `m.measure = any (${params.add(POSTED_MEASURES.map(codeOf))}::smallint[])`,
    `m.position <= ${params.add(position)}::bigint`,
    conventionWithin(perimeter, params),
  ];
  if (fiscalYear) {
    const [sign, year] = 'is' in fiscalYear ? ['=', fiscalYear.is] : ['<', fiscalYear.before];
    conditions.push(`m.fiscal_year ${sign} ${params.add(year)}::smallint`);
  }
  return {
    text: `select m.position, m.convention_key, m.measure, l.line_id as line, a.tranche,
        a.allocation_id as allocation, m.fiscal_year, m.effective_on, m.amount
      from read.movement m
      join read.convention c on c.key = m.convention_key
      join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key
      where ${conditions.join(' and ')}
      order by m.position, m.ordinal`,
    values: params.values,
  };
}

interface Logged {
  readonly type: ConventionFactType;
  readonly eventId: string;
  readonly recordedAt: Instant;
  readonly data: object;
}

async function* factsOf(
  client: ClientBase,
  rows: readonly MovedRow[],
  names: ReadonlyMap<number, string>,
): AsyncGenerator<JournalFact> {
  const byPosition = Map.groupBy(rows, ({ position }) => position);
  const { rows: events } = await client.query<{ position: string; record: string }>(
    'select position, record from ledger.event where position = any ($1::bigint[]) order by position',
    [[...byPosition.keys()]],
  );
  for (const { position, record } of events) {
    const { type, eventId, recordedAt, data } = JSON.parse(record) as Logged;
    const own = byPosition.get(position)!;
    const convention = names.get(own[0]!.convention_key)!;
    yield { position: BigInt(position), type, eventId, recordedAt, data, convention, rows: own.map(rowOf) };
  }
}

function rowOf({
  measure,
  line,
  tranche,
  allocation,
  fiscal_year,
  effective_on,
  amount,
}: MovedRow): JournalRow {
  return {
    measure: MEASURES[measure]!,
    line,
    tranche,
    allocation,
    fiscalYear: fiscal_year,
    effectiveOn: effective_on,
    amount: BigInt(amount),
  };
}

/** Named by the draft that stood when the convention first posted: a later log does not rename it. */
async function conventionNames(
  client: ClientBase,
  { perimeter, position }: JournalScope,
): Promise<ReadonlyMap<number, string>> {
  const params = new Params();
  const measures = params.add(POSTED_MEASURES.map(codeOf));
  const upTo = params.add(position);
  const { rows } = await client.query<{ key: number; first: string; reference: string }>(
    `select c.key, c.first_position as first, drafted.record::json->'data'->>'reference' as reference
    from read.convention c
    join (select convention_key, min(position) as position from read.movement
      where measure = any (${measures}::smallint[]) and position <= ${upTo}::bigint group by convention_key) posted
      on posted.convention_key = c.key
    cross join lateral (select e.record from ledger.event e
      where e.stream = c.stream and e.position <= posted.position and e.record like '%"type":"ConventionDrafted"%'
      order by e.version desc limit 1) drafted
    where ${conventionWithin(perimeter, params)}`,
    params.values,
  );
  return new Map(rows.map(({ key, first, reference }) => [key, conventionName(reference, BigInt(first))]));
}
