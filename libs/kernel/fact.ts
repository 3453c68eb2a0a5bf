import { z } from 'zod';
import type { Json } from './canonical-json.js';

/**
 * `life` facts follow one another in order; `money` facts carry a fiscal year and may come late; `notice` facts may
 * come late too and bear on no exercice.
 */
export type FactKind = 'life' | 'money' | 'notice';

/** One kind of fact, defined once: its stored type, its TypeScript type, its codec and its JSON Schema. */
export interface FactDefinition<T extends string = string, S extends z.ZodType = z.ZodType> {
  readonly type: T;
  readonly schemaVersion: number;
  readonly kind: FactKind;
  /** What was recorded, in one English sentence: the catalogue's text. */
  readonly meaning: string;
  readonly schema: S;
}

/** Defines a fact. `type` is stored as it stands, without version: past participle, ASCII. */
export function fact<const T extends string, S extends z.ZodRawShape>(
  type: T,
  kind: FactKind,
  meaning: string,
  shape: S,
): FactDefinition<T, z.ZodObject<S, z.core.$strict>> {
  return { type, schemaVersion: 1, kind, meaning, schema: z.strictObject(shape) };
}

/** The fact of a definition, in memory. */
export type FactOf<D extends FactDefinition> =
  D extends FactDefinition<infer T, infer S>
    ? { readonly type: T; readonly data: Readonly<z.output<S>> }
    : never;

export interface Fact {
  readonly type: string;
  readonly data: object;
}

export interface FactCodec {
  readonly definitions: readonly FactDefinition[];
  definitionOf(type: string): FactDefinition;
  encode(fact: Fact): Json;
  decode(type: string, schemaVersion: number, data: Json): Fact;
}

/** Encodes and decodes the facts of a set of definitions; throws on a fact that its definition does not allow. */
export function factCodec(definitions: readonly FactDefinition[]): FactCodec {
  const byType = new Map(definitions.map(definition => [definition.type, definition]));
  if (byType.size !== definitions.length) throw new TypeError('two facts share a type');
  const definitionOf = (type: string): FactDefinition => {
    const definition = byType.get(type);
    if (!definition) throw new TypeError(`unknown fact: ${type}`);
    return definition;
  };
  return {
    definitions,
    definitionOf,
    encode: fact => z.encode(definitionOf(fact.type).schema, fact.data) as Json,
    decode: (type, schemaVersion, data) => {
      const definition = definitionOf(type);
      if (schemaVersion !== definition.schemaVersion) {
        throw new TypeError(`${type} has no version ${schemaVersion}`);
      }
      return { type, data: z.decode(definition.schema, data as never) as object };
    },
  };
}

/** The JSON Schema (draft 2020-12) of what a fact stores. */
export function factSchema(definition: FactDefinition): object {
  return z.toJSONSchema(definition.schema, { io: 'input', unrepresentable: 'any' });
}
