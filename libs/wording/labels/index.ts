export * from './of-facts.js';
export * from './of-ledger.js';
export * from './of-state.js';

/** The word of a key that comes from outside the types (a stored row, a refusal): the key itself where it is unknown. */
export function labelIn(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? table[key]! : key;
}
