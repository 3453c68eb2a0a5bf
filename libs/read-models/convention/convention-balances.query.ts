import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import { type Balances, balancesOf, type Sums } from '../current-balance/balances.js';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { Params } from '../reading/params.js';
import { conventionWithin } from '../reading/perimeter.js';
import { addSums, sumsBy } from '../reading/sums.js';

export interface SchoolBalances {
  readonly allocation: string;
  readonly uai: string;
  readonly school: string;
  readonly unit: string;
  readonly balances: Balances;
}

export interface TrancheBalances {
  readonly tranche: string;
  readonly balances: Balances;
  readonly schools: readonly SchoolBalances[];
}

export interface LineBalances {
  readonly line: string;
  readonly flow: string;
  readonly label: string;
  readonly payee: { readonly legalType: string; readonly key: string; readonly name: string };
  readonly balances: Balances;
  readonly tranches: readonly TrancheBalances[];
}

export interface ConventionBalances extends Stated {
  readonly id: string;
  readonly incomplete: boolean;
  readonly balances: Balances;
  readonly lines: readonly LineBalances[];
}

const BY_SCHOOL = {
  line: 'm.line_key',
  lineId: 'l.line_id',
  flow: 'l.flow',
  label: 'l.label',
  payeeType: 'l.payee_type',
  payeeKey: 'l.payee_key',
  payeeName: 'l.payee_name',
  tranche: 'a.tranche',
  uai: 'a.uai',
  allocation: 'a.allocation_id',
  school: 'a.school_name',
  unit: 'a.unit',
} as const;

/** The balances of one convention (its uuid), down to the schools; undefined outside the perimeter. */
export function conventionBalances(
  pool: pg.Pool,
  { id, perimeter, ...asOf }: AsOf & { readonly id: string; readonly perimeter: Perimeter },
): Promise<ConventionBalances | undefined> {
  return onSnapshot(pool, async client => {
    const convention = await find(client, id, perimeter);
    const moment = await resolve(client, asOf);
    if (!convention) return undefined;
    const schools = await sumsBy(client, {
      moment,
      perimeter,
      group: BY_SCHOOL,
      where: params => [`m.convention_key = ${params.add(convention.key)}`],
    });
    const total = (groups: readonly { readonly sums: Sums }[]) =>
      balancesOf(addSums(groups.map(({ sums }) => sums)));
    return {
      ...stated(asOf, moment),
      id,
      incomplete: convention.incomplete,
      balances: total(schools),
      lines: grouped(schools, ({ key }) => key.lineId).map(line => {
        const { lineId, flow, label, payeeType, payeeKey, payeeName } = line[0]!.key;
        return {
          line: lineId,
          flow,
          label,
          payee: { legalType: payeeType, key: payeeKey, name: payeeName },
          balances: total(line),
          tranches: grouped(line, ({ key }) => key.tranche).map(tranche => ({
            tranche: tranche[0]!.key.tranche,
            balances: total(tranche),
            schools: tranche.map(({ key: { allocation, uai, school, unit }, sums }) => ({
              allocation,
              uai,
              school,
              unit,
              balances: balancesOf(sums),
            })),
          })),
        };
      }),
    };
  });
}

async function find(client: ClientBase, id: string, perimeter: Perimeter) {
  const params = new Params();
  const { rows } = await client.query<{ key: number; incomplete: boolean }>(
    `select c.key, c.incomplete from read.convention c
    where c.stream = ${params.add(`convention-${id}`)} and ${conventionWithin(perimeter, params)}`,
    params.values,
  );
  return rows[0];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  return [...Map.groupBy(items, keyOf).values()];
}
