import { Euros } from '#kernel';
import { type Measure, MEASURES } from '#ledger';

/**
 * The balances of domain.md §4 as sums of measures: one definition for the stored balances, the list, one
 * convention and the reports. All in cents.
 */
export const BALANCES = {
  maximum: { maximum: 1 },
  /** Of tranches that are not firm yet: nothing binds the State. */
  conditional: { conditional_maximum: 1 },
  committed: { committed: 1, commitment_correction: 1 },
  released: { released_of_year: 1, released_of_prior: 1 },
  pending: { pending: 1 },
  paid: { consumed: 1, consumption_correction: 1, returned: -1 },
  repaid: { repaid: 1, repayment_correction: 1 },
  accepted: { accepted: 1 },
  due: { due: 1 },
  payable: { payable: 1 },
  toOrder: { to_order: 1 },
  orderOpen: { order_open: 1 },
  writtenOff: { written_off: 1 },
  toProve: { to_prove: 1 },
  dueUnpaid: { due_unpaid: 1 },
  /** Reste à payer: committed − released − paid gross. */
  outstanding: {
    committed: 1,
    commitment_correction: 1,
    released_of_year: -1,
    released_of_prior: -1,
    consumed: -1,
    consumption_correction: -1,
  },
} as const satisfies Record<string, Partial<Record<Measure, 1 | -1>>>;

export type Balance = keyof typeof BALANCES;
export const BALANCE_NAMES = Object.keys(BALANCES) as Balance[];

/** Amounts as decimal strings ("2000.00"). */
export type Balances = Readonly<Record<Balance, string>>;

/** Sums of measures in cents; one that is absent is 0. */
export type Sums = ReadonlyMap<Measure, bigint>;

export function codeOf(measure: Measure): number {
  return MEASURES.indexOf(measure);
}

/** The only place where cents become an amount that is shown. */
export function written(cents: bigint): string {
  return Euros.ofCents(cents).toString();
}

export function combine(sums: Sums, parts: Partial<Record<Measure, 1 | -1>>): bigint {
  let total = 0n;
  for (const [measure, sign] of Object.entries(parts)) {
    total += BigInt(sign) * (sums.get(measure as Measure) ?? 0n);
  }
  return total;
}

export function balancesOf(sums: Sums): Balances {
  return writtenBalances(name => combine(sums, BALANCES[name]));
}

export function writtenBalances(centsOf: (name: Balance) => bigint): Balances {
  return Object.fromEntries(BALANCE_NAMES.map(name => [name, written(centsOf(name))])) as Balances;
}

/** A balance as SQL over rows of `movement`, in cents. */
export function balanceSql(name: Balance): string {
  return combineSql(BALANCES[name]);
}

/** The same as `combine`, in SQL. */
export function combineSql(of: Partial<Record<Measure, 1 | -1>>): string {
  const parts = Object.entries(of) as [Measure, 1 | -1][];
  const cases = parts.map(([measure, sign]) => `when ${codeOf(measure)} then ${sign === 1 ? '' : '-'}amount`);
  return `sum(case measure ${cases.join(' ')} end)`;
}

export function measuresOf(name: Balance): readonly number[] {
  return (Object.keys(BALANCES[name]) as Measure[]).map(codeOf);
}

/** Which balances a measure moves, by its code. */
export const MOVED_BY: readonly (readonly (readonly [Balance, bigint])[])[] = MEASURES.map(measure =>
  BALANCE_NAMES.flatMap(name => {
    const sign = (BALANCES[name] as Partial<Record<Measure, 1 | -1>>)[measure];
    return sign === undefined ? [] : [[name, BigInt(sign)] as const];
  }),
);
