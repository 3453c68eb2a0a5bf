import type { Perimeter } from '#access';
import { type ConventionState, type History, latestState, type StoredConventionFact } from '#ledger';
import { lineOfFact } from '../reading/history.view.js';
import { linesSeen } from '../writing/sight.js';

/** The documents that a convention cites on what the perimeter sees of it; a beneficiary's agent sees their lines'. */
export function documentsOf(history: History, perimeter: Perimeter): ReadonlySet<string> {
  const state = latestState(history);
  const facts = perimeter.kind === 'bodies' ? factsOfLines(history, state, perimeter) : history.facts;
  return new Set(facts.flatMap(cited));
}

function factsOfLines(
  { facts }: History,
  state: ConventionState,
  perimeter: Perimeter,
): readonly StoredConventionFact[] {
  const lines = new Set(linesSeen(perimeter, state).flatMap(({ line, whole }) => (whole ? [line.id] : [])));
  return facts.filter(stored => lines.has(lineOfFact(stored, state) ?? ''));
}

function cited({ fact, ground }: StoredConventionFact): readonly string[] {
  const { document, documents = [] } = fact.data as { document?: string; documents?: readonly string[] };
  return [document, ground?.document, ...documents].filter(sha256 => sha256 !== undefined);
}
