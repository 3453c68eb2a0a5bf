/** What a record may hold: no float, no bigint, no undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One byte string for one value: keys sorted by UTF-16 code unit, no white space (the rules of RFC 8785 for the
 * values that records hold). Throws on a fraction, an unsafe integer, a lone surrogate, or an integer-like key,
 * which JSON.parse would move to the front.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a record holds well-formed text only');
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      throw new TypeError(`a record holds whole numbers only, not ${value}`);
    }
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item as Json)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a record cannot hold a ${typeof value}`);
  const fields = value as { readonly [key: string]: Json };
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    if (/^(?:0|[1-9]\d*)$/.test(key)) throw new TypeError(`a record has no integer-like key: ${key}`);
    parts.push(`${canonicalJson(key)}:${canonicalJson(fields[key]!)}`);
  }
  return `{${parts.join(',')}}`;
}
