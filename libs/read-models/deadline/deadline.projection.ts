import type { Day } from '#kernel';
import { DEADLINE_KINDS, type DeadlineStep, deadlineSteps, type History, renewalSteps } from '#ledger';
import { dayNumber } from '../standing/standing.projection.js';

/** What a recorded fact moved of one date. */
export interface DeadlineMove {
  readonly kind: number;
  readonly line: string | undefined;
  readonly orderId: string;
  readonly effectiveOn: Day;
  /** Days. */
  readonly amount: number;
}

/** What the last recorded fact of `after` moved in the timeline of the derived dates. */
export function deadlineMovesOf(before: History, after: History): readonly DeadlineMove[] {
  const last = after.slots.length - 1;
  const appended =
    after.slots.length === before.slots.length + 1 && after.slots[last - 1] === before.slots[last - 1];
  if (!appended) return difference(timeline(before), timeline(after));
  // The renewals that were to come after the fact before it are now those of the state since.
  const foreseen = last === 0 ? [] : renewalSteps(before.slots[last - 1]!);
  const day = after.slots[last]!.stored.effectiveOn;
  const past = foreseen.length === 0 ? [] : renewalSteps(after.slots[last - 1]!, day);
  return difference(foreseen, [...past, ...deadlineSteps(after.slots, last)]);
}

function timeline({ slots }: History): readonly DeadlineStep[] {
  return slots.flatMap((_, index) => deadlineSteps(slots, index, slots[index + 1]?.stored.effectiveOn));
}

function difference(
  before: readonly DeadlineStep[],
  after: readonly DeadlineStep[],
): readonly DeadlineMove[] {
  if (before.length === 0 && after.length === 0) return [];
  const sums = new Map<string, DeadlineMove>();
  const add = ({ kind, line, order = '', effectiveOn, ...dates }: DeadlineStep, sign: 1 | -1) => {
    const key = [effectiveOn, kind, line ?? '', order].join('|');
    const amount = (sums.get(key)?.amount ?? 0) + sign * (numberOf(dates.after) - numberOf(dates.before));
    sums.set(key, { kind: DEADLINE_KINDS.indexOf(kind), line, orderId: order, effectiveOn, amount });
  };
  for (const step of before) add(step, -1);
  for (const step of after) add(step, 1);
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

function numberOf(day: Day | undefined): number {
  return day === undefined ? 0 : dayNumber(day);
}
