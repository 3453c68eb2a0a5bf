import type { Day } from '#kernel';
import { forceMajeureOpens } from './duration.js';
import { no } from './refusals.js';
import type { ConventionState } from './state.js';

/* Two suspensions may be in force, each with its clock: of payments (Crêts, art. 7.2), and by force majeure. */

export function alreadySuspendedCheck(cause: string, { suspensions }: ConventionState) {
  const known = cause === 'force_majeure' ? suspensions.forceMajeure : suspensions.payments;
  return known && no('convention_suspended', { since: known.since });
}

export function resumedCheck(
  cause: 'payments' | 'force_majeure' | undefined,
  { suspensions }: ConventionState,
) {
  const { payments, forceMajeure } = suspensions;
  if (cause === undefined && payments && forceMajeure) return no('suspension_to_name', {}, '/cause');
  const ended =
    cause === undefined ? (payments ?? forceMajeure) : cause === 'payments' ? payments : forceMajeure;
  return ended ? undefined : no('not_suspended', {});
}

export function forceMajeureCheck(on: Day, { suspensions: { forceMajeure } }: ConventionState) {
  if (!forceMajeure) return no('force_majeure_missing', {}, '/forceMajeure');
  const { since } = forceMajeure;
  const from = forceMajeureOpens(since);
  return on < from ? no('force_majeure_too_short', { since, from, on }, '/forceMajeure') : undefined;
}
