import type { Json } from '#kernel';

/**
 * The figures of a report without the words, and their names. A later version may add columns or fields: asked again by
 * the names that were issued, the figures of an issued report stay what they were.
 */
export interface Figures {
  /** The names of the figures, to be kept with what was issued. */
  readonly shape: Json;
  readonly values: Json;
}

/** The names in a document's figures, level by level; `null` where there is a value. */
export function shapeOf(figures: Json): Json {
  if (figures === null || typeof figures !== 'object') return null;
  if (isList(figures)) return [figures.reduce<Json>((shape, item) => merged(shape, shapeOf(item)), null)];
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, shapeOf(value)]));
}

/** Figures by these names only; one that is gone is null. */
export function shaped(figures: Json, shape: Json): Json {
  if (shape === null || figures === null || typeof figures !== 'object') return figures;
  if (isList(figures)) return isList(shape) ? figures.map(item => shaped(item, shape[0] ?? null)) : figures;
  if (typeof shape !== 'object' || isList(shape)) return figures;
  const values = new Map(Object.entries(figures));
  return Object.fromEntries(
    Object.entries(shape).map(([name, of]) => [name, shaped(values.get(name) ?? null, of)]),
  );
}

function merged(a: Json, b: Json): Json {
  if (a === null || typeof a !== 'object' || isList(a)) return b;
  if (b === null || typeof b !== 'object' || isList(b)) return a;
  return { ...a, ...b };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
