import type { Euros } from '#kernel';

/* Figures as a French reader expects them. Code points are part of the contract: U+202F groups, U+00A0 before a unit. */

const GROUP = '\u202F';
const NO_BREAK = '\u00A0';

/** An amount: `Euros`, or its decimal string ("-2000.00"). */
export type Amount = Euros | string;

/** "4 000,00": digits grouped by three, decimal comma. */
export function decimal(value: Amount | number | bigint): string {
  const [whole = '', fraction] = value.toString().split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, GROUP);
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

/** "4 000,00 €". */
export function euros(amount: Amount): string {
  return `${decimal(amount)}${NO_BREAK}€`;
}

/** A whole number of units: "1 200". */
export function quantity(value: number | bigint): string {
  return decimal(value);
}

/** A rate as a percentage: "0.5" is "50 %", "0.0525" is "5,25 %". Exact: digits are moved, not computed. */
export function percent(rate: string): string {
  return `${decimal(percentage(rate))}${NO_BREAK}%`;
}

/** "0.5" gives "50", "0.0525" gives "5.25". */
export function percentage(rate: string): string {
  const [whole = '', fraction = ''] = rate.split('.');
  const digits = fraction.padEnd(2, '0');
  const moved = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return rest === '' ? moved : `${moved}.${rest}`;
}

/** A day, `YYYY-MM-DD`, as "14/10/2016". */
export function day(on: string): string {
  return `${on.slice(8, 10)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
}

const paris = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** A moment, ISO 8601 in UTC, as "03/11/2016 10:12:44" in Europe/Paris. */
export function instant(moment: string): string {
  const parts = Object.fromEntries(
    paris.formatToParts(Date.parse(moment)).map(({ type, value }) => [type, value]),
  );
  const { year, month, day: dayOfMonth, hour, minute, second } = parts;
  return `${dayOfMonth}/${month}/${year} ${hour}:${minute}:${second}`;
}

/** Whole bytes as "2 Mio", "256 Kio" or "12 octets". */
export function bytes(size: number): string {
  const mebi = size / 1024 ** 2;
  if (Number.isInteger(mebi) && mebi > 0) return `${quantity(mebi)}${NO_BREAK}Mio`;
  const kibi = size / 1024;
  if (Number.isInteger(kibi) && kibi > 0) return `${quantity(kibi)}${NO_BREAK}Kio`;
  return `${quantity(size)}${NO_BREAK}octets`;
}
