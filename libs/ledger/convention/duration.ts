import { type Day, earlierOf, lastDayOf, nextDay, type Period } from '#kernel';
import type { Evolutions } from './evolving.js';
import type { ConventionState, Renewal } from './state.js';

/* How long an agreement lasts: expiry and tacit renewal follow from dates, no fact records the passing of time. */

export const durationEvolutions: Evolutions<
  'ConventionRenewed' | 'DeploymentCompleted' | 'ConventionSuperseded' | 'CommitteeMet'
> = {
  ConventionRenewed: (state, { validUntil }) => ({ ...state, validUntil, renewals: state.renewals + 1 }),
  DeploymentCompleted: (state, _, { effectiveOn }) => ({ ...state, validUntil: effectiveOn }),
  ConventionSuperseded: (state, { by }, { effectiveOn }) => ({
    ...state,
    superseded: { on: effectiveOn, by: by.stream, reference: by.reference },
  }),
  CommitteeMet: (state, _, { effectiveOn }) => ({ ...state, committeeMetOn: effectiveOn }),
};

/** The last days of validity one after the other: that of the signature, then one for each tacit renewal left. */
export function endsOf({ validUntil, renewal }: ConventionState): readonly Day[] {
  if (validUntil === undefined) return [];
  if (!renewal?.tacit) return [validUntil];
  return Array.from({ length: renewal.most + 1 }, (_, times) =>
    lastDayOf(validUntil, repeated(renewal, times)),
  );
}

/** The last day of the period that a day stands in; of the last period, for a day after all. */
export function endOfPeriod(state: ConventionState, on: Day): Day | undefined {
  const ends = endsOf(state);
  return ends.find(end => on <= end) ?? ends.at(-1);
}

/** The last day of validity, tacit renewals included: none while a convention is open-ended. */
export function lastEndOf(state: ConventionState): Day | undefined {
  return endsOf(state).at(-1);
}

/** What ends a convention before its term: the end of a notice, or its replacement. */
export function brokenOff({ termination, superseded }: ConventionState): Day | undefined {
  return firstOf(termination?.noticeUntil, superseded?.on);
}

/** The day on which a convention ends, as known: its term, or what comes before it. */
export function endOf(state: ConventionState, on: Day): Day | undefined {
  return firstOf(endOfPeriod(state, on), brokenOff(state));
}

function firstOf(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a === undefined || b === undefined ? (a ?? b) : earlierOf(a, b);
}

/** A force majeure that lasts longer than this lets each party terminate at once (framework 2025, art. 11). */
const FORCE_MAJEURE: Period = { months: 6 };

/** The first day on which a force majeure that began then has lasted more than six months. */
export function forceMajeureOpens(since: Day): Day {
  return nextDay(lastDayOf(since, FORCE_MAJEURE));
}

/** Counted from the end of the first period, so that a short month does not shorten the next ones. */
export function repeated({ years = 0, months = 0 }: Renewal, times: number): Period {
  return { years: years * times, months: months * times };
}

/** A bilan financier tells how a subsidy was spent: there is none where the State pays no expense. */
export function isReportDue({ lines }: ConventionState): boolean {
  return lines.some(({ kind }) => kind === 'on_expense');
}
