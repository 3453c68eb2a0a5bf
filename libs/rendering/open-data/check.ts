import { isRefusal, parseDay } from '#kernel';
import { fr, quantity } from '#wording';
import type { Field, FieldName } from './schemas.js';

/** A row to be published: the text of each field. */
export type PublishedRow = Readonly<Partial<Record<FieldName, string>>>;

/** Why a value may not be published. */
export interface FieldFault {
  readonly field: FieldName;
  /** The rule that it breaks, in French. */
  readonly rule: string;
}

/** What begins a formula in a spreadsheet: an open file has no apostrophe to stop it. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** The rules of a schema that a row breaks; none of them and it may be published. */
export function faultsOf(row: PublishedRow, fields: readonly Field[]): readonly FieldFault[] {
  return fields.flatMap(field => {
    const rule = brokenRule(row[field.name] ?? '', field);
    return rule === undefined ? [] : [{ field: field.name, rule }];
  });
}

function brokenRule(value: string, field: Field): string | undefined {
  const { required, pattern, maxLength, among, kind, least = -Infinity, most = Infinity } = field;
  if (value === '') return required ? 'valeur obligatoire, absente' : undefined;
  if (pattern && !pattern.test(value)) return fr`« ${value} » n’a pas la forme ${pattern.source}`;
  if (maxLength !== undefined && value.length > maxLength)
    return fr`${quantity(value.length)} caractères, ${quantity(maxLength)} au plus`;
  if (among && !among.includes(value)) return fr`« ${value} » n’est pas une valeur admise`;
  if (kind === 'day' && isRefusal(parseDay(value))) return fr`« ${value} » n’est pas une date`;
  if (kind === 'number') {
    if (!NUMBER.test(value)) return fr`« ${value} » n’est pas un nombre`;
    if (Number(value) < least || Number(value) > most)
      return fr`${value} n’est pas entre ${String(least)} et ${String(most)}`;
  } else if (FORMULA.test(value)) return fr`« ${value} » serait calculé par un tableur`;
  return undefined;
}
