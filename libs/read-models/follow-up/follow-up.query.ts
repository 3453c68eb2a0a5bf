import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import {
  BALANCES,
  balanceSql,
  combine,
  measuresOf,
  type Sums,
  written,
} from '../current-balance/balances.js';
import { type Missing, outstandingOn } from '../outstanding/outstanding.query.js';
import { type AsOf, by, type Moment, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { Params } from '../reading/params.js';
import { within } from '../reading/perimeter.js';
import { addSums, sumsBy } from '../reading/sums.js';

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

const COLUMNS = {
  key: 'c.key',
  convention: 'c.id',
  reference: 'c.reference',
  title: 'c.title',
  academie: 'c.academie',
  signedOn: 'c.signed_on',
} as const;

/** Conventions whose reste à payer is above zero, the oldest first. */
export function followUp(pool: pg.Pool, question: FollowUpQuestion): Promise<FollowUpReport> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const { perimeter } = question;
    const since = await openSince(client, question, moment);
    const groups = await sumsBy(client, {
      moment,
      perimeter,
      group: COLUMNS,
      where: params => [`m.convention_key = any (${params.add([...since.keys()])}::integer[])`],
    });
    const waiting = Map.groupBy(
      await outstandingOn(client, question, moment),
      ({ convention }) => convention,
    );
    const rows = groups.map(({ key: { key, ...place }, sums }): FollowUp => {
      const missing = [...new Set((waiting.get(place.convention) ?? []).map(row => row.missing))];
      return {
        ...place,
        signedOn: place.signedOn as Day | null,
        ...figuresOf(sums),
        since: since.get(Number(key))!,
        missing,
        heldBy: [...new Set(missing.map(act => HOLDERS[act]))],
      };
    });
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, perimeter),
      rows: rows.sort((a, b) => `${a.since}${a.reference}`.localeCompare(`${b.since}${b.reference}`)),
      total: figuresOf(addSums(groups.map(({ sums }) => sums))),
    };
  });
}

function figuresOf(sums: Sums): FollowUpFigures {
  return {
    maximum: written(combine(sums, BALANCES.maximum)),
    committed: written(combine(sums, BALANCES.committed)),
    released: written(combine(sums, BALANCES.released)),
    consumed: written(combine(sums, { consumed: 1, consumption_correction: 1 })),
    outstanding: written(combine(sums, BALANCES.outstanding)),
  };
}

/** Key of each convention with something left to pay, and the day since which it has. */
async function openSince(
  client: ClientBase,
  { perimeter, academie, scheme, convention }: FollowUpQuestion,
  moment: Moment,
): Promise<ReadonlyMap<number, Day>> {
  const params = new Params();
  const conditions = [
    ...by(moment, params),
    ...within(perimeter, params),
    ...(academie === undefined ? [] : [`c.academie = ${params.add(academie)}`]),
    ...(scheme === undefined ? [] : [`c.scheme_code = ${params.add(scheme)}`]),
    ...(convention === undefined ? [] : [`c.stream = ${params.add(`convention-${convention}`)}`]),
    `m.measure = any (${params.add(measuresOf('outstanding'))}::smallint[])`,
  ];
  const { rows } = await client.query<{ key: number; since: Day }>(
    `with daily as (
      select m.convention_key, m.effective_on, ${balanceSql('outstanding')} as moved
      from read.movement m
      join read.convention c on c.key = m.convention_key
      join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key
      where ${conditions.join(' and ')} group by m.convention_key, m.effective_on
    ), running as (
      select *, sum(moved) over (partition by convention_key order by effective_on) as reached,
        sum(moved) over (partition by convention_key) as total
      from daily
    ), zeroed as (
      select *, max(effective_on) filter (where reached <= 0) over (partition by convention_key) as last_zero
      from running where total > 0
    )
    select convention_key as key, min(effective_on)::text as since from zeroed
    where last_zero is null or effective_on > last_zero group by convention_key`,
    params.values,
  );
  return new Map(rows.map(({ key, since }) => [key, since]));
}
