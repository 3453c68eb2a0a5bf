/* Identifiers made up for the demonstration: their keys are right, and they stand where nobody is registered. */

const UAI_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** The UAI of a number of at most 7 digits, with its letter. */
export function uaiOf(number: number): string {
  return String(number).padStart(7, '0') + UAI_LETTERS[number % 23]!;
}

/** A SIRET whose SIREN begins with 99, which no body has. `number`: 0 to 999999. */
export function fictitiousSiret(number: number): string {
  const siren = withLuhnKey(`99${String(number).padStart(6, '0')}`);
  return withLuhnKey(`${siren}0001`);
}

function withLuhnKey(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** A French IBAN with its RIB key, at the bank 99999, which does not exist. `number`: 0 to 99999999999. */
export function fictitiousIban(number: number): string {
  const account = `9999900001${String(number).padStart(11, '0')}`;
  const bban = account + twoDigits(97n - (BigInt(`${account}00`) % 97n));
  // F is 15, R is 27 (ISO 13616).
  return `FR${twoDigits(98n - (BigInt(`${bban}152700`) % 97n))}${bban}`;
}

function twoDigits(value: bigint): string {
  return String(value).padStart(2, '0');
}

/** Chorus numbers of the nth convention: one EJ, and as many DP as it needs. */
export function ejOf(nth: number): string {
  return `21${String(nth).padStart(8, '0')}`;
}

export function dpOf(nth: number, payment: number): string {
  return `1${String(nth * 100 + payment).padStart(8, '0')}`;
}
