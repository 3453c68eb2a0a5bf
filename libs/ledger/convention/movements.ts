import { type Day, Euros, yearEnd, yearOf } from '#kernel';
import { dueOf } from './formulas.js';
import { type History, type Slot, stateAt } from './history.js';
import type { Measure, Row } from './rows.js';
import { sharesByRoom } from './shares.js';

/*
 * What a recorded fact changes in the reports: the difference of the whole effective-date timeline before and after
 * it. A report at (effectiveOn, knownAt) adds up the movements effective by then of the events recorded by then
 * (docs/adr/2026-11-21-movement-rows.md).
 */

/** The movements of the last recorded fact of `after`. */
export function movementsOf(before: History, after: History): readonly Row[] {
  const kept = alike(before.slots, after.slots);
  const appended = before.slots.length === kept && after.slots.length === kept + 1;
  const moved = appended
    ? after.slots[kept]!.rows
    : difference(rowsFrom(before.slots, kept), rowsFrom(after.slots, kept));
  if (!moved.some(({ measure }) => CHARGING.has(measure))) {
    remembered.set(after.slots, chargesAtYearEnds(before));
    return moved;
  }
  const charges = difference(chargesAtYearEnds(before), chargesAtYearEnds(after));
  return charges.length === 0 ? moved : [...moved, ...charges];
}

/** The whole timeline of a history as rows: what `movementsOf` adds up to, over all its facts. */
export function timelineOf(history: History): readonly Row[] {
  return difference([], [...rowsFrom(history.slots, 0), ...chargesAtYearEnds(history)]);
}

/** How many slots two histories begin with alike: a fold keeps the slots that a late fact leaves as they were. */
function alike(before: readonly Slot[], after: readonly Slot[]): number {
  const most = Math.min(before.length, after.length);
  if (most > 0 && before[most - 1] === after[most - 1]) return most;
  let index = 0;
  while (index < most && before[index] === after[index]) index += 1;
  return index;
}

function rowsFrom(slots: readonly Slot[], first: number): readonly Row[] {
  return slots.slice(first).flatMap(({ rows }) => rows);
}

function difference(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  if (before.length === 0 && after.length === 0) return [];
  const sums = new Map<string, Row>();
  const add = (row: Row, amount: bigint) => {
    const { measure, line, tranche, allocation, effectiveOn, fiscalYear } = row;
    const imputation = row.imputation ? Object.values(row.imputation).join('/') : '';
    const key = [effectiveOn, measure, line, tranche, allocation, fiscalYear, imputation].join('|');
    sums.set(key, { ...row, amount: (sums.get(key)?.amount ?? 0n) + amount });
  };
  for (const row of before) add(row, -row.amount);
  for (const row of after) add(row, row.amount);
  return [...sums.values()].filter(({ amount }) => amount !== 0n);
}

const remembered = new WeakMap<readonly Slot[], readonly Row[]>();

/**
 * Charges à payer: for each 31 December, what is due on that day less what Chorus booked up to that fiscal year
 * (a payment of January may belong to the year before, LOLF art. 28). As rows that add up over the years.
 */
function chargesAtYearEnds({ slots }: History): readonly Row[] {
  let rows = remembered.get(slots);
  if (!rows) {
    const certified = slots.some(({ stored }) => CERTIFYING.has(stored.fact.type));
    rows = certified ? computeCharges(slots) : [];
    remembered.set(slots, rows);
  }
  return rows;
}

const CERTIFYING: ReadonlySet<string> = new Set(['ServiceFaitCertified', 'ResourceUseAccepted']);

const NET: Partial<Record<Measure, 1n | -1n>> = {
  consumed: 1n,
  consumption_correction: 1n,
  returned: -1n,
  repaid: -1n,
  repayment_correction: -1n,
  // What was given up is claimed no more.
  forgone: 1n,
};

/** What moves charges à payer: the due, what was paid net, and the imputation, which comes with a commitment. */
const CHARGING: ReadonlySet<Measure> = new Set<Measure>([
  ...(Object.keys(NET) as Measure[]),
  'due',
  'committed',
  'commitment_correction',
]);

function computeCharges(slots: readonly Slot[]): readonly Row[] {
  const years = slots.flatMap(({ stored: { effectiveOn, fiscalYear } }) => [
    yearOf(effectiveOn),
    fiscalYear ?? yearOf(effectiveOn),
  ]);
  const net = netByYear(slots);
  const rows: Row[] = [];
  const reached = new Map<string, bigint>();
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
    const closing = yearEnd(year);
    const { lines } = stateAt({ facts: [], slots, reversed: new Set() }, closing);
    for (const line of lines) {
      for (const tranche of line.tranches) {
        const booked = Euros.ofCents(bookedUpTo(net.get(`${line.id}|${tranche.id}`), year));
        const charge = dueOf(tranche).minus(booked).orZero();
        const rooms = tranche.allocations.map(({ due }) => due.cents);
        const shares = sharesByRoom(
          charge,
          rooms,
          rooms.map(() => 1n),
        );
        for (const [index, { id: allocation }] of tranche.allocations.entries()) {
          const key = `${line.id}|${tranche.id}|${allocation}`;
          const amount = shares[index]!.cents - (reached.get(key) ?? 0n);
          if (amount === 0n) continue;
          reached.set(key, shares[index]!.cents);
          rows.push({
            measure: 'charges_at_year_end',
            line: line.id,
            tranche: tranche.id,
            allocation,
            ...(line.imputation === undefined ? {} : { imputation: line.imputation }),
            fiscalYear: year,
            effectiveOn: closing,
            amount,
          });
        }
      }
    }
  }
  return rows;
}

function netByYear(slots: readonly Slot[]): ReadonlyMap<string, ReadonlyMap<number, bigint>> {
  const net = new Map<string, Map<number, bigint>>();
  for (const { line, tranche, measure, fiscalYear, amount } of slots.flatMap(({ rows }) => rows)) {
    const sign = NET[measure];
    if (sign === undefined) continue;
    const key = `${line}|${tranche}`;
    const byYear = net.get(key) ?? new Map<number, bigint>();
    byYear.set(fiscalYear, (byYear.get(fiscalYear) ?? 0n) + amount * sign);
    net.set(key, byYear);
  }
  return net;
}

function bookedUpTo(byYear: ReadonlyMap<number, bigint> | undefined, year: number): bigint {
  let sum = 0n;
  for (const [booked, amount] of byYear ?? []) if (booked <= year) sum += amount;
  return sum;
}

/** The value of a measure on a day: the sum of its rows up to that day. Cents, or units for quantities. */
export function valueOn(rows: readonly Row[], measure: Measure, on: Day): bigint {
  let sum = 0n;
  for (const row of rows) if (row.measure === measure && row.effectiveOn <= on) sum += row.amount;
  return sum;
}
