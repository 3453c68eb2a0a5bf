import { ApiProperty } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { endOfDay } from '#hosting';
import { type Day, type Instant, instant, isRefusal, parseDay } from '#kernel';
import { edge } from '../problem/edge.js';
import { OnDay, Text } from '../validation/fields.js';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A moment; a day stands for its end in Paris: what was known when that day was over. */
export function parseKnownAt(given: unknown): unknown {
  const on = parseDay(given);
  if (!isRefusal(on)) return endOfDay(on);
  if (typeof given === 'string' && MOMENT.test(given) && !Number.isNaN(Date.parse(given)))
    return instant(given);
  return edge('known_at_malformed');
}

/** When what is asked for was known. */
export const KnownAt = (description = 'Ce qui était connu à cet instant (UTC), ou à la fin de ce jour.') =>
  applyDecorators(
    ApiProperty({
      required: false,
      type: 'string',
      description,
      example: '2016-11-03',
    }),
    Transform(({ value }) => (value === undefined ? undefined : parseKnownAt(value))),
    ValidateIf((_, value) => value !== undefined),
    ValidateBy({ name: 'field_malformed', validator: { validate: value => !isRefusal(value) } }),
  );

/** The token of a write. */
export const After = () =>
  Text(40, {
    optional: true,
    description: 'Le jeton (`token`) d’une écriture : la réponse en tient compte.',
  });

/** The two time axes of a question, and the write that it must have seen. */
export class AsOfQuery {
  @OnDay({ optional: true, description: 'Effectif à cette date ; par défaut, tout.', example: '2016-12-31' })
  effectiveOn?: Day;
  @KnownAt() knownAt?: Instant;
  @After() after?: string;
}

/** A whole number in a query, where everything is text. */
export const WholeParameter = (least: number, most: number, description: string, example: number) =>
  applyDecorators(
    ApiProperty({ required: false, type: 'integer', minimum: least, maximum: most, description, example }),
    Transform(({ value }) => (value === undefined ? undefined : wholeOf(value, least, most))),
    ValidateIf((_, value) => value !== undefined),
    ValidateBy({ name: 'field_malformed', validator: { validate: value => !isRefusal(value) } }),
  );

function wholeOf(given: unknown, least: number, most: number): unknown {
  const value = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : NaN;
  return value >= least && value <= most ? value : edge('number_out_of_range', { least, most });
}

export const Limit = () => WholeParameter(1, 200, 'Au plus, par page.', 50);

/** A place in the log, from which to read on. */
export const PositionParameter = () =>
  applyDecorators(
    ApiProperty({
      required: false,
      type: 'string',
      pattern: String.raw`^\d{1,18}$`,
      description: 'La position après laquelle reprendre : celle de `next`.',
      example: '0',
    }),
    Transform(({ value }) =>
      value === undefined || (typeof value === 'string' && /^\d{1,18}$/.test(value))
        ? value
        : edge('after_malformed'),
    ),
    ValidateIf((_, value) => value !== undefined),
    ValidateBy({ name: 'field_malformed', validator: { validate: value => !isRefusal(value) } }),
  );
