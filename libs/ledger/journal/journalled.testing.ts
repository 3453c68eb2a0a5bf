import {
  type History,
  movementsOf,
  noHistory,
  record,
  type StoredConventionFact,
} from '../convention/index.js';
import { Journal, type JournalFormat } from './journal.js';
import { conventionName, type JournalFact, transactionsOf } from './transactions.js';

interface Known {
  history: History;
  name: string;
  posted: boolean;
  readonly first: bigint;
}

/** The facts of conventions, in position order, as the journal reads them, with what each moved. */
export function journalFacts(facts: readonly StoredConventionFact[]): readonly JournalFact[] {
  const streams = new Map<string, Known>();
  return facts.map(stored => {
    const { stream, position, eventId, recordedAt, fact } = stored;
    let known = streams.get(stream);
    if (!known)
      streams.set(stream, (known = { history: noHistory, name: '', posted: false, first: position }));
    if (fact.type === 'ConventionDrafted' && !known.posted) {
      known.name = conventionName(fact.data.reference, known.first);
    }
    const after = record(known.history, stored);
    const rows = movementsOf(known.history, after);
    known.history = after;
    const entry = {
      position,
      eventId,
      recordedAt,
      type: fact.type,
      data: fact.data,
      convention: known.name,
      rows,
    };
    known.posted ||= transactionsOf(entry).length > 0;
    return entry;
  });
}

/** The whole text of a journal, or of that of one exercice. */
export function journalText(format: JournalFormat, facts: readonly JournalFact[], year?: number): string {
  const journal = new Journal(format, year);
  if (year !== undefined) facts.forEach(fact => journal.carry(fact));
  return [
    journal.head(),
    ...journal.opening(),
    ...facts.flatMap(fact => [...journal.entries(fact)]),
    ...journal.closing({ position: facts.at(-1)!.position, root: 'racine' }),
  ].join('');
}
