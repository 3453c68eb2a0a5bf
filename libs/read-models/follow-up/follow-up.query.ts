import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import type { Measure } from '#ledger';
import {
  BALANCES,
  balanceSql,
  codeOf,
  combineSql,
  measuresOf,
  written,
} from '../current-balance/balances.js';
import { type Missing, missingFor, type WaitingOn, waitingSql } from '../outstanding/outstanding.query.js';
import {
  type AsOf,
  by,
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

/** Who has the act in hand that is missing. */
export type Holder = 'academie' | 'comptable' | 'beneficiary';

const HOLDERS: Readonly<Record<Missing, Holder>> = {
  payment_request: 'academie',
  payment_execution: 'comptable',
  expense_statement: 'beneficiary',
  service_fait: 'academie',
  use_declaration: 'beneficiary',
  use_acceptance: 'academie',
  repayment_order: 'academie',
  repayment: 'beneficiary',
};

/** Amounts as decimal strings. */
interface FollowUpFigures {
  readonly maximum: string;
  readonly committed: string;
  readonly released: string;
  /** Gross, as the reste à payer counts it. */
  readonly consumed: string;
  readonly outstanding: string;
}

/** The suivi des restes à payer of one convention. */
export interface FollowUp extends FollowUpFigures {
  readonly convention: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly signedOn: Day | null;
  /** The first day after which the reste à payer has stayed above zero. */
  readonly since: Day;
  readonly missing: readonly Missing[];
  readonly heldBy: readonly Holder[];
}

export interface FollowUpReport extends Stated {
  readonly incomplete: readonly string[];
  readonly rows: readonly FollowUp[];
  readonly total: FollowUpFigures;
}

export interface FollowUpQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
}

/** The same, its rows read as they are sent. */
export interface FollowUpStream extends Omit<FollowUpReport, 'rows'> {
  readonly rows: AsyncIterable<FollowUp>;
}

const FIGURES = {
  maximum: BALANCES.maximum,
  committed: BALANCES.committed,
  released: BALANCES.released,
  consumed: { consumed: 1, consumption_correction: 1 },
  outstanding: BALANCES.outstanding,
} as const satisfies Record<keyof FollowUpFigures, object>;
const NAMES = Object.keys(FIGURES) as (keyof FollowUpFigures)[];

/**
 * Conventions whose reste à payer is above zero, the oldest first. What is said of all of them at once; the rows
 * follow, reading by themselves up to the same position of the log.
 */
export function followUp(pool: pg.Pool, question: FollowUpQuestion): Promise<FollowUpStream> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const known: Moment = { ...moment, latest: false };
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: { [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, question, known)) },
      total: await totalOf(client, question, moment),
    };
  });
}

type Cents = Readonly<Record<keyof FollowUpFigures, string | null>>;

async function totalOf(
  client: ClientBase,
  question: FollowUpQuestion,
  moment: Moment,
): Promise<FollowUpFigures> {
  const params = new Params();
  const sums = NAMES.map(name => `sum(f.${name}) as ${name}`).join();
  const { rows } = await client.query<Cents>(
    `with ${figuresSql(question, moment, params)} select ${sums} from figures f`,
    params.values,
  );
  return figuresOf(rows[0]!);
}

interface Found extends Omit<FollowUp, keyof FollowUpFigures | 'missing' | 'heldBy'>, Cents {
  readonly waiting: readonly WaitingOn[] | null;
}

async function* rowsOf(
  client: ClientBase,
  question: FollowUpQuestion,
  moment: Moment,
): AsyncGenerator<FollowUp> {
  const params = new Params();
  const text = `with ${figuresSql(question, moment, params)}, acts as (
      select convention_key, json_agg(json_build_object('measure', measure, 'lineKind', kind, 'examined', examined)
        order by since, line_key, measure) as waiting
      from (${waitingSql(question, moment, params)}) w group by convention_key
    )
    select c.id as convention, c.reference, c.title, c.academie, c.signed_on::text as "signedOn",
      f.since::text as since, ${NAMES.map(name => `f.${name}`).join()}, a.waiting
    from figures f join read.convention c on c.key = f.convention_key
    left join acts a on a.convention_key = f.convention_key
    order by f.since, c.reference, c.key`;
  for await (const { waiting, ...found } of eachRow<Found>(client, { text, values: params.values })) {
    const { convention, reference, title, academie, signedOn, since } = found;
    const missing = [...new Set((waiting ?? []).map(missingFor))];
    yield {
      convention,
      reference,
      title,
      academie,
      signedOn,
      ...figuresOf(found),
      since,
      missing,
      heldBy: [...new Set(missing.map(act => HOLDERS[act]))],
    };
  }
}

function figuresOf(cents: Cents): FollowUpFigures {
  return Object.fromEntries(NAMES.map(name => [name, written(BigInt(cents[name] ?? 0))])) as Record<
    keyof FollowUpFigures,
    string
  >;
}

/** A table `figures`: each convention with something left to pay, the day since which it has, its sums. */
function figuresSql(
  { perimeter, academie, scheme, convention }: FollowUpQuestion,
  moment: Moment,
  params: Params,
): string {
  const conditions = [
    ...by(moment, params),
    ...within(perimeter, params),
    ...(academie === undefined ? [] : [`c.academie = ${params.add(academie)}`]),
    ...(scheme === undefined ? [] : [`c.scheme_code = ${params.add(scheme)}`]),
    ...(convention === undefined ? [] : [`c.stream = ${params.add(`convention-${convention}`)}`]),
    `m.measure = any (${params.add([...new Set(Object.values(FIGURES).flatMap(of => Object.keys(of)))].map(name => codeOf(name as Measure)))}::smallint[])`,
  ];
  return `moved as (
      select m.convention_key, m.effective_on, m.measure, sum(m.amount) as amount
      from read.movement m
      join read.convention c on c.key = m.convention_key
      join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key
      where ${conditions.join(' and ')} group by m.convention_key, m.effective_on, m.measure
    ), daily as (
      select convention_key, effective_on, ${balanceSql('outstanding')} as moved
      from moved where measure = any (${params.add(measuresOf('outstanding'))}::smallint[])
      group by convention_key, effective_on
    ), running as (
      select *, sum(moved) over (partition by convention_key order by effective_on) as reached,
        sum(moved) over (partition by convention_key) as total
      from daily
    ), zeroed as (
      select *, max(effective_on) filter (where reached <= 0) over (partition by convention_key) as last_zero
      from running where total > 0
    ), open as (
      select convention_key, min(effective_on) as since from zeroed
      where last_zero is null or effective_on > last_zero group by convention_key
    ), figures as (
      select o.convention_key, o.since, ${NAMES.map(name => `${combineSql(FIGURES[name])} as ${name}`).join()}
      from open o join moved m on m.convention_key = o.convention_key group by o.convention_key, o.since
    )`;
}
