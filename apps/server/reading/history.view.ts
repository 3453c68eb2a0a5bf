import type { Perimeter } from '#access';
import { type History, isLifeFact, latestState, type StoredConventionFact } from '#ledger';
import { linesSeen } from '../writing/sight.js';

/** The history of a convention: every record for staff and auditors, their lines for a beneficiary's agent. */
export function historyView(history: History, perimeter: Perimeter): readonly object[] {
  if (perimeter.kind !== 'bodies') return history.facts.map(stored => recordView(stored, history));
  const state = latestState(history);
  const lines = new Set(
    linesSeen(perimeter, state).flatMap(({ line, whole }) => (whole ? [line.id] : [])),
  );
  return history.facts.flatMap(stored => {
    const line = lineOfFact(stored, state);
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

/** The line that a money fact is about: its own, or that of the payment, statement, order or use that it names. */
function lineOfFact(
  { fact: { data } }: StoredConventionFact,
  { payments, statements, orders, uses, repayments }: ReturnType<typeof latestState>,
): string | undefined {
  if ('line' in data) return data.line;
  if ('payment' in data) return payments[data.payment]?.line;
  if ('repayment' in data) return repayments[data.repayment]?.line;
  if ('order' in data) return orders[data.order]?.line;
  if ('use' in data) return uses[data.use]?.line;
  return 'statement' in data && data.statement !== undefined ? statements[data.statement]?.line : undefined;
}
