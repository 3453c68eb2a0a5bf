import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { isRefusal, refuse, type Refusal } from '#kernel';
import { Refused } from '../problem/refused.js';

const PRIMITIVES: readonly unknown[] = [String, Boolean, Number, Array, Object];

/**
 * Reads a body or a query into its DTO and checks it: unknown fields are refused, and every field at fault is
 * named by its pointer. Synchronous, since no field needs waiting for and this stands on every route.
 */
@Injectable()
export class DtoPipe implements PipeTransform {
  transform(given: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (!metatype || type === 'custom' || type === 'param' || PRIMITIVES.includes(metatype)) return given;
    return readDto(metatype, given ?? {});
  }
}

/** The DTO; throws `Refused` naming every field at fault. */
export function readDto<T extends object>(type: Type<T>, given: unknown): T {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Refused([refuse('object_expected', {})]);
  }
  const dto = plainToInstance(type, given);
  const errors = validateSync(dto, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    validationError: { target: false },
  });
  if (errors.length > 0) throw new Refused(errors.flatMap(error => refusalsOf(error, '')));
  return dto;
}

/** What class-validator says, in the codes of the contract. */
const CODES: Readonly<Record<string, string>> = {
  isArray: 'list_expected',
  arrayMinSize: 'list_too_short',
  arrayMaxSize: 'list_too_long',
};

function refusalsOf({ property, value, constraints, children }: ValidationError, at: string): Refusal[] {
  const pointer = `${at}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const deeper = (children ?? []).flatMap(child => refusalsOf(child, pointer));
  const [constraint] = Object.keys(constraints ?? {});
  if (constraint === undefined) return deeper;
  if (constraint === 'whitelistValidation') return [refuse('field_unknown', { field: property }, pointer)];
  if (value === undefined || value === null) return [refuse('field_missing', { field: property }, pointer)];
  if (constraint === 'field_malformed') {
    if (isRefusal(value)) return [{ ...value, pointer }];
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.flatMap((item, index) =>
      isRefusal(item) ? [{ ...item, pointer: `${pointer}/${index}` }] : [],
    );
  }
  return [refuse(CODES[constraint] ?? 'object_expected', { field: property }, pointer)];
}
