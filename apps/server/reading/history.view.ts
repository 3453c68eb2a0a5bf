import type { Perimeter } from '#access';
import type { Day } from '#kernel';
import { type History, isLifeFact, latestState, type StoredConventionFact } from '#ledger';
import { lineOfFact } from '#read-models';
import type { MovedAnswer, RecordAnswer } from '../answers/history.answer.js';
import { linesSeen } from '../writing/sight.js';

/** Names of signatories by the commitments that stand in the records; an erased one is left out. */
export type SignatoryNames = ReadonlyMap<string, string>;

/** The commitment of a signature's signatory. */
export function signatoryOf({ fact }: StoredConventionFact): string | undefined {
  return fact.type === 'ConventionSigned' ? fact.data.signatory : undefined;
}

/** The name behind a commitment: null where it was erased, nothing where there is none or who asks may not see it. */
export function named(commitment: string | undefined, names: SignatoryNames | undefined) {
  return commitment === undefined || !names ? {} : { signatory: names.get(commitment) ?? null };
}

/** The whole records up to a date of effect. */
export function recordsOf(
  history: History,
  effectiveOn: Day | undefined,
  names: SignatoryNames | undefined,
): readonly RecordAnswer[] {
  return upTo(history, effectiveOn).map(stored => {
    const { fact, position, ...rest } = stored;
    return {
      ...rest,
      position: position.toString(),
      type: fact.type,
      data: fact.data,
      reversed: history.reversed.has(stored.eventId),
      ...named(signatoryOf(stored), names),
    };
  });
}

/** What moved up to a date of effect on the lines of one's perimeter, and when. */
export function movedOf(
  history: History,
  effectiveOn: Day | undefined,
  perimeter: Perimeter,
): readonly MovedAnswer[] {
  const state = latestState(history);
  const lines = new Set(linesSeen(perimeter, state).flatMap(seen => (seen.whole ? [seen.line.id] : [])));
  return upTo(history, effectiveOn).flatMap(stored => {
    const line = lineOfFact(stored, state, history.facts);
    const visible = isLifeFact(stored.fact.type)
      ? concerns(stored, lines)
      : line !== undefined && lines.has(line);
    return visible ? [moved(stored, history, line)] : [];
  });
}

/** A reduction or an amendment of other lines only is not told to those who may not see these lines. */
function concerns({ fact }: StoredConventionFact, lines: ReadonlySet<string>): boolean {
  if (fact.type === 'TrancheMadeFirm' || fact.type === 'TrancheAbandoned') return lines.has(fact.data.line);
  if (fact.type === 'HeadCountObserved') return fact.data.allocations.some(({ line }) => lines.has(line));
  if (fact.type !== 'ConventionReduced' && fact.type !== 'AvenantSigned') return true;
  const { allocations } = fact.data;
  return allocations.length === 0 || allocations.some(({ line }) => lines.has(line));
}

function upTo({ facts }: History, effectiveOn: Day | undefined): readonly StoredConventionFact[] {
  return facts.filter(stored => effectiveOn === undefined || stored.effectiveOn <= effectiveOn);
}

function moved(
  { fact, eventId, effectiveOn, fiscalYear, recordedAt }: StoredConventionFact,
  { reversed }: History,
  line: string | undefined,
): MovedAnswer {
  const amount = 'amount' in fact.data ? fact.data.amount : undefined;
  const tranche = 'tranche' in fact.data ? fact.data.tranche : undefined;
  const base = { eventId, type: fact.type, effectiveOn, fiscalYear, recordedAt };
  return { ...base, line, tranche, amount, reversed: reversed.has(eventId) };
}
