import { type Day, nextDay } from '#kernel';
import { type Deadline, ownDates, runningOf } from './deadlines.js';
import { endsOf } from './duration.js';
import type { Slot } from './history.js';

/* How the derived dates move: with each fact, and with the passing of a term that renews itself. */

/** What one fact, or the passing of a term, changes: the date before and after, on the day it changes. */
export interface DeadlineStep extends Omit<Deadline, 'on'> {
  readonly effectiveOn: Day;
  readonly before: Day | undefined;
  readonly after: Day | undefined;
}

/**
 * How the dates moved with the fact of one slot, and with each tacit renewal after it until the next slot, or until
 * `until` is reached.
 */
export function deadlineSteps(slots: readonly Slot[], index: number, until?: Day): readonly DeadlineStep[] {
  const slot = slots[index]!;
  const previous = slots[index - 1];
  const { effectiveOn } = slot.stored;
  const before = previous ? lastDates(slots, previous, effectiveOn) : [];
  const running = runningOf(slots, slot);
  let known = datesLeftBy(slots, slot);
  const steps = [...changes(before, known, effectiveOn)];
  for (const renewed of renewalsAfter(slot, until)) {
    const next = ownDates(slot.state, running, renewed);
    steps.push(...changes(known, next, renewed));
    known = next;
  }
  return steps;
}

/** Only what comes after the fact: the tacit renewals until a day. */
export function renewalSteps(slots: readonly Slot[], index: number, until?: Day): readonly DeadlineStep[] {
  const slot = slots[index]!;
  const renewals = renewalsAfter(slot, until);
  if (renewals.length === 0) return [];
  const running = runningOf(slots, slot);
  let known = datesLeftBy(slots, slot);
  return renewals.flatMap(renewed => {
    const next = ownDates(slot.state, running, renewed);
    const steps = changes(known, next, renewed);
    known = next;
    return steps;
  });
}

/** The first days of the periods that begin after a fact, before `until`. */
function renewalsAfter({ state, stored }: Slot, until: Day | undefined): readonly Day[] {
  return endsOf(state)
    .slice(0, -1)
    .map(nextDay)
    .filter(renewed => renewed > stored.effectiveOn && (until === undefined || renewed < until));
}

function lastDates(slots: readonly Slot[], slot: Slot, until: Day): readonly Deadline[] {
  const last = renewalsAfter(slot, until).at(-1);
  return last === undefined ? datesLeftBy(slots, slot) : ownDates(slot.state, runningOf(slots, slot), last);
}

const left = new WeakMap<Slot, readonly Deadline[]>();

/** The dates as a fact leaves them on its day: asked when it is recorded, and again with the fact after it. */
function datesLeftBy(slots: readonly Slot[], slot: Slot): readonly Deadline[] {
  const known = left.get(slot) ?? ownDates(slot.state, runningOf(slots, slot), slot.stored.effectiveOn);
  left.set(slot, known);
  return known;
}

const keyOf = ({ kind, line = '', order = '' }: Omit<Deadline, 'on'>) => `${kind}|${line}|${order}`;

function changes(
  before: readonly Deadline[],
  after: readonly Deadline[],
  effectiveOn: Day,
): readonly DeadlineStep[] {
  const then = new Map(before.map(deadline => [keyOf(deadline), deadline]));
  const moved = after.flatMap(({ on, ...rest }): DeadlineStep[] => {
    const known = then.get(keyOf(rest))?.on;
    then.delete(keyOf(rest));
    return known === on ? [] : [{ ...rest, effectiveOn, before: known, after: on }];
  });
  const gone = [...then.values()].map(({ on, ...rest }) => ({
    ...rest,
    effectiveOn,
    before: on,
    after: undefined,
  }));
  return [...moved, ...gone];
}
