import type { Day } from '#kernel';
import { type Dated, type Deciding, lifeChecks, signedCheck } from './deciding.js';
import { lastEndOf } from './duration.js';
import { no } from './refusals.js';
import type { ConventionState } from './state.js';

/* Whether an agreement binds on a day: by its own terms and acts, and by its parent's. */

/** Signed, not expired, not terminated on that day: the agreement binds. */
export function runningChecks(command: Dated, at: Deciding) {
  return [
    ...lifeChecks(command, at),
    signedCheck(command, at),
    () => expiredCheck(at.state, command.on),
    () => terminatedCheck(at.state, command.on),
  ];
}

/** The agreement binds on that day: neither expired, terminated nor replaced. */
export function runningNowChecks({ on }: Dated, { state }: Deciding) {
  return [() => expiredCheck(state, on), () => terminatedCheck(state, on)];
}

function expiredCheck(state: ConventionState, on: Day) {
  const validUntil = lastEndOf(state);
  return validUntil !== undefined && on > validUntil ? no('convention_expired', { validUntil }) : undefined;
}

export function terminatedCheck({ termination, superseded }: ConventionState, on: Day) {
  if (superseded?.of !== undefined) {
    return no('parent_superseded', { parent: superseded.of, on: superseded.on, by: superseded.reference });
  }
  if (superseded) return no('convention_superseded', { on: superseded.on, by: superseded.reference });
  if (!termination || on <= termination.noticeUntil) return undefined;
  const { noticeUntil, of } = termination;
  return of === undefined
    ? no('convention_terminated', { noticeUntil })
    : no('parent_terminated', { parent: of, noticeUntil });
}

export function suspendedCheck({ suspended }: ConventionState) {
  if (!suspended) return undefined;
  const { since, of } = suspended;
  return of === undefined
    ? no('convention_suspended', { since })
    : no('parent_suspended', { parent: of, since });
}
