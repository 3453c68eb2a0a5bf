import { count, euros, fact, maybe, text } from '#kernel';
import { z } from 'zod';
import { trace } from './trace.js';

/* Money that comes back, what is written to have it, and entries put right. */

const place = { line: text(40), tranche: text(40) };
const order = { order: text(60) };

export const reversementFacts = {
  ReversementOrdered: fact('ReversementOrdered', 'money', 'A repayment was ordered, with its computation.', {
    ...order,
    ...place,
    amount: euros(),
    title: maybe(text(60)),
    /** Les bases de la liquidation (décret 2012-1246, art. 24). */
    bases: trace,
    reason: text(1000),
  }),
  ReversementCut: fact('ReversementCut', 'money', 'A repayment order was lowered.', {
    ...order,
    amount: euros(),
    reason: text(1000),
  }),
  ReversementContested: fact('ReversementContested', 'money', 'The debtor contested an order.', {
    ...order,
    reason: text(1000),
  }),
  ReversementCancelled: fact('ReversementCancelled', 'money', 'What is open of an order was cancelled.', {
    ...order,
    amount: euros(),
    reason: text(1000),
  }),
  ReversementWrittenOff: fact('ReversementWrittenOff', 'money', 'An open amount was written off.', {
    ...order,
    amount: euros(),
    reason: text(1000),
  }),
  RepaymentReceived: fact('RepaymentReceived', 'money', 'Money came back on the effective date.', {
    repayment: text(60),
    ...order,
    ...place,
    amount: euros(),
    correctsYear: maybe(z.int().min(2000).max(2199)),
  }),
  CreditsRestored: fact(
    'CreditsRestored',
    'money',
    'A repayment restored credits (rétablissement de crédits).',
    {
      repayment: text(60),
      ...place,
      amount: euros(),
    },
  ),
  EntryReversed: fact('EntryReversed', 'money', 'An entry that was wrong in the ledger was reversed.', {
    /** Event id of the entry. */
    entry: z.string(),
    entryType: text(60),
    motive: text(1000),
    /**
     * `erased`: its year is open, the entry vanishes at every effective date. `corrected`: its year is closed, the
     * reversal counts from its own date, in the column of corrections.
     */
    mode: z.enum(['erased', 'corrected']),
    originYear: count(),
  }),
  AnomalyExplained: fact('AnomalyExplained', 'money', 'What did not fit was explained.', {
    anomaly: text(120),
    explanation: text(1000),
  }),
  ReminderSent: fact('ReminderSent', 'money', 'A reminder was sent.', { subject: text(500) }),
  FormalNoticeSent: fact('FormalNoticeSent', 'money', 'A formal notice (mise en demeure) was sent.', {
    subject: text(500),
  }),
  PrescriptionInterrupted: fact(
    'PrescriptionInterrupted',
    'money',
    'A written act restarted a prescription.',
    {
      /** Whose claim: on the State (loi 68-1250) or of the State (Code civil, art. 2224). */
      claim: z.enum(['on_state', 'of_state']),
      act: text(500),
    },
  ),
};
