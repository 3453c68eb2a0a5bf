import { type Day, Euros } from '#kernel';
import { dueUnpaidOf } from './formulas.js';
import type { ConventionState, Line } from './state.js';

/** What derived dates need of all facts up to one, and the state after it does not hold. */
export interface Running {
  readonly lastOperation: Day | undefined;
  /** By line, the first day since which something has been due and not paid. */
  readonly owedSince: Readonly<Record<string, Day>>;
}

export const nothingRunning: Running = { lastOperation: undefined, owedSince: {} };

/** After a fact of that day: `moved` where it moved any amount. */
export function runOn(
  { lastOperation, owedSince }: Running,
  before: ConventionState,
  { lines }: ConventionState,
  effectiveOn: Day,
  moved: boolean,
): Running {
  return {
    lastOperation: moved ? effectiveOn : lastOperation,
    owedSince: lines === before.lines ? owedSince : owed(owedSince, lines, effectiveOn),
  };
}

function owed(since: Running['owedSince'], lines: readonly Line[], effectiveOn: Day): Running['owedSince'] {
  const still: Record<string, Day> = {};
  for (const { id, tranches } of lines) {
    if (Euros.sum(tranches.map(dueUnpaidOf)).isPositive) still[id] = since[id] ?? effectiveOn;
  }
  return still;
}
