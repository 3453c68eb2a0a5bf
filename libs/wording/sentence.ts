import type { Refusal } from '#kernel';
import type { RefusalCode, Sentences } from './refusal-codes.js';
import { ofAgreement } from './sentences/of-agreement.js';
import { ofEdge } from './sentences/of-edge.js';
import { ofMoney } from './sentences/of-money.js';
import { ofPlans } from './sentences/of-plans.js';
import { ofReferenceData } from './sentences/of-reference-data.js';

/** The sentence of every code; a code without one does not compile. */
export const SENTENCES: Sentences<RefusalCode> = {
  ...ofAgreement,
  ...ofMoney,
  ...ofPlans,
  ...ofReferenceData,
  ...ofEdge,
};

/** Every code, in the order of the alphabet. */
export const REFUSAL_CODES: readonly string[] = Object.keys(SENTENCES).sort();

/**
 * What a refusal says to its reader: what is wrong, with the figures, and what to do. Throws on a code that has no
 * sentence: it was not declared in `refusal-codes.ts`.
 */
export function sentenceOf({ code, details }: Pick<Refusal, 'code' | 'details'>): string {
  if (!Object.hasOwn(SENTENCES, code)) throw new TypeError(`no sentence for the refusal ${code}`);
  const sentence = SENTENCES[code as RefusalCode] as (details: Refusal['details']) => string;
  return sentence(details);
}
