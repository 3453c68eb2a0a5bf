export { calculationOf } from './calculation.js';
export * from './format.js';
export { fr, listed, quoted } from './french.js';
export * from './labels/index.js';
export * from './problems.js';
export type { AnyRefusal, DetailsOf, EdgeRefusals, RefusalCode } from './refusal-codes.js';
export { REFUSAL_SAMPLES } from './refusal-samples.js';
export { REFUSAL_CODES, sentenceOf } from './sentence.js';
