import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/*
 * The kinds of field that an answer may have, with what the documentation says of each. An answer's class implements
 * the type that it shows, so that a field which is missing or of another type does not compile; the specs check the
 * answers of the running server against these schemas, so that none is left out or added.
 */

/**
 * The answer, where it has every field of what it shows: `implements` sees the missing ones, this those that may be
 * left out too.
 */
export type Showing<Answer, Shown> = [Exclude<keyof Shown, keyof Answer>] extends [never] ? Answer : never;

interface AnswerOptions {
  /** The field may be left out. */
  readonly optional?: true;
  /** The field may be null. */
  readonly nullable?: true;
  readonly example?: unknown;
}

/** A field of any schema. */
export function Shown(
  description: string,
  schema: object,
  { optional, nullable, ...example }: AnswerOptions = {},
): PropertyDecorator {
  return ApiProperty({
    description,
    required: !optional,
    ...(nullable ? { nullable } : {}),
    ...schema,
    ...example,
  } as ApiPropertyOptions);
}

/** A schema, and the example of it where the field gives none. */
const kind =
  (schema: object, usual: unknown) =>
  (description: string, options: AnswerOptions = {}): PropertyDecorator =>
    Shown(description, schema, { example: usual, ...options });

/** Euros, as a string with two decimals; negative where a correction or a difference is. */
export const Money = kind({ type: 'string', pattern: String.raw`^-?\d+\.\d{2}$` }, '2000.00');
export const RateShown = kind({ type: 'string', pattern: String.raw`^\d+(?:\.\d+)?$` }, '0.5');
export const DayShown = kind({ type: 'string', format: 'date' }, '2016-10-14');
/** UTC, to the millisecond. */
export const Moment = kind({ type: 'string', format: 'date-time' }, '2016-10-20T08:00:00.000Z');
export const Identity = kind({ type: 'string', format: 'uuid' }, '0193a1de-0000-5000-8000-000000000001');
export const Words = kind({ type: 'string' }, '2016');
export const Quantity = kind({ type: 'integer', minimum: 0 }, 1);
export const Yes = kind({ type: 'boolean' }, false);
/** A place in the log. */
export const Position = kind({ type: 'string', pattern: String.raw`^\d+$` }, '128');
export const SiretShown = kind({ type: 'string', pattern: '^[0-9]{14}$' }, '20005672500014');
export const UaiShown = kind({ type: 'string', pattern: '^[0-9]{7}[A-Z]$' }, '0382460T');
/** SIRET of a collectivité, UAI of an établissement. */
export const BodyKey = kind({ type: 'string', pattern: '^(?:[0-9]{14}|[0-9]{7}[A-Z])$' }, '20005672500014');

/** One of some keys, each explained by its French word. */
export const Choice = (
  description: string,
  words: Readonly<Record<string, string>>,
  options: AnswerOptions = {},
): PropertyDecorator => {
  const keys = Object.keys(words);
  const legend = keys.map(key => `\`${key}\` ${words[key]}`).join(', ');
  const schema = { type: 'string', enum: keys };
  return Shown(`${description} : ${legend}.`, schema, { example: keys[0], ...options });
};

export const WordList = (description: string, example: readonly string[], options: AnswerOptions = {}) =>
  Shown(description, { type: 'array', items: { type: 'string' } }, { ...options, example });

type AnswerClass = () => new () => object;
/** Swagger tells a lazy type from a class by the function's name. */
const lazy = (named: AnswerClass) => ({ type: () => named() });

/** An object of its own. */
export const One = (description: string, type: AnswerClass, options: AnswerOptions = {}) =>
  Shown(description, lazy(type), options);

/** A list of objects. */
export const Many = (description: string, type: AnswerClass, options: AnswerOptions = {}) =>
  Shown(description, { ...lazy(type), isArray: true }, options);
