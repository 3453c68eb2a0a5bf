import type { Refusal } from '#kernel';

/** The French sentence of a refusal of the rules. */
export function sentenceOf(refusal: Refusal): string {
  return refusal.code;
}
