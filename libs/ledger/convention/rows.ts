import { type Day, Euros, yearOf } from '#kernel';
import type { StoredConventionFact } from './convention.events.js';
import {
  dueUnpaidOf,
  isPayable,
  netOf,
  paidOf,
  payableOf,
  pendingOf,
  toOrderOf,
  toProveOf,
} from './formulas.js';
import { sharesByRoom, sharesOf } from './shares.js';
import type { ConventionState, Imputation, Line, Tranche } from './state.js';

/**
 * What a report adds up, per allocation. Amounts in cents; `*_quantity` in units. Every measure is additive: its
 * value at a date is the sum of its rows up to that date.
 */
export const MEASURES = [
  'maximum',
  'planned_quantity',
  'claimed',
  'cut',
  'accepted',
  'accepted_quantity',
  'due',
  'committed',
  'released_of_year',
  'released_of_prior',
  'commitment_correction',
  'consumed',
  'consumption_correction',
  'returned',
  'pending',
  'repaid',
  'repayment_correction',
  'credits_restored',
  'order_open',
  'written_off',
  'payable',
  'to_order',
  'to_prove',
  'due_unpaid',
  'charges_at_year_end',
  'entitled',
] as const;
export type Measure = (typeof MEASURES)[number];

/** What one fact moved in one measure of one allocation. */
export interface Row {
  readonly measure: Measure;
  readonly line: string;
  readonly tranche: string;
  readonly allocation: string;
  readonly imputation?: Imputation;
  readonly fiscalYear: number;
  readonly effectiveOn: Day;
  readonly amount: bigint;
}

type Stocks = Readonly<Record<Stock, readonly bigint[]>>;
type Stock =
  | Exclude<
      Measure,
      | 'released_of_year'
      | 'released_of_prior'
      | 'commitment_correction'
      | 'consumption_correction'
      | 'repayment_correction'
      | 'charges_at_year_end'
    >
  | 'released';

/** The rows of one fact: every stock of every allocation, after less before. */
export function rowsOf(
  before: ConventionState,
  after: ConventionState,
  stored: StoredConventionFact,
  correcting: boolean,
): readonly Row[] {
  const rows: Row[] = [];
  const payablesMoved = before.signedOn !== after.signedOn || isPayable(before) !== isPayable(after);
  const fiscalYear = stored.fiscalYear ?? yearOf(stored.effectiveOn);
  for (const line of after.lines) {
    const known = before.lines.find(({ id }) => id === line.id);
    if (known === line && !payablesMoved) continue;
    for (const tranche of line.tranches) {
      const knownTranche = known?.tranches.find(({ id }) => id === tranche.id);
      if (knownTranche === tranche && !payablesMoved) continue;
      const now = stocksOf(after, line, tranche);
      const then = known && knownTranche ? stocksOf(before, known, knownTranche) : undefined;
      const indexThen = new Map(knownTranche?.allocations.map(({ id }, index) => [id, index]));
      for (const [index, { id }] of tranche.allocations.entries()) {
        const thenIndex = indexThen.get(id);
        for (const stock of STOCKS) {
          const was = then === undefined || thenIndex === undefined ? 0n : then[stock][thenIndex]!;
          const amount = now[stock][index]! - was;
          if (amount === 0n) continue;
          const imputation = line.imputation ?? known?.imputation;
          rows.push({
            ...asBooked(stock, amount, stored, correcting),
            line: line.id,
            tranche: tranche.id,
            allocation: id,
            ...(imputation === undefined ? {} : { imputation }),
            fiscalYear,
            effectiveOn: stored.effectiveOn,
          });
        }
      }
    }
  }
  return rows;
}

const STOCKS = [
  ...MEASURES.filter(
    (measure): measure is Exclude<Stock, 'released'> => !/^released|_correction$|^charges/.test(measure),
  ),
  'released' as const,
];

/** The column a movement is booked in: that of its nature, or of corrections of closed years. */
function asBooked(
  stock: Stock,
  amount: bigint,
  { fact }: StoredConventionFact,
  correcting: boolean,
): { measure: Measure; amount: bigint } {
  const corrects = correcting || ('correctsYear' in fact.data && fact.data.correctsYear !== undefined);
  switch (stock) {
    case 'released': {
      if (corrects) return { measure: 'commitment_correction', amount: -amount };
      const ofYear = fact.type === 'CommitmentReleased' && fact.data.of === 'year';
      return { measure: ofYear ? 'released_of_year' : 'released_of_prior', amount };
    }
    case 'committed':
      return { measure: corrects ? 'commitment_correction' : stock, amount };
    case 'consumed':
      return { measure: corrects ? 'consumption_correction' : stock, amount };
    case 'repaid':
      return { measure: corrects ? 'repayment_correction' : stock, amount };
    default:
      return { measure: stock, amount };
  }
}

const cents = (amounts: readonly Euros[]): readonly bigint[] => amounts.map(amount => amount.cents);
const known = new WeakMap<Tranche, { readonly key: string; readonly stocks: Stocks }>();

/** All stocks of a tranche, per allocation. Remembered per tranche: a fold visits each twice. */
function stocksOf(state: ConventionState, line: Line, tranche: Tranche): Stocks {
  const key = `${state.signedOn ? 1 : 0}${isPayable(state) ? 1 : 0}`;
  const remembered = known.get(tranche);
  if (remembered?.key === key) return remembered.stocks;
  const stocks = computeStocks(state, line, tranche);
  known.set(tranche, { key, stocks });
  return stocks;
}

function computeStocks(state: ConventionState, line: Line, tranche: Tranche): Stocks {
  const { allocations } = tranche;
  const signed = state.signedOn !== undefined;
  const awards = allocations.map(({ award }) => award.cents);
  const dues = allocations.map(({ due }) => due);
  const paid = sharesOf(tranche, paidOf(tranche));
  const net = sharesOf(tranche, netOf(tranche));
  const consumed = sharesOf(tranche, tranche.consumed);
  const withPending = sharesOf(tranche, paidOf(tranche).plus(pendingOf(tranche)));
  const committed = totalPostes(tranche, 'committed').split(awards);
  const targets = tranche.final ? dues : allocations.map(({ award }) => award);
  const owed = targets.map((target, index) => target.minus(net[index]!));
  const over = owed.map(room => room.negated());
  const byOwed = (amount: Euros) => cents(sharesByRoom(amount, owed, awards));
  const byOver = (amount: Euros) => cents(sharesByRoom(amount, over, awards));
  const unspent = committed.map((share, index) => share.minus(consumed[index]!));
  return {
    maximum: allocations.map(({ maximum }) => (signed ? maximum.cents : 0n)),
    planned_quantity: allocations.map(({ quantity }) => (signed ? BigInt(quantity) : 0n)),
    claimed: cents(allocations.map(({ claimed }) => claimed)),
    cut: cents(allocations.map(({ cut }) => cut)),
    accepted: cents(allocations.map(({ accepted }) => accepted)),
    accepted_quantity: allocations.map(({ acceptedQuantity }) => BigInt(acceptedQuantity)),
    due: cents(dues),
    committed: cents(committed),
    released: cents(sharesByRoom(totalPostes(tranche, 'released'), unspent, awards)),
    consumed: cents(consumed),
    returned: consumed.map((share, index) => share.cents - paid[index]!.cents),
    pending: withPending.map((share, index) => share.cents - paid[index]!.cents),
    repaid: paid.map((share, index) => share.cents - net[index]!.cents),
    credits_restored: cents(tranche.creditsRestored.split(awards)),
    order_open: byOver(tranche.orderOpen),
    written_off: byOver(tranche.writtenOff),
    payable: byOwed(payableOf(state, line, tranche)),
    to_order: byOver(toOrderOf(tranche)),
    to_prove: cents(toProveOf(line, tranche).split(awards)),
    entitled: allocations.map(({ due, maximum }) => (signed ? (tranche.final ? due : maximum).cents : 0n)),
    due_unpaid: cents(
      sharesByRoom(
        dueUnpaidOf(tranche),
        dues.map((due, i) => due.minus(net[i]!)),
        awards,
      ),
    ),
  };
}

function totalPostes(tranche: Tranche, part: 'committed' | 'released'): Euros {
  return Euros.sum(Object.values(tranche.postes).map(poste => poste[part]));
}
