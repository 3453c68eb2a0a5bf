import type { Act, ActField, Built, Situation, Target, Values } from './action.js';

export const NOTHING_BUILT: Built = { body: {}, fieldAt: new Map() };

/** The body that the form of an act asks for, as its fields say it. */
export const typedOf = (
  { fixed }: Pick<Act, 'fixed'>,
  target: Target,
  values: Values,
  fields: readonly ActField[],
): Built => bodyOf(fields, values, fixed?.(target));

/** The same as the route wants it. Throws `Refused` for what cannot be read. */
export const composed = ({ compose }: Pick<Act, 'compose'>, typed: Built, at: Situation): Built =>
  compose ? compose(typed, at) : typed;

const ROW = /^(\w+)\.(\d+)\./;

/** The body that a form asks for: fields left empty are left out, and so are rows where nothing was typed. */
export function bodyOf(fields: readonly ActField[], values: Values, fixed: object = {}): Built {
  const body: Record<string, unknown> = { ...fixed };
  const fieldAt = new Map<string, string>();
  const kept = keptRows(fields, values);
  for (const field of fields) {
    const [, list = '', row = ''] = ROW.exec(field.name) ?? [];
    const rank = kept.get(list)?.indexOf(row);
    if (rank === -1) continue;
    const steps = field.name
      .split('.')
      .map((step, index) => (rank !== undefined && index === 1 ? String(rank) : step));
    fieldAt.set(`/${steps.join('/')}`, field.name);
    const value = SILENT.includes(field.kind) ? undefined : valueOf(field, values[field.name] ?? '');
    if (value !== undefined) put(body, steps, value);
  }
  closeRanks(body);
  return { body, fieldAt };
}

/** Rows that a button adds at once. */
const MORE = 3;

/** How many rows of a list a form shows: at least these, those that it holds, and more where they are asked for. */
export function rowsIn(values: Values, list: string, least: number): number {
  const held = Object.keys(values).map(name => {
    const [, of, row] = ROW.exec(name) ?? [];
    return of === list ? Number(row) + 1 : 0;
  });
  const rows = Math.max(least, ...held);
  return values[ADD] === list ? rows + MORE : rows;
}

/** The name of the buttons that add rows. */
export const ADD = 'ajouter';

/** The rows of each list in which something was typed. */
function keptRows(fields: readonly ActField[], values: Values): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const { name, kind } of fields) {
    const [, list, row] = ROW.exec(name) ?? [];
    if (list === undefined || row === undefined) continue;
    const found = rows.get(list) ?? [];
    rows.set(list, found);
    const text = (values[name] ?? '').trim();
    const typed = kind === 'keep' ? text === 'oui' : kind !== 'fixed' && kind !== 'choice' && text !== '';
    if (typed && !found.includes(row)) found.push(row);
  }
  return rows;
}

/** What act on a form, and are no part of a body. */
const SILENT: readonly ActField['kind'][] = ['keep', 'more'];

/** Undefined where nothing was typed; what is not in the form of its kind is left to the checks of the route. */
function valueOf({ kind, list }: ActField, typed: string): unknown {
  const text = kind === 'long' ? typed.trim() : typed.trim().replaceAll(/\s+/g, ' ');
  if (text === '') return undefined;
  if (list) return text.split('|');
  switch (kind) {
    case 'amount':
      return amountOf(text);
    case 'rate':
      return rateOf(text);
    case 'whole':
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    case 'flag':
      return text === 'oui' ? true : text === 'non' ? false : text;
    case 'day':
      return text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
    default:
      return text;
  }
}

/** "2 000,5" is "2000.50"; what is no amount stays as it was typed. */
export function amountOf(typed: string): string {
  const text = typed.replaceAll(/[\s\u00A0\u202F]|€$/g, '').replace(',', '.');
  const [, whole, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? typed : `${whole}.${cents.padEnd(2, '0')}`;
}

/** "50 %" and "0,5" are "0.5"; what is no share stays as it was typed. */
export function rateOf(typed: string): string {
  const [, whole, cents = ''] = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%$/.exec(typed.trim()) ?? [];
  if (whole === undefined) return typed.trim().replace(',', '.');
  const digits = whole.padStart(3, '0');
  const after = `${digits.slice(-2)}${cents}`.replace(/0+$/, '');
  return after === '' ? `${Number(digits.slice(0, -2))}` : `${Number(digits.slice(0, -2))}.${after}`;
}

/** A list whose first places were left empty begins with what follows them. */
function closeRanks(body: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) body[name] = value.filter(item => item !== undefined);
  }
}

function put(into: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [first = '', ...rest] = steps;
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = (into[first] ??= /^\d+$/.test(rest[0]!) ? [] : {});
  put(inner as Record<string, unknown>, rest, value);
}
