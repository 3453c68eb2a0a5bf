import type { ConventionCommand, ConventionCommandType } from '#ledger';

export type CommandOf<T extends ConventionCommandType> = Extract<ConventionCommand, { type: T }>;

/** What a body must give of a command: all but its type, and what the path says. */
export type BodyOf<T extends ConventionCommandType, InPath extends string = never> = Omit<
  CommandOf<T>,
  'type' | InPath
>;

/** The command of a type that a body asks for. */
export function commandOf<const T extends string, B extends object>(
  type: T,
  body: B,
): { readonly type: T } & B {
  return { type, ...body };
}

/** A DTO as plain data, absent fields left out, as the rules and the record want it. */
export function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(item => plain<unknown>(item)) as T;
  if (typeof value !== 'object' || value === null || 'cents' in value) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([name, item]) => [name, plain<unknown>(item)])) as T;
}
