import type { ActField, Values } from './action.js';

export interface Built {
  /** As a client of the API would send it. */
  readonly body: object;
  /** The field that stands at a pointer (RFC 6901) of the body. */
  readonly fieldAt: ReadonlyMap<string, string>;
}

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
    const value = valueOf(field, values[field.name] ?? '');
    if (value !== undefined) put(body, steps, value);
  }
  closeRanks(body);
  return { body, fieldAt };
}

/** The rows of each list in which something was typed. */
function keptRows(fields: readonly ActField[], values: Values): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const { name, kind } of fields) {
    const [, list, row] = ROW.exec(name) ?? [];
    if (list === undefined || row === undefined) continue;
    const found = rows.get(list) ?? [];
    rows.set(list, found);
    const typed = kind !== 'fixed' && kind !== 'choice' && (values[name] ?? '').trim() !== '';
    if (typed && !found.includes(row)) found.push(row);
  }
  return rows;
}

/** Undefined where nothing was typed; what is not in the form of its kind is left to the checks of the route. */
function valueOf({ kind, list }: ActField, typed: string): unknown {
  const text = kind === 'long' ? typed.trim() : typed.trim().replaceAll(/\s+/g, ' ');
  if (text === '') return undefined;
  if (list) return text.split('|');
  switch (kind) {
    case 'amount':
      return amountOf(text);
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
