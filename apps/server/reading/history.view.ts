import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import {
  type ConventionState,
  type History,
  isLifeFact,
  latestState,
  type StoredConventionFact,
} from '#ledger';
import { linesSeen } from '../writing/sight.js';

/**
 * The history of a convention up to a date of effect: the whole records where they may be read, else what moved on
 * the lines of one's perimeter.
 */
export function historyView(
  history: History,
  perimeter: Perimeter,
  whole: boolean,
  effectiveOn: Day | undefined,
): readonly object[] {
  const facts = history.facts.filter(
    stored => effectiveOn === undefined || stored.effectiveOn <= effectiveOn,
  );
  if (whole) return facts.map(stored => recordView(stored, history));
  const state = latestState(history);
  const lines = new Set(linesSeen(perimeter, state).flatMap(seen => (seen.whole ? [seen.line.id] : [])));
  return facts.flatMap(stored => {
    const line = lineOfFact(stored, state, facts);
    const visible = isLifeFact(stored.fact.type) || (line !== undefined && lines.has(line));
    return visible ? [shortView(stored, history, line)] : [];
  });
}

/** A record as it is stored, its entry's reversal apart. */
function recordView(stored: StoredConventionFact, { reversed }: History): object {
  const { fact, position, ...rest } = stored;
  return {
    ...rest,
    position: position.toString(),
    type: fact.type,
    data: fact.data,
    reversed: reversed.has(stored.eventId),
  };
}

/** What moved on one's own line and when: neither the persons nor what concerns the other lines. */
function shortView(
  { fact, eventId, effectiveOn, fiscalYear, recordedAt }: StoredConventionFact,
  { reversed }: History,
  line: string | undefined,
): object {
  const amount = 'amount' in fact.data ? fact.data.amount : undefined;
  const tranche = 'tranche' in fact.data ? fact.data.tranche : undefined;
  const base = { eventId, type: fact.type, effectiveOn, fiscalYear, recordedAt };
  return { ...base, line, tranche, amount, reversed: reversed.has(eventId) };
}
