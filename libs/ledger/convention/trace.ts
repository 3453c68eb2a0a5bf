import { text } from '#kernel';
import { z } from 'zod';

/**
 * How an amount was computed: the formula and its number, what went in, and the rounding. Stored with the fact,
 * so that the figure can be explained without this software.
 */
export const trace = z.strictObject({
  formula: text(60),
  number: z.int().min(1),
  expression: text(500),
  inputs: z.array(z.strictObject({ name: text(60), value: z.string() })),
  rounding: z.enum(['down', 'half-up', 'none']),
  result: z.string(),
});

export type Trace = z.output<typeof trace>;

/** The number of the formulas in force. A formula is never edited after release: a repaired one is a new number. */
export const FORMULAS = 1;

export function traced(
  formula: string,
  expression: string,
  inputs: Readonly<Record<string, { toString(): string }>>,
  result: { toString(): string },
  rounding: Trace['rounding'] = 'none',
): Trace {
  return {
    formula,
    number: FORMULAS,
    expression,
    inputs: Object.entries(inputs).map(([name, value]) => ({ name, value: value.toString() })),
    rounding,
    result: result.toString(),
  };
}
