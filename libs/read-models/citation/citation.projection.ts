import type { ConventionState, StoredConventionFact } from '#ledger';

/** The documents that a fact names: statements of expense, declared uses, the bilan financier, and any ground. */
export function citedBy({ fact, ground }: StoredConventionFact): readonly string[] {
  const { document, documents = [] } = fact.data as { document?: string; documents?: readonly string[] };
  return [document, ground?.document, ...documents].filter(sha256 => sha256 !== undefined);
}

/**
 * The line that a fact is about: its own, or that of the payment, statement, order or use that it names, or of the
 * entry that it reverses. None where it is about the convention as a whole.
 */
export function lineOfFact(
  { fact }: StoredConventionFact,
  state: ConventionState,
  facts: readonly StoredConventionFact[],
): string | undefined {
  if (fact.type === 'EntryReversed') {
    const reversed = facts.find(({ eventId }) => eventId === fact.data.entry);
    return reversed && lineOfFact(reversed, state, facts);
  }
  const data = fact.data as Partial<
    Record<'line' | 'payment' | 'repayment' | 'order' | 'use' | 'statement', string>
  >;
  const { line, payment = '', repayment = '', order = '', use = '', statement = '' } = data;
  return (
    line ??
    state.payments[payment]?.line ??
    state.repayments[repayment]?.line ??
    state.orders[order]?.line ??
    state.uses[use]?.line ??
    state.statements[statement]?.line
  );
}
