import { type Decision, yearOf } from '#kernel';
import type { ConventionFact, NewConventionFact, StoredConventionFact } from './convention.events.js';
import { lineOf } from './evolving.js';
import { type History, latestState, noHistory, record } from './history.js';
import type { ConventionState } from './state.js';

/*
 * Unique keys over all conventions (invariant 11): a Chorus number, an invoice, a reference stands once. What a fact
 * takes and gives back follows from it and from what was known before it: the same when it is decided and when the
 * log is verified.
 */

/** What a decision records, with the keys that it takes and gives back. */
export function withKeys(
  history: History,
  { facts }: Pick<Decision<ConventionFact>, 'facts'>,
): Decision<ConventionFact> {
  const claims = facts.flatMap((fact, index) => keysTaken(history, fact).map(key => ({ key, fact: index })));
  return { facts, claims, releases: facts.flatMap(fact => keysReleased(history, fact)) };
}

/** The keys that stand after all the facts of a convention, in the order of their recording; who took each. */
export function standingKeys(
  facts: Iterable<StoredConventionFact>,
): ReadonlyMap<string, StoredConventionFact> {
  const held = new Map<string, StoredConventionFact>();
  let history = noHistory;
  for (const stored of facts) {
    for (const key of keysReleased(history, stored)) held.delete(key);
    for (const key of keysTaken(history, stored)) held.set(key, stored);
    history = record(history, stored);
  }
  return held;
}

function keysTaken(history: History, { fact, ...dated }: NewConventionFact): readonly string[] {
  const before = latestState(history);
  switch (fact.type) {
    case 'ConventionDrafted': {
      const key = referenceKey(fact.data);
      return before.draft && referenceKey(before.draft) === key ? [] : [key];
    }
    case 'CommitmentRecorded':
      return [commitmentKey(fact.data)];
    case 'PaymentRequested':
    case 'PaymentObserved':
      return [paymentKey(before, fact.data, exerciceOf(dated))];
    case 'ServiceFaitCertified':
      return fact.data.invoices
        .filter(({ invoice }) => !acceptedBefore(before, invoice))
        .map(({ invoice }) => invoiceKey(invoice));
    default:
      return [];
  }
}

/** A reversal gives back what its entry took, but for an invoice that another certificate accepts. */
function keysReleased(history: History, { fact }: NewConventionFact): readonly string[] {
  const before = latestState(history);
  if (fact.type === 'ConventionDrafted') {
    const key = before.draft && referenceKey(before.draft);
    return key === undefined || key === referenceKey(fact.data) ? [] : [key];
  }
  if (fact.type !== 'EntryReversed') return [];
  const original = history.facts.find(({ eventId }) => eventId === fact.data.entry);
  switch (original?.fact.type) {
    case 'CommitmentRecorded':
      return [commitmentKey(original.fact.data)];
    case 'PaymentRequested':
    case 'PaymentObserved':
      return [paymentKey(before, original.fact.data, exerciceOf(original))];
    case 'ServiceFaitCertified':
      return original.fact.data.invoices
        .filter(({ invoice, accepted }) => acceptedBefore(before, invoice)?.accepted.equals(accepted))
        .map(({ invoice }) => invoiceKey(invoice));
    default:
      return [];
  }
}

function exerciceOf({
  fiscalYear,
  effectiveOn,
}: Pick<NewConventionFact, 'fiscalYear' | 'effectiveOn'>): number {
  return fiscalYear ?? yearOf(effectiveOn);
}

interface Referenced {
  readonly academie: string;
  readonly reference: string;
}

function referenceKey({ academie, reference }: Referenced): string {
  return `reference|${academie}|${reference}`;
}

function commitmentKey({ ej, poste }: { readonly ej: string; readonly poste: string }): string {
  return `ej|${ej}|${poste}`;
}

/** The exercice counts, and the société of the line: a DP is numbered per year and company in Chorus. */
function paymentKey(
  state: ConventionState,
  of: {
    readonly line: string;
    readonly ej: string;
    readonly poste: string;
    readonly dp: string;
    readonly dpPoste?: string | undefined;
  },
  year: number,
): string {
  const societe = lineOf(state, of.line)?.axes.societe ?? '';
  return ['dp', of.ej, of.poste, of.dp, of.dpPoste ?? '1', year, societe].join('|');
}

interface Invoice {
  readonly supplierSiret: string;
  readonly number: string;
}

/** One invoice is accepted once over all conventions. */
export function invoiceKey({ supplierSiret, number }: Invoice): string {
  return `invoice|${supplierSiret}|${number}`;
}

function acceptedBefore({ invoices }: ConventionState, { supplierSiret, number }: Invoice) {
  return invoices[`${supplierSiret}/${number}`];
}
