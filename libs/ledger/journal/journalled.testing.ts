import { movementsOf, noHistory, record, type StoredConventionFact } from '../convention/index.js';
import { Journal, type JournalFormat } from './journal.js';
import { conventionName, type JournalFact } from './transactions.js';

/** The facts of one convention as the journal reads them, with what each moved. */
export function journalFacts(facts: readonly StoredConventionFact[]): readonly JournalFact[] {
  let history = noHistory;
  const drafts = facts.flatMap(({ fact }) =>
    fact.type === 'ConventionDrafted' ? [fact.data.reference] : [],
  );
  const convention = conventionName(drafts.at(-1)!, facts[0]!.position);
  return facts.map(stored => {
    const after = record(history, stored);
    const rows = movementsOf(history, after);
    history = after;
    const { position, eventId, recordedAt, fact } = stored;
    return { position, eventId, recordedAt, type: fact.type, data: fact.data, convention, rows };
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
    ...journal.closing(),
  ].join('');
}
