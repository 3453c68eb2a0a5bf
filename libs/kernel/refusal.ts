/**
 * A user's mistake, returned and never thrown: a stable code and the figures that explain it.
 * The French sentence of each code stands in libs/wording; the HTTP status in one table of the server.
 */
export interface Refusal<Code extends string = string, Details = Record<string, unknown>> {
  readonly refused: true;
  readonly code: Code;
  readonly details: Details;
  /** JSON pointer (RFC 6901) of the field at fault, where one field is. */
  readonly pointer?: string;
}

export function refuse<const Code extends string, const Details extends object>(
  code: Code,
  details: Details,
  pointer?: string,
): Refusal<Code, Details> {
  return { refused: true, code, details, ...(pointer === undefined ? {} : { pointer }) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}

/** The first refusal of checks run in order; the order is part of the contract of a command. */
export function firstRefusal<R extends Refusal>(...checks: (() => R | undefined)[]): R | undefined {
  for (const check of checks) {
    const refusal = check();
    if (refusal) return refusal;
  }
  return undefined;
}
