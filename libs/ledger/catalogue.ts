import { type AnyDecider, type FactDefinition, factSchema } from '#kernel';
import { conventionDecider } from './convention/index.js';
import { fiscalYearDecider } from './fiscal-year/index.js';
import { installationDecider } from './installation/index.js';
import { nomenclatureDecider } from './nomenclature/index.js';
import { schemeDecider } from './scheme/index.js';

/** What a JSON Schema of the kernel's fields may say. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const STREAMS: readonly (readonly [title: string, decider: AnyDecider])[] = [
  ['Conventions', conventionDecider],
  ['Schemes', schemeDecider],
  ['Nomenclature', nomenclatureDecider],
  ['Fiscal years', fiscalYearDecider],
  ['Installation', installationDecider],
];

/** The catalogue of all facts, from their definitions: the text of `docs/events.md`, in Markdown. */
export function catalogue(): string {
  const parts = STREAMS.flatMap(([title, { category, definitions }]) => [
    `## ${title}`,
    `Streams \`${category}-…\`.`,
    ...definitions.flatMap(chapterOf),
  ]);
  return `${[...INTRODUCTION, ...parts].join('\n\n')}\n`;
}

const INTRODUCTION = [
  '# The facts',
  'Generated from the definitions of `libs/ledger` by `npm run pia -- catalogue`: not to be edited.',
  'A fact of the life of a convention follows the one before it in date; a money fact carries a fiscal year and may come late; a notice may come late and bears on no fiscal year. Every record also holds its stream and version, its effective date, when, by whom and in which role it was recorded, its origin, its ground, what it relied on, and the ids of its command (`docs/architecture.md`). The French word of each term: `docs/glossary.md`.',
];

function chapterOf(definition: FactDefinition): readonly string[] {
  const { type, kind, schemaVersion, meaning } = definition;
  const fields = fieldsOf(factSchema(definition) as Schema, '');
  return [
    `### ${type}`,
    `${meaning} (${kind} fact, version ${schemaVersion})`,
    fields.length === 0 ? 'No field.' : fields.join('\n'),
  ];
}

/** One line per field, nested ones by their path: `lines[].id`. */
function fieldsOf({ properties = {}, required = [] }: Schema, path: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const optional = required.includes(name) ? '' : ' (optional)';
    const field = `${path}${name}`;
    const [inner, prefix] =
      schema.type === 'array' ? [schema.items ?? {}, `${field}[].`] : [schema, `${field}.`];
    return [`- \`${field}\`${optional}: ${wordsOf(schema)}`, ...fieldsOf(inner, prefix)];
  });
}

function wordsOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(', ');
  if (schema.description !== undefined) return schema.description;
  switch (schema.type) {
    case 'array': {
      const of = schema.items?.type === 'object' ? 'list' : `list of ${wordsOf(schema.items ?? {})}`;
      return `${of}${bounds(schema.minItems, schema.maxItems)}`;
    }
    case 'string':
      return `text${bounds(schema.minLength, schema.maxLength, ' characters')}`;
    case 'integer':
      return `whole number${bounds(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'object':
      return 'group';
    default:
      throw new TypeError(`the catalogue cannot tell ${JSON.stringify(schema)}`);
  }
}

function bounds(least = 0, most: number = Number.MAX_SAFE_INTEGER, unit = ''): string {
  if (most !== Number.MAX_SAFE_INTEGER) return `, ${least} to ${most}${unit}`;
  return least === 0 ? '' : `, from ${least}${unit}`;
}
