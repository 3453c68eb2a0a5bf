import { Decimal } from 'decimal.js';
import { type Refusal, refuse } from './refusal.js';

const Exact = Decimal.clone({ precision: 40 });

/** `down`: to the cent below, the State never pays above the rate; `half-up`: to the nearest cent. */
export type Rounding = 'down' | 'half-up';

const AMOUNT = /^(?:0|[1-9]\d{0,11})\.\d{2}$/;
const RATE = /^(?:0|[1-9]\d{0,3})(?:\.\d{1,6})?$/;

export type AmountRefusal = Refusal<'amount_malformed', { given: string }>;

/**
 * An exact amount of euros, held as whole cents. Written as a decimal string with two decimals ("2000.00").
 * Sums may be negative (a difference, a correction); what is typed never is.
 */
export class Euros {
  static readonly zero = new Euros(0n);
  /** The largest amount that a record holds, and that may be typed. */
  static readonly largest = new Euros(99_999_999_999_999n);

  private constructor(readonly cents: bigint) {}

  static ofCents(cents: bigint): Euros {
    return cents === 0n ? Euros.zero : new Euros(cents);
  }

  /** Reads a typed amount: 0.00 to 999999999999.99, two decimals, no sign, no exponent. */
  static parse(text: unknown): Euros | AmountRefusal {
    if (typeof text !== 'string' || !AMOUNT.test(text)) {
      return refuse('amount_malformed', { given: String(text) });
    }
    return Euros.ofCents(BigInt(text.replace('.', '')));
  }

  /** Reads a stored amount, a leading minus allowed. Throws on anything else: it was checked when written. */
  static of(text: string): Euros {
    const negative = text.startsWith('-');
    const amount = Euros.parse(negative ? text.slice(1) : text);
    if (!(amount instanceof Euros)) throw new TypeError(`not an amount: ${text}`);
    return negative ? amount.negated() : amount;
  }

  /** `round(quantity × unit × rate)`, rounded once, to the cent, towards zero when `down`. */
  static product(factors: readonly (Euros | Rate | number)[], rounding: Rounding): Euros {
    const exact = factors.reduce<Decimal>(
      (result, factor) => result.times(factor instanceof Euros ? factor.toString() : factor),
      new Exact(1),
    );
    const mode = rounding === 'down' ? Decimal.ROUND_DOWN : Decimal.ROUND_HALF_UP;
    return Euros.ofCents(BigInt(exact.times(100).toDecimalPlaces(0, mode).toFixed(0)));
  }

  static sum(amounts: Iterable<Euros>): Euros {
    let cents = 0n;
    for (const amount of amounts) cents += amount.cents;
    return Euros.ofCents(cents);
  }

  static min(first: Euros, ...others: Euros[]): Euros {
    return others.reduce((least, amount) => (amount.cents < least.cents ? amount : least), first);
  }

  static max(first: Euros, ...others: Euros[]): Euros {
    return others.reduce((most, amount) => (amount.cents > most.cents ? amount : most), first);
  }

  plus(other: Euros): Euros {
    return other.cents === 0n ? this : Euros.ofCents(this.cents + other.cents);
  }

  minus(other: Euros): Euros {
    return other.cents === 0n ? this : Euros.ofCents(this.cents - other.cents);
  }

  negated(): Euros {
    return Euros.ofCents(-this.cents);
  }

  /** The amount without its sign. */
  magnitude(): Euros {
    return this.cents < 0n ? this.negated() : this;
  }

  /** The amount, or 0.00 where it is negative. */
  orZero(): Euros {
    return this.cents < 0n ? Euros.zero : this;
  }

  equals(other: Euros): boolean {
    return this.cents === other.cents;
  }

  exceeds(other: Euros): boolean {
    return this.cents > other.cents;
  }

  get isZero(): boolean {
    return this.cents === 0n;
  }

  get isPositive(): boolean {
    return this.cents > 0n;
  }

  /**
   * Shares this amount by weights, to the cent, by largest remainder; ties go to the earlier weight.
   * The shares add up to the amount. Weights are whole (cents, or cents² for products) and not negative;
   * where all are zero the first takes everything.
   */
  split(weights: readonly bigint[]): Euros[] {
    if (weights.length === 0) throw new RangeError('nothing to share between');
    if (weights.length === 1) return [this];
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    if (total === 0n) return weights.map((_, index) => (index === 0 ? this : Euros.zero));
    const sign = this.cents < 0n ? -1n : 1n;
    const amount = this.cents * sign;
    const shares = weights.map(weight => (amount * weight) / total);
    let left = amount - shares.reduce((sum, share) => sum + share, 0n);
    if (left === 0n) return shares.map(share => Euros.ofCents(share * sign));
    const remainders = weights.map((weight, index) => ({ index, rest: (amount * weight) % total }));
    remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
    for (const { index } of remainders) {
      if (left === 0n) break;
      shares[index] = shares[index]! + 1n;
      left -= 1n;
    }
    return shares.map(share => Euros.ofCents(share * sign));
  }

  toString(): string {
    const sign = this.cents < 0n ? '-' : '';
    const digits = (this.cents < 0n ? -this.cents : this.cents).toString().padStart(3, '0');
    return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

declare const rateBrand: unique symbol;
/** A rate as a decimal string, 0 to 9999.999999 ("0.5" is 50 %). */
export type Rate = string & { readonly [rateBrand]: 'Rate' };

/** Reads a rate: at most six decimals, no sign, no exponent. */
export function parseRate(text: unknown): Rate | Refusal<'rate_malformed', { given: string }> {
  return typeof text === 'string' && RATE.test(text)
    ? (text as Rate)
    : refuse('rate_malformed', { given: String(text) });
}

/** A rate written in code or read from the record; throws on anything else. */
export function rate(text: string): Rate {
  if (!RATE.test(text)) throw new TypeError(`not a rate: ${text}`);
  return text as Rate;
}

/** True where the two are the same number ("0.5" and "0.50"). */
export function sameRate(a: Rate, b: Rate): boolean {
  return new Exact(a).equals(b);
}

/** True where `a` is above `b`. */
export function rateExceeds(a: Rate, b: Rate): boolean {
  return new Exact(a).greaterThan(b);
}

/** The exact sum of rates. */
export function sumOfRates(rates: readonly Rate[]): Rate {
  return rate(rates.reduce((sum, share) => sum.plus(share), new Exact(0)).toString());
}
