import type { Day, Instant } from '#kernel';
import type { StoredConventionFact } from './convention.events.js';
import { evolveState, noConvention } from './convention.js';
import { type Row, rowsOf } from './rows.js';
import { nothingRunning, runOn, type Running } from './running.js';
import type { ConventionState } from './state.js';

/** One fact in effective order, the state after it, and what it moved. */
export interface Slot {
  readonly stored: StoredConventionFact;
  readonly state: ConventionState;
  readonly rows: readonly Row[];
  readonly running: Running;
}

/**
 * All that is known of a convention: its facts as recorded, and the same in effective order (domain.md §5:
 * State(E, K) = the facts recorded at or before K and effective at or before E, folded in order of
 * (effective date, position)).
 */
export interface History {
  /** In the order of their recording. */
  readonly facts: readonly StoredConventionFact[];
  /** In effective order; entries erased by a reversal are left out. */
  readonly slots: readonly Slot[];
  /** Event ids of the entries that were reversed. */
  readonly reversed: ReadonlySet<string>;
}

export const noHistory: History = { facts: [], slots: [], reversed: new Set() };

/** Adds the next recorded fact. In order of dates this is one step; a late or reversing fact folds anew. */
export function record(history: History, stored: StoredConventionFact): History {
  const facts = [...history.facts, stored];
  const last = history.slots.at(-1);
  const inOrder = !last || last.stored.effectiveOn <= stored.effectiveOn;
  if (!inOrder || stored.fact.type === 'EntryReversed') return historyOf(facts, history.slots);
  return { facts, slots: [...history.slots, slotAfter(last, stored)], reversed: history.reversed };
}

/** Folds facts given in the order of their recording; slots of an earlier fold are kept up to the first that changes. */
export function historyOf(facts: readonly StoredConventionFact[], earlier: readonly Slot[] = []): History {
  const reversals = facts.filter(isReversal);
  const erased = new Set(
    reversals.filter(({ fact }) => fact.data.mode === 'erased').map(({ fact }) => fact.data.entry),
  );
  const ordered = facts.filter(({ eventId }) => !erased.has(eventId)).sort(byEffectiveDate);
  const changed = ordered.findIndex((stored, index) => earlier[index]?.stored !== stored);
  const slots: Slot[] = earlier.slice(0, changed === -1 ? ordered.length : changed);
  for (const [index, stored] of ordered.entries()) {
    if (index < slots.length) continue;
    slots.push(
      isReversal(stored) && stored.fact.data.mode === 'corrected'
        ? correctingSlot(slots.at(-1), stored, ordered.slice(0, index))
        : slotAfter(slots.at(-1), stored),
    );
  }
  return { facts, slots, reversed: new Set(reversals.map(({ fact }) => fact.data.entry)) };
}

/** The state at an effective date: after the last fact on or before it. */
export function stateAt(history: History, on: Day): ConventionState {
  let low = 0;
  let high = history.slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history.slots[middle]!.stored.effectiveOn <= on) low = middle + 1;
    else high = middle;
  }
  return history.slots[low - 1]?.state ?? noConvention;
}

/** The state at a date and at every later date on which something changed. */
export function statesFrom(history: History, on: Day): readonly ConventionState[] {
  const later = history.slots.filter(({ stored }) => stored.effectiveOn > on);
  const lastOfDay = later.filter(
    ({ stored }, index) => later[index + 1]?.stored.effectiveOn !== stored.effectiveOn,
  );
  return [stateAt(history, on), ...lastOfDay.map(({ state }) => state)];
}

/** The state with everything that is known: after all dates. */
export function latestState(history: History): ConventionState {
  return history.slots.at(-1)?.state ?? noConvention;
}

/** What was known at a moment: the facts recorded at or before it. */
export function knownAt(history: History, moment: Instant): History {
  const facts = history.facts.filter(({ recordedAt }) => recordedAt <= moment);
  return facts.length === history.facts.length ? history : historyOf(facts);
}

type Reversal = StoredConventionFact & {
  fact: Extract<StoredConventionFact['fact'], { type: 'EntryReversed' }>;
};

function isReversal(stored: StoredConventionFact): stored is Reversal {
  return stored.fact.type === 'EntryReversed';
}

function byEffectiveDate(a: StoredConventionFact, b: StoredConventionFact): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
  return a.position < b.position ? -1 : a.position > b.position ? 1 : a.version - b.version;
}

function slotAfter(last: Slot | undefined, stored: StoredConventionFact): Slot {
  return slotOf(last, stored, evolveState(last?.state ?? noConvention, stored), false);
}

function slotOf(
  last: Slot | undefined,
  stored: StoredConventionFact,
  state: ConventionState,
  correcting: boolean,
): Slot {
  const before = last?.state ?? noConvention;
  const rows = rowsOf(before, state, stored, correcting);
  const ran = last?.running ?? nothingRunning;
  return { stored, state, rows, running: runOn(ran, before, state, stored.effectiveOn, rows.length > 0) };
}

/**
 * A reversal in a later year is the exact inverse of its entry: from its date on, the state is the one that the
 * earlier facts give without that entry.
 */
function correctingSlot(
  last: Slot | undefined,
  reversal: Reversal,
  earlier: readonly StoredConventionFact[],
): Slot {
  const gone = new Set([...earlier.filter(isReversal), reversal].map(({ fact }) => fact.data.entry));
  const state = earlier
    .filter(stored => !gone.has(stored.eventId) && !isReversal(stored))
    .reduce(evolveState, noConvention);
  return slotOf(last, reversal, state, true);
}
