import type { SchemaObject } from '@nestjs/swagger';
import { codec } from '#hosting';
import { factSchema } from '#kernel';
import { FACTS, labelIn } from '#wording';

/** The name of the schema of what any fact says. */
export const FACT_DATA = 'FactData';

/** What each type of fact says, as the catalogue of facts has it: the same definitions as the codec. */
export function factSchemas(): Record<string, SchemaObject> {
  const schemas = codec.definitions.map(definition => {
    const { $schema: _, ...schema } = factSchema(definition) as Record<string, unknown>;
    return [definition.type, { title: labelIn(FACTS, definition.type), ...schema }] as const;
  });
  const anyOf = schemas.map(([type]) => ({ $ref: `#/components/schemas/${type}` }));
  return { ...Object.fromEntries(schemas), [FACT_DATA]: { anyOf } };
}
