import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import { combine, BALANCES, written } from '../current-balance/balances.js';
import { standingSql } from '../convention/stage.sql.js';
import { type AsOf, type Moment, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { Params } from '../reading/params.js';
import { sumsBy } from '../reading/sums.js';

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
  /** By reference, then payee. */
  readonly grants: readonly Grant[];
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

const PLACE = {
  key: 'c.key',
  convention: 'c.id',
  reference: 'c.reference',
  title: 'c.title',
  academie: 'c.academie',
  awarderName: 'c.awarder_name',
  awarderSiret: 'c.awarder_siret',
  fictitious: 'c.fictitious::text',
  payeeKey: 'l.payee_key',
  payeeName: 'l.payee_name',
} as const;

/**
 * The grants of signed conventions, one per payee. Undefined for a perimeter of bodies: what others than the payee see
 * of a grant is a part of it.
 */
export function grants(pool: pg.Pool, question: GrantsQuestion): Promise<Grants | undefined> {
  const { perimeter, year } = question;
  if (perimeter.kind === 'bodies') return Promise.resolve(undefined);
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const filters = {
      'c.academie': question.academie,
      'c.scheme_code': question.scheme,
      'c.stream': question.convention && `convention-${question.convention}`,
    };
    const where = (params: Params) =>
      Object.entries(filters).flatMap(([column, value]) =>
        value === undefined ? [] : [`${column} = ${params.add(value)}`],
      );
    const asked = { moment, perimeter, where };
    const awarded = await sumsBy(client, {
      ...asked,
      group: { ...PLACE, kind: 'l.kind' },
      measures: ['maximum'],
    });
    const paid = await sumsBy(client, {
      ...asked,
      group: { key: 'c.key', payeeKey: 'l.payee_key', on: 'm.effective_on' },
      measures: ['consumed', 'consumption_correction'],
    });
    const keyOf = (group: { readonly key: { readonly key: string; readonly payeeKey: string } }) =>
      `${group.key.key}|${group.key.payeeKey}`;
    const days = Map.groupBy(
      paid.filter(({ sums }) => combine(sums, { consumed: 1, consumption_correction: 1 }) > 0n),
      keyOf,
    );
    const signed = await signatures(client, moment);
    const found = [...Map.groupBy(awarded, keyOf)].flatMap(([payee, parts]): Grant[] => {
      const { key, kind: _, fictitious, ...place } = parts[0]!.key;
      const standing = signed.get(Number(key));
      const amount = parts.reduce((sum, { sums }) => sum + combine(sums, BALANCES.maximum), 0n);
      if (!standing || amount <= 0n || (year !== undefined && !standing.signedOn.startsWith(`${year}-`)))
        return [];
      const granted = parts.filter(({ sums }) => combine(sums, BALANCES.maximum) > 0n);
      return [
        {
          ...place,
          ...standing,
          awarded: written(amount),
          atOnce: granted.every(part => part.key.kind === 'flat_grant'),
          paidOn: (days.get(payee) ?? []).map(({ key: { on } }) => on as Day).sort(),
          fictitious: fictitious === 'true',
        },
      ];
    });
    const order = ({ reference, payeeKey }: Grant) => `${reference}|${payeeKey}`;
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, perimeter),
      grants: found.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    };
  });
}

type Signature = Pick<Grant, 'signedOn' | 'validUntil'>;

/** By key, the conventions that were signed at the moment. */
async function signatures(client: ClientBase, moment: Moment): Promise<ReadonlyMap<number, Signature>> {
  const params = new Params();
  const { rows } = await client.query<Signature & { key: number }>(
    `select c.key, s.signed_on::text as "signedOn", s.valid_until::text as "validUntil"
    from read.convention c ${standingSql(moment, params)} where s.signed_on is not null`,
    params.values,
  );
  return new Map(rows.map(({ key, ...signature }) => [key, signature]));
}
