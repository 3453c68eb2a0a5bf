import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import type { Measure } from '#ledger';
import { codeOf, written } from '../current-balance/balances.js';
import { standingSql } from '../convention/stage.sql.js';
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

/** What a signed convention grants to one of its payees. */
export interface Grant {
  readonly convention: string;
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  /** The académie as the convention names it; the SIRET where it gives one. */
  readonly awarderName: string;
  readonly awarderSiret: string | null;
  readonly payeeName: string;
  /** SIRET, else UAI. */
  readonly payeeKey: string;
  readonly signedOn: Day;
  readonly validUntil: Day | null;
  /** Decimal string, above zero. */
  readonly awarded: string;
  /** Paid in one go once signed; else as the expense is proven. */
  readonly atOnce: boolean;
  /** The days on which it was paid, in order. */
  readonly paidOn: readonly Day[];
  readonly fictitious: boolean;
}

export interface Grants extends Stated {
  readonly incomplete: readonly string[];
  /** By reference, then payee; read as they are sent. */
  readonly grants: AsyncIterable<Grant>;
}

export interface GrantsQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
  /** Of the signature. */
  readonly year?: number;
}

/**
 * The grants of signed conventions, one per payee. Undefined for a perimeter of bodies: what others than the payee see
 * of a grant is a part of it.
 */
export function grants(pool: pg.Pool, question: GrantsQuestion): Promise<Grants | undefined> {
  const { perimeter } = question;
  if (perimeter.kind === 'bodies') return Promise.resolve(undefined);
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const known: Moment = { ...moment, latest: false };
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, perimeter),
      grants: { [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, question, known)) },
    };
  });
}

async function* rowsOf(client: ClientBase, question: GrantsQuestion, moment: Moment): AsyncGenerator<Grant> {
  const params = new Params();
  const text = statement(question, moment, params);
  for await (const { cents, ...grant } of eachRow<Omit<Grant, 'awarded'> & { cents: string }>(client, {
    text,
    values: params.values,
  })) {
    yield { ...grant, awarded: written(BigInt(cents)) };
  }
}

function statement(
  { perimeter, academie, scheme, convention, year }: GrantsQuestion,
  moment: Moment,
  params: Params,
): string {
  const conditions = [
    ...by(moment, params),
    ...within(perimeter, params),
    ...(academie === undefined ? [] : [`c.academie = ${params.add(academie)}`]),
    ...(scheme === undefined ? [] : [`c.scheme_code = ${params.add(scheme)}`]),
    ...(convention === undefined ? [] : [`c.stream = ${params.add(`convention-${convention}`)}`]),
  ];
  const moved = (measures: readonly Measure[]) => `read.movement m
      join read.convention c on c.key = m.convention_key
      join read.line l on l.convention_key = m.convention_key and l.key = m.line_key
      where ${[...conditions, `m.measure in (${measures.map(codeOf).join()})`].join(' and ')}`;
  const signed = year === undefined ? '' : `and extract(year from s.signed_on) = ${params.add(year)}`;
  return `with part as (
      select m.convention_key, l.payee_key, l.kind, min(l.payee_name) as payee_name, sum(m.amount) as amount
      from ${moved(['maximum'])} group by m.convention_key, l.payee_key, l.kind
    ), awarded as (
      select convention_key, payee_key, min(payee_name) as payee_name, sum(amount) as amount,
        bool_and(kind = 'flat_grant') filter (where amount > 0) as at_once
      from part group by convention_key, payee_key having sum(amount) > 0
    ), paid as (
      select convention_key, payee_key, array_agg(effective_on::text order by effective_on) as days from (
        select m.convention_key, l.payee_key, m.effective_on
        from ${moved(['consumed', 'consumption_correction'])}
        group by m.convention_key, l.payee_key, m.effective_on having sum(m.amount) > 0
      ) by_day group by convention_key, payee_key
    )
    select c.id as convention, c.reference, c.title, c.academie, c.awarder_name as "awarderName",
      c.awarder_siret as "awarderSiret", a.payee_name as "payeeName", a.payee_key as "payeeKey",
      s.signed_on::text as "signedOn", s.valid_until::text as "validUntil", a.amount as cents,
      a.at_once as "atOnce", coalesce(d.days, '{}') as "paidOn", c.fictitious
    from awarded a join read.convention c on c.key = a.convention_key
    left join paid d on d.convention_key = a.convention_key and d.payee_key = a.payee_key
    ${standingSql(moment, params)}
    where s.signed_on is not null ${signed}
    order by c.reference, c.key, a.payee_key`;
}
