import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { Euros, isRefusal, parseDay, parseRate, refuse } from '#kernel';
import {
  checkActivite,
  checkBic,
  checkDp,
  checkEj,
  checkIban,
  checkInseeCode,
  checkProgramme,
  checkSiret,
  checkUai,
} from '#ledger';

/*
 * The kinds of field that a body may have. Each is read by the parser of the kernel or of the ledger, whose refusal
 * stands in the field's place until the body is checked: the codes of the edge are those of the rules.
 */

export interface FieldOptions {
  /** The field may be left out. */
  readonly optional?: true;
  readonly description?: string;
  readonly example?: unknown;
}

type Parse = (given: unknown) => unknown;

function shown({ optional, description, example }: FieldOptions, schema: object): ApiPropertyOptions {
  return {
    required: !optional,
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...schema,
  } as ApiPropertyOptions;
}

/** Absent stays absent; null is a value, and a wrong one. */
function presence({ optional }: FieldOptions): PropertyDecorator[] {
  return optional ? [ValidateIf((_, value) => value !== undefined)] : [];
}

const isRead = (value: unknown) => value !== undefined && value !== null && !isRefusal(value);

function parsed(parse: Parse, options: FieldOptions, schema: object): PropertyDecorator {
  const read: Parse = given => (given === undefined ? undefined : parse(given));
  return applyDecorators(
    ApiProperty(shown(options, schema)),
    Transform(({ value }: { value: unknown }) => read(value)),
    ...presence(options),
    ValidateBy({ name: 'field_malformed', validator: { validate: isRead } }),
  );
}

/** Reads a string with one of the ledger's checks of identifiers. */
function identified(check: (given: string) => unknown): Parse {
  return given => check(typeof given === 'string' ? given : JSON.stringify(given)) ?? given;
}

function matching(pattern: RegExp, code = 'field_malformed'): Parse {
  return given => (typeof given === 'string' && pattern.test(given) ? given : refuse(code, { given }));
}

/** Euros, as a string with two decimals: never a JSON number. */
export const Amount = (options: FieldOptions = {}) =>
  parsed(
    given => Euros.parse(given),
    { example: '2000.00', ...options },
    {
      type: 'string',
      pattern: String.raw`^(?:0|[1-9]\d{0,11})\.\d{2}$`,
    },
  );

/** A calendar day, YYYY-MM-DD. */
export const OnDay = (options: FieldOptions = {}) =>
  parsed(parseDay, { example: '2016-10-14', ...options }, { type: 'string', format: 'date' });

/** A rate as a decimal string: "0.5" is 50 %. */
export const RateOf = (options: FieldOptions = {}) =>
  parsed(parseRate, { example: '0.5', ...options }, { type: 'string' });

const identifier =
  (check: (given: string) => unknown, pattern: string, example: string) =>
  (options: FieldOptions = {}) =>
    parsed(identified(check), { example, ...options }, { type: 'string', pattern });

export const Uai = identifier(checkUai, '^[0-9]{7}[A-Z]$', '0382460T');
export const Siret = identifier(checkSiret, '^[0-9]{14}$', '20005672500019');
export const Iban = identifier(checkIban, '^[A-Z]{2}[0-9A-Z ]+$', 'FR763000100419C384000000036');
export const Bic = identifier(checkBic, '^[0-9A-Z]{8}(?:[0-9A-Z]{3})?$', 'BDFEFRPPCCT');
export const InseeCode = identifier(checkInseeCode, '^(?:[0-9]{2}|2A|2B)[0-9]{3}$', '38439');
export const Ej = identifier(checkEj, '^[0-9]{10}$', '2101234567');
export const Dp = identifier(checkDp, '^[0-9]{9}$', '100000001');
export const Programme = identifier(checkProgramme, '^[0-9]{4}$', '0214');
export const Activite = identifier(checkActivite, '^[0-9A-Z]{12}$', '021404DI0205');

const POSTE = /^[1-9]\d{0,4}$/;
/** Line of an EJ or DP: 1 to 99999. */
export const Poste = (options: FieldOptions = {}) =>
  parsed(
    matching(POSTE, 'poste_malformed'),
    { example: '1', ...options },
    {
      type: 'string',
      pattern: POSTE.source,
    },
  );

const SHA256 = /^[0-9a-f]{64}$/;
const EXAMPLE_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** A supporting document by its SHA-256. */
export const Sha256 = (options: FieldOptions = {}) =>
  parsed(
    matching(SHA256, 'sha256_malformed'),
    { example: EXAMPLE_SHA256, ...options },
    {
      type: 'string',
      pattern: SHA256.source,
    },
  );

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: string) => UUID.test(text);
/** The id of something recorded: payment, account, statement, order, entry. */
export const Uuid = (options: FieldOptions = {}) =>
  parsed(
    matching(UUID, 'id_malformed'),
    { example: '0193a1de-0000-5000-8000-000000000001', ...options },
    {
      type: 'string',
      format: 'uuid',
    },
  );

/** A name chosen by who drafts: line, tranche, party. Never that of a member that every object has. */
export const Id = (options: FieldOptions = {}) =>
  parsed(
    given =>
      typeof given === 'string' && /^[\w.-]{1,40}$/.test(given) && !(given in {})
        ? given
        : refuse('id_malformed', { given }),
    options,
    { type: 'string', maxLength: 40, pattern: String.raw`^[\w.-]{1,40}$` },
  );

/** Text that is not blank, without control characters other than tab and new line. */
function isText(given: unknown, most: number): given is string {
  return (
    typeof given === 'string' &&
    given.length <= most &&
    /\S/.test(given) &&
    !/[^\P{Cc}\t\n]/u.test(given) &&
    given.isWellFormed()
  );
}

export const Text = (most = 500, options: FieldOptions = {}) =>
  parsed(given => (isText(given, most) ? given : refuse('text_malformed', { most })), options, {
    type: 'string',
    minLength: 1,
    maxLength: most,
  });

/** A whole number. */
export const Whole = (least: number, most: number, options: FieldOptions = {}) =>
  parsed(
    given =>
      Number.isSafeInteger(given) &&
      !Object.is(given, -0) &&
      (given as number) >= least &&
      (given as number) <= most
        ? given
        : refuse('number_out_of_range', { least, most }),
    options,
    { type: 'integer', minimum: least, maximum: most },
  );

/** The exercice. */
export const Year = (options: FieldOptions = {}) => Whole(2000, 2198, { example: 2016, ...options });

export const Flag = (options: FieldOptions = {}) =>
  parsed(given => (typeof given === 'boolean' ? given : refuse('flag_malformed', {})), options, {
    type: 'boolean',
  });

export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  parsed(
    given =>
      values.includes(given as string) ? given : refuse('choice_unknown', { given, allowed: values }),
    { example: values[0], ...options },
    { type: 'string', enum: [...values] },
  );

/** Swagger tells a lazy type from a class by the function's name. */
const lazy = (named: () => new () => object) => ({ type: () => named() });

/** An object of its own. */
export const Part = (type: () => new () => object, options: FieldOptions = {}) =>
  applyDecorators(
    ApiProperty(shown(options, lazy(type))),
    Type(type),
    ...presence(options),
    ValidateBy({
      name: 'object_expected',
      validator: { validate: value => typeof value === 'object' && value !== null && !Array.isArray(value) },
    }),
    ValidateNested(),
  );

/** Names and values that another room checks. */
export const Dictionary = (options: FieldOptions = {}) =>
  parsed(
    given =>
      typeof given === 'object' && given !== null && !Array.isArray(given)
        ? given
        : refuse('object_expected', {}),
    options,
    { type: 'object', additionalProperties: true },
  );

const listed = (least: number, most: number): PropertyDecorator[] => [
  IsArray(),
  ArrayMinSize(least),
  ArrayMaxSize(most),
];

/** A list of objects. */
export const Parts = (
  type: () => new () => object,
  least: number,
  most: number,
  options: FieldOptions = {},
) =>
  applyDecorators(
    ApiProperty(shown(options, { ...lazy(type), isArray: true, minItems: least, maxItems: most })),
    Type(type),
    ...presence(options),
    ...listed(least, most),
    ValidateNested({ each: true }),
  );

/** A list of strings, each read by a parser; a refused one stands at its place. */
function list(parse: Parse, least: number, most: number, items: object, options: FieldOptions) {
  const read: Parse = given => (Array.isArray(given) ? given.map(parse) : given);
  return applyDecorators(
    ApiProperty(shown(options, { type: 'array', items, minItems: least, maxItems: most })),
    Transform(({ value }: { value: unknown }) => read(value)),
    ...presence(options),
    ...listed(least, most),
    ValidateBy({
      name: 'field_malformed',
      validator: { validate: value => Array.isArray(value) && value.every(isRead) },
    }),
  );
}

export const Sha256List = (least: number, most: number, options: FieldOptions = {}) =>
  list(
    matching(SHA256, 'sha256_malformed'),
    least,
    most,
    { type: 'string', pattern: SHA256.source },
    {
      example: [EXAMPLE_SHA256],
      ...options,
    },
  );

export const TextList = (most: number, length: number, options: FieldOptions = {}, least = 0) =>
  list(
    given => (isText(given, length) ? given : refuse('text_malformed', { most: length })),
    least,
    most,
    { type: 'string', maxLength: length },
    options,
  );

export const ChoiceList = (values: readonly string[], options: FieldOptions = {}) =>
  list(
    given =>
      values.includes(given as string) ? given : refuse('choice_unknown', { given, allowed: values }),
    1,
    values.length,
    { type: 'string', enum: [...values] },
    { example: [values[0]], ...options },
  );
