import { Euros } from '#kernel';
import type { Tranche } from './state.js';

/**
 * Shares an amount of a tranche between its allocations (domain.md §4, "Shares per school"). `amount` is the
 * cumulated amount X. Until the final service fait: by the awards. After it: by what is due where X ≤ D, else
 * what is due each, and the surplus by max(0, X × M_a / M − D_a). Largest remainder, ties by UAI ascending.
 */
export function sharesOf(tranche: Tranche, amount: Euros): readonly Euros[] {
  const { allocations } = tranche;
  if (allocations.length === 1) return [amount];
  if (amount.isZero) return allocations.map(() => Euros.zero);
  const awards = allocations.map(allocation => allocation.award.cents);
  if (!tranche.final) return amount.split(awards);
  const dues = allocations.map(allocation => allocation.due);
  const due = Euros.sum(dues);
  if (!amount.exceeds(due)) return amount.split(dues.map(share => share.cents));
  const award = awards.reduce((sum, cents) => sum + cents, 0n);
  const weights = awards.map((cents, index) => {
    const weight = amount.cents * cents - dues[index]!.cents * award;
    return weight > 0n ? weight : 0n;
  });
  const surplus = amount.minus(due).split(weights);
  return dues.map((share, index) => share.plus(surplus[index]!));
}

/**
 * An expense common to several schools, by their maxima (domain.md §4): 500.00 over 8 000.00 and 4 000.00 gives
 * 333.33 + 166.67.
 */
export function commonShares(amount: Euros, maxima: readonly Euros[]): readonly Euros[] {
  return amount.split(maxima.map(maximum => maximum.cents));
}

/** Shares by what is left of each, in cents: no share exceeds its room while the amount does not exceed the sum. */
export function sharesByRoom(
  amount: Euros,
  rooms: readonly bigint[],
  fallback: readonly bigint[],
): readonly Euros[] {
  if (rooms.length === 1) return [amount];
  const weights = rooms.map(room => (room > 0n ? room : 0n));
  return amount.split(weights.some(weight => weight > 0n) ? weights : fallback);
}
