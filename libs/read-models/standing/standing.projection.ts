import type { Day } from '#kernel';
import { type ConventionState, type History, lastEndOf, noConvention } from '#ledger';

export const ATTRIBUTES = [
  'visaRefused',
  'signedOn',
  'validUntil',
  'suspendedSince',
  'noticeUntil',
  'closedOn',
  'supersededOn',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export interface Standing {
  readonly visaRefused: boolean;
  readonly signedOn: Day | null;
  /** Tacit renewals included. */
  readonly validUntil: Day | null;
  readonly suspendedSince: Day | null;
  readonly noticeUntil: Day | null;
  readonly closedOn: Day | null;
  readonly supersededOn: Day | null;
}

export interface Step {
  readonly attribute: number;
  readonly effectiveOn: Day;
  readonly amount: number;
}

export function standingOf(state: ConventionState): Standing {
  return {
    visaRefused: state.visa === 'refused',
    signedOn: state.signedOn ?? null,
    validUntil: lastEndOf(state) ?? null,
    suspendedSince: state.suspended?.since ?? null,
    noticeUntil: state.termination?.noticeUntil ?? null,
    closedOn: state.closedOn ?? null,
    supersededOn: state.superseded?.on ?? null,
  };
}

/** What the last recorded fact of `after` moved in the timeline of the standing. */
export function standingMovesOf(before: History, after: History): readonly Step[] {
  const appended =
    after.slots.length === before.slots.length + 1 && after.slots.at(-2) === before.slots.at(-1);
  if (appended) return steps(after, after.slots.length - 1);
  const sums = new Map<string, Step>();
  const add = (step: Step, sign: 1 | -1) => {
    const key = `${step.effectiveOn}|${step.attribute}`;
    sums.set(key, { ...step, amount: (sums.get(key)?.amount ?? 0) + sign * step.amount });
  };
  for (const step of steps(before, 0)) add(step, -1);
  for (const step of steps(after, 0)) add(step, 1);
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

function steps({ slots }: History, from: number): readonly Step[] {
  const found: Step[] = [];
  for (let index = from; index < slots.length; index += 1) {
    const { state, stored } = slots[index]!;
    const before = slots[index - 1]?.state ?? noConvention;
    if (standsAs(before, state)) continue;
    const now = numbers(state);
    const then = numbers(before);
    for (const [attribute, value] of now.entries()) {
      const amount = value - then[attribute]!;
      if (amount !== 0) found.push({ attribute, effectiveOn: stored.effectiveOn, amount });
    }
  }
  return found;
}

/** Most facts leave the standing as it is. */
function standsAs(a: ConventionState, b: ConventionState): boolean {
  return (
    a.visa === b.visa &&
    a.signedOn === b.signedOn &&
    a.validUntil === b.validUntil &&
    a.renewal === b.renewal &&
    a.superseded === b.superseded &&
    a.suspended === b.suspended &&
    a.termination === b.termination &&
    a.closedOn === b.closedOn
  );
}

function numbers(state: ConventionState): readonly number[] {
  const standing = standingOf(state);
  return ATTRIBUTES.map(attribute => {
    const value = standing[attribute];
    return typeof value === 'string' ? dayNumber(value) : Number(value ?? 0);
  });
}

const EPOCH = Date.UTC(1900, 0, 1);

/** Days since 1900-01-01. */
export function dayNumber(day: Day): number {
  return (Date.parse(day) - EPOCH) / 86_400_000;
}
