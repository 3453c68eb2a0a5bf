// Montants en centimes (BigInt) : lecture, arrondi, partage au plus fort reste.

/** "2000.00" → 200000n */
export const cents = text => BigInt(text.replace('.', ''));

/** 200000n → "2000.00" */
export function euros(amount) {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** L’ordre des textes, par unités de code. */
export const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export const sum = amounts => amounts.reduce((total, amount) => total + amount, 0n);
export const orZero = amount => (amount > 0n ? amount : 0n);
export const least = (...amounts) => amounts.reduce((a, b) => (b < a ? b : a));

/** amount × rate, arrondi une fois au centime : "down" vers le bas, "half-up" au plus proche. */
export function atRate(amount, rate, rounding) {
  const [whole, decimals = ''] = rate.split('.');
  const scale = 10n ** BigInt(decimals.length);
  const exact = amount * BigInt(whole + decimals);
  return rounding === 'half-up' ? (2n * exact + scale) / (2n * scale) : exact / scale;
}

/** Partage selon des poids ; les centimes restants vont aux plus forts restes, à égalité au premier. */
export function split(amount, weights) {
  if (weights.length === 1) return [amount];
  const total = sum(weights);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : 0n));
  const sign = amount < 0n ? -1n : 1n;
  const size = amount * sign;
  const shares = weights.map(weight => (size * weight) / total);
  const byRest = weights
    .map((weight, index) => ({ index, rest: (size * weight) % total }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const left = Number(size - sum(shares));
  for (const { index } of byRest.slice(0, left)) shares[index] += 1n;
  return shares.map(share => share * sign);
}

/** Selon la place que chacun garde ; à défaut de place, selon les octrois. */
export function splitByRoom(amount, rooms, awards) {
  if (amount === 0n) return rooms.map(() => 0n);
  const weights = rooms.map(orZero);
  return split(amount, weights.some(weight => weight > 0n) ? weights : awards);
}

/** Part de chaque école dans un cumul : par octroi avant le service fait final, par dû ensuite. */
export function splitBySchool(tranche, amount) {
  const { allocations, final } = tranche;
  if (amount === 0n) return allocations.map(() => 0n);
  const awards = allocations.map(({ award }) => award);
  if (!final) return split(amount, awards);
  const dues = allocations.map(({ due }) => due);
  const due = sum(dues);
  if (amount <= due) return split(amount, dues);
  const award = sum(awards);
  const surplus = split(
    amount - due,
    dues.map((own, index) => orZero(amount * awards[index] - own * award)),
  );
  return dues.map((own, index) => own + surplus[index]);
}
