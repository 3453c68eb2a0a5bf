import { type Day, Euros, yearOf } from '#kernel';
import type { StoredConventionFact } from './convention.events.js';
import {
  dueUnpaidOf,
  forgoneOf,
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
  'conditional_maximum',
  'forgone',
  'delivered_quantity',
  'lent_quantity',
  'returned_quantity',
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
  const payablesMoved = standing(before) !== standing(after);
  if (before.lines === after.lines && !payablesMoved) return [];
  const rows: Row[] = [];
  const fiscalYear = stored.fiscalYear ?? yearOf(stored.effectiveOn);
  for (const line of after.lines) {
    const known = before.lines.find(({ id }) => id === line.id);
    if (known === line && !payablesMoved) continue;
    for (const tranche of line.tranches) {
      const knownTranche = known?.tranches.find(({ id }) => id === tranche.id);
      if (knownTranche === tranche && !payablesMoved) continue;
      const now = stocksOf(after, line, tranche);
      const then = known && knownTranche ? stocksOf(before, known, knownTranche) : undefined;
      const moved = STOCKS.filter(stock => now[stock] !== then?.[stock]);
      const imputation = line.imputation ?? known?.imputation;
      for (let index = 0; index < tranche.allocations.length; index += 1) {
        const { id } = tranche.allocations[index]!;
        const was = knownTranche?.allocations[index]?.id === id ? index : indexOf(knownTranche, id);
        for (const stock of moved) {
          const after = now[stock][index]!;
          const before = was === -1 ? 0n : then![stock][was]!;
          if (after === before) continue;
          const booked = asBooked(stock, stored, correcting);
          rows.push({
            measure: booked,
            line: line.id,
            tranche: tranche.id,
            allocation: id,
            ...(imputation === undefined ? undefined : { imputation }),
            fiscalYear,
            effectiveOn: stored.effectiveOn,
            amount:
              stock === 'released' && booked === 'commitment_correction' ? before - after : after - before,
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

function indexOf(tranche: Tranche | undefined, allocation: string): number {
  return tranche ? tranche.allocations.findIndex(({ id }) => id === allocation) : -1;
}

/**
 * The column a movement is booked in: that of its nature, or of corrections of closed years. There, what was
 * released counts against what was committed.
 */
function asBooked(stock: Stock, { fact }: StoredConventionFact, correcting: boolean): Measure {
  const corrects = correcting || ('correctsYear' in fact.data && fact.data.correctsYear !== undefined);
  switch (stock) {
    case 'released': {
      if (corrects) return 'commitment_correction';
      const ofYear = fact.type === 'CommitmentReleased' && fact.data.of === 'year';
      return ofYear ? 'released_of_year' : 'released_of_prior';
    }
    case 'committed':
      return corrects ? 'commitment_correction' : stock;
    case 'consumed':
      return corrects ? 'consumption_correction' : stock;
    case 'repaid':
      return corrects ? 'repayment_correction' : stock;
    default:
      return stock;
  }
}

/** What of a convention as a whole decides what its tranches may be paid. */
function standing(state: ConventionState): number {
  const payable = isPayable(state) ? 2 : 0;
  return (state.signedOn === undefined ? 0 : 1) + payable + (state.superseded === undefined ? 0 : 4);
}

const known = new WeakMap<Tranche, { readonly key: number; readonly stocks: Stocks }>();

/** All stocks of a tranche, per allocation. Remembered per tranche: a fold visits each twice. */
function stocksOf(state: ConventionState, line: Line, tranche: Tranche): Stocks {
  const key = standing(state);
  const remembered = known.get(tranche);
  if (remembered?.key === key) return remembered.stocks;
  const stocks = computeStocks(state, line, tranche);
  known.set(tranche, { key, stocks });
  return stocks;
}

const nones: (readonly bigint[])[] = [];

/** Always the same zeros: stocks that stay empty are then known to be unmoved at a glance. */
function noneOf(allocations: number): readonly bigint[] {
  return (nones[allocations] ??= Array.from({ length: allocations }, () => 0n));
}

const cents = (amounts: readonly Euros[]): readonly bigint[] => amounts.map(amount => amount.cents);

function computeStocks(state: ConventionState, line: Line, tranche: Tranche): Stocks {
  const { allocations } = tranche;
  const signed = state.signedOn !== undefined;
  const none = noneOf(allocations.length);
  const awards = allocations.map(({ award }) => award.cents);
  const due = allocations.map(allocation => allocation.due.cents);
  const maxima = signed ? allocations.map(allocation => allocation.maximum.cents) : none;
  const conditional = tranche.status === 'conditional';
  const maximum = conditional ? none : maxima;

  // Most of these amounts are zero or equal most of the time: they are shared once.
  const shared = new Map<bigint, readonly bigint[]>([[0n, none]]);
  const byShare = (amount: Euros): readonly bigint[] => {
    let shares = shared.get(amount.cents);
    if (!shares) shared.set(amount.cents, (shares = cents(sharesOf(tranche, amount))));
    return shares;
  };
  const byAward = (amount: Euros) => (amount.isZero ? none : cents(amount.split(awards)));
  const byRoom = (amount: Euros, rooms: (index: number) => bigint) =>
    amount.isZero
      ? none
      : cents(
          sharesByRoom(
            amount,
            allocations.map((_, index) => rooms(index)),
            awards,
          ),
        );

  const paid = byShare(paidOf(tranche));
  const net = byShare(netOf(tranche));
  const consumed = byShare(tranche.consumed);
  const committed = byAward(totalPostes(tranche, 'committed'));
  const target = tranche.final ? due : awards;
  const owed = (index: number) => target[index]! - net[index]!;
  const over = (index: number) => net[index]! - target[index]!;
  const less = (amounts: readonly bigint[], others: readonly bigint[]) =>
    amounts === others ? none : amounts.map((amount, index) => amount - others[index]!);
  return {
    maximum,
    planned_quantity: signed && !conditional ? allocations.map(({ quantity }) => BigInt(quantity)) : none,
    claimed: allocations.map(({ claimed }) => claimed.cents),
    cut: allocations.map(({ cut }) => cut.cents),
    accepted: allocations.map(({ accepted }) => accepted.cents),
    accepted_quantity: allocations.map(({ acceptedQuantity }) => BigInt(acceptedQuantity)),
    due,
    committed,
    released: byRoom(totalPostes(tranche, 'released'), index => committed[index]! - consumed[index]!),
    consumed,
    returned: less(consumed, paid),
    pending: less(byShare(paidOf(tranche).plus(pendingOf(tranche))), paid),
    repaid: less(paid, net),
    credits_restored: byAward(tranche.creditsRestored),
    order_open: byRoom(tranche.orderOpen, over),
    written_off: byRoom(tranche.writtenOff, over),
    payable: byRoom(payableOf(state, line, tranche), owed),
    to_order: byRoom(toOrderOf(tranche), over),
    to_prove: byAward(toProveOf(line, tranche)),
    entitled: signed && tranche.final ? due : maximum,
    conditional_maximum: conditional ? maxima : none,
    due_unpaid: byRoom(dueUnpaidOf(tranche), index => due[index]! - net[index]!),
    forgone: byRoom(forgoneOf(tranche), index => due[index]! - net[index]!),
    delivered_quantity: allocations.map(({ delivered }) => BigInt(delivered)),
    lent_quantity: allocations.map(({ lent }) => BigInt(lent)),
    returned_quantity: allocations.map(({ returned }) => BigInt(returned)),
  };
}

function totalPostes(tranche: Tranche, part: 'committed' | 'released'): Euros {
  return Euros.sum(Object.values(tranche.postes).map(poste => poste[part]));
}
