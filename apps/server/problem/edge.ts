import type { Refusal } from '#kernel';
import type { EdgeRefusals } from '#wording';

type None<C extends keyof EdgeRefusals> = Record<string, never> extends EdgeRefusals[C] ? C : never;

/** A refusal of the edge itself, its details checked against its code. */
export function edge<C extends { [K in keyof EdgeRefusals]: None<K> }[keyof EdgeRefusals]>(
  code: C,
): Refusal<C>;
export function edge<C extends keyof EdgeRefusals>(
  code: C,
  details: EdgeRefusals[C],
  pointer?: string,
): Refusal<C>;
export function edge(code: string, details: object = {}, pointer?: string): Refusal {
  return { refused: true, code, details: { ...details }, ...(pointer === undefined ? {} : { pointer }) };
}
