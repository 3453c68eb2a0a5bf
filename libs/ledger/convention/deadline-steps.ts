import { type Day, nextDay } from '#kernel';
import { type Deadline, ownDates } from './deadlines.js';
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
  const before = previous ? lastDates(previous, effectiveOn) : [];
  return [...changes(before, datesLeftBy(slot), effectiveOn), ...renewalSteps(slot, until)];
}

/** Only what comes after the fact: the tacit renewals until a day. */
export function renewalSteps(slot: Slot, until?: Day): readonly DeadlineStep[] {
  const renewals = renewalsAfter(slot, until);
  if (renewals.length === 0) return [];
  let known = datesLeftBy(slot);
  return renewals.flatMap(renewed => {
    const next = ownDates(slot.state, slot.running, renewed);
    const steps = changes(known, next, renewed);
    known = next;
    return steps;
  });
}

/** The first days of the periods that begin after a fact, before `until`. */
function renewalsAfter({ state, stored }: Slot, until: Day | undefined): readonly Day[] {
  if (!state.renewal?.tacit) return [];
  return endsOf(state)
    .slice(0, -1)
    .map(nextDay)
    .filter(renewed => renewed > stored.effectiveOn && (until === undefined || renewed < until));
}

function lastDates(slot: Slot, until: Day): readonly Deadline[] {
  const last = renewalsAfter(slot, until).at(-1);
  return last === undefined ? datesLeftBy(slot) : ownDates(slot.state, slot.running, last);
}

let left: { readonly slot: Slot; readonly dates: readonly Deadline[] } | undefined;

/** The dates as a fact leaves them on its day: asked when it is recorded, and again with the fact after it. */
function datesLeftBy(slot: Slot): readonly Deadline[] {
  if (left?.slot !== slot) {
    left = { slot, dates: ownDates(slot.state, slot.running, slot.stored.effectiveOn) };
  }
  return left.dates;
}

const keyOf = ({ kind, line = '', order = '' }: Omit<Deadline, 'on'>) => `${kind}|${line}|${order}`;

function changes(
  before: readonly Deadline[],
  after: readonly Deadline[],
  effectiveOn: Day,
): readonly DeadlineStep[] {
  if (areAlike(before, after)) return [];
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

/** Most facts leave the dates as they are. */
function areAlike(before: readonly Deadline[], after: readonly Deadline[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ kind, on, line, order }, index) => {
      const other = after[index]!;
      return kind === other.kind && on === other.on && line === other.line && order === other.order;
    })
  );
}
