import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import type { Measure } from '#ledger';
import { codeOf, written } from '../current-balance/balances.js';
import {
  all,
  type AsOf,
  movedBy,
  type Moment,
  onSnapshot,
  resolve,
  type Stated,
  stated,
  streamed,
} from '../reading/as-of.js';
import { eachRow } from '../reading/each-row.js';
import { incompleteOf } from '../reading/incomplete.js';
import { Params } from '../reading/params.js';
import { within } from '../reading/perimeter.js';

/** What waits: to be asked for, to be executed, to be proven, to be ordered back, to be recovered. */
const WAITING = {
  payable: 'to_request',
  pending: 'to_execute',
  to_prove: 'to_prove',
  to_order: 'to_order',
  order_open: 'to_recover',
} as const satisfies Partial<Record<Measure, string>>;
export type WaitingKind = (typeof WAITING)[keyof typeof WAITING];

/** The act that is missing. */
export type Missing =
  | 'payment_request'
  | 'payment_execution'
  | 'expense_statement'
  | 'service_fait'
  | 'use_declaration'
  | 'use_acceptance'
  | 'repayment_order'
  | 'repayment';

export interface Outstanding {
  readonly convention: string;
  readonly reference: string;
  readonly academie: string;
  readonly line: string;
  readonly payeeKey: string;
  readonly payeeName: string;
  readonly kind: WaitingKind;
  readonly amount: string;
  /** The first day after which the amount has stayed above zero. */
  readonly since: Day;
  readonly missing: Missing;
}

export interface OutstandingReport extends Stated {
  readonly incomplete: readonly string[];
  readonly rows: readonly Outstanding[];
}

export interface OutstandingQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
  /** Uuids: these conventions only. */
  readonly conventions?: readonly string[];
  readonly kind?: WaitingKind;
}

/** The same, its rows read as they are sent. */
export interface OutstandingStream extends Omit<OutstandingReport, 'rows'> {
  readonly rows: AsyncIterable<Outstanding>;
}

/** What waits on each line, the oldest first. */
export async function outstanding(pool: pg.Pool, question: OutstandingQuestion): Promise<OutstandingReport> {
  const { rows, ...about } = await streamOutstanding(pool, question);
  return { ...about, rows: await all(rows) };
}

/** What is said of all of it at once; the rows follow, each reading by itself up to the same position of the log. */
export function streamOutstanding(pool: pg.Pool, question: OutstandingQuestion): Promise<OutstandingStream> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const known: Moment = { ...moment, latest: false };
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: { [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, question, known)) },
    };
  });
}

async function* rowsOf(
  client: ClientBase,
  question: OutstandingQuestion,
  moment: Moment,
): AsyncGenerator<Outstanding> {
  const params = new Params();
  const text = `select c.id as convention, c.reference, c.academie, l.line_id as line, l.payee_key as "payeeKey",
      l.payee_name as "payeeName", w.kind as "lineKind", w.measure, w.total as cents, w.since::text as since,
      w.examined
    from (${waitingSql(question, moment, params)}) w
    join read.convention c on c.key = w.convention_key
    join read.line l on l.convention_key = w.convention_key and l.key = w.line_key
    order by w.since, c.reference, c.key, w.line_key, w.measure`;
  for await (const { measure, cents, lineKind, examined, ...row } of eachRow<Found>(client, {
    text,
    values: params.values,
  })) {
    yield {
      ...row,
      kind: WAITING[MEASURES[measure]!],
      amount: written(BigInt(cents)),
      missing: missingFor({ measure, lineKind, examined }),
    };
  }
}

type Waiting = keyof typeof WAITING;
const MEASURES: Readonly<Record<number, Waiting>> = Object.fromEntries(
  (Object.keys(WAITING) as Waiting[]).map(measure => [codeOf(measure), measure]),
);

/** What waits on a line, by what tells the act that is missing. */
export interface WaitingOn {
  /** Code of the measure that waits. */
  readonly measure: number;
  readonly lineKind: string;
  /** False where something was claimed that was neither accepted nor cut. */
  readonly examined: boolean;
}

interface Found extends Omit<Outstanding, 'kind' | 'amount' | 'missing'>, WaitingOn {
  readonly cents: string;
}

/**
 * What waits: `convention_key`, `line_key`, `measure`, `total`, the day `since` which it does, the `kind` of the line,
 * `examined`. Lines where something waits first; then, for these, the days on which it moved.
 */
export function waitingSql(
  { perimeter, academie, scheme, convention, conventions, kind }: OutstandingQuestion,
  moment: Moment,
  params: Params,
): string {
  const codes = Object.entries(MEASURES).flatMap(([code, measure]) =>
    kind === undefined || WAITING[measure] === kind ? [Number(code)] : [],
  );
  const conditions = [
    ...movedBy(moment, params),
    ...within(perimeter, params),
    ...(academie === undefined ? [] : [`c.academie = ${params.add(academie)}`]),
    ...(scheme === undefined ? [] : [`c.scheme_code = ${params.add(scheme)}`]),
    ...(convention === undefined ? [] : [`c.stream = ${params.add(`convention-${convention}`)}`]),
    ...(conventions === undefined
      ? []
      : [`c.stream = any (${params.add(conventions.map(id => `convention-${id}`))})`]),
  ];
  const claimed = codeOf('claimed');
  const looked = (['accepted', 'cut'] as const).map(codeOf);
  const measures = params.add([...codes, claimed, ...looked]);
  return `with daily as (
      select m.convention_key, m.line_key, m.measure, m.effective_on, sum(m.amount) as moved
      from read.movement m
      join read.convention c on c.key = m.convention_key
      join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key
      where ${[...conditions, `m.measure = any (${measures}::smallint[])`].join(' and ')}
      group by m.convention_key, m.line_key, m.measure, m.effective_on
    ), running as (
      select *, sum(moved) over w as reached, sum(moved) over (partition by convention_key, line_key, measure) as total,
        sum(case when measure = ${claimed} then moved when measure in (${looked.join()}) then -moved
          else 0 end) over (partition by convention_key, line_key) <= 0 as examined
      from daily window w as (partition by convention_key, line_key, measure order by effective_on)
    ), zeroed as (
      select *, max(effective_on) filter (where reached <= 0)
        over (partition by convention_key, line_key, measure) as last_zero
      from running where total > 0 and measure = any (${params.add(codes)}::smallint[])
    ), waiting as (
      select convention_key, line_key, measure, total, examined, min(effective_on) as since
      from zeroed where last_zero is null or effective_on > last_zero
      group by convention_key, line_key, measure, total, examined
    )
    select w.convention_key, w.line_key, w.measure, w.total, w.since, l.kind, w.examined
    from waiting w
    join read.line l on l.convention_key = w.convention_key and l.key = w.line_key`;
}

export function missingFor({ measure, lineKind, examined }: WaitingOn): Missing {
  switch (MEASURES[measure]!) {
    case 'payable':
      return 'payment_request';
    case 'pending':
      return 'payment_execution';
    case 'to_prove':
      if (lineKind === 'flat_grant') return examined ? 'use_declaration' : 'use_acceptance';
      return examined ? 'expense_statement' : 'service_fait';
    case 'to_order':
      return 'repayment_order';
    case 'order_open':
      return 'repayment';
  }
}
