import { count, dayField, euros, fact, maybe, sha256, text } from '#kernel';
import { z } from 'zod';
import { EXPENSE_CATEGORIES } from '../words.js';
import { trace } from './trace.js';

/* What the beneficiary spent, and what the académie certifies of it. */

const place = { line: text(40), tranche: text(40) };

const invoice = z.strictObject({
  supplierSiret: z.string(),
  number: text(60),
  /** What the invoice adds up to; what is accepted of it never exceeds this. */
  total: euros(),
});

const expenseLine = z.strictObject({
  number: count(),
  label: text(200),
  /** The allocation it is for; several for a common expense, which adds no quantity. */
  allocations: z.array(text(40)).min(1).max(400),
  amount: euros(),
  quantity: count(),
  deliveredOn: dayField(),
  invoice: maybe(invoice),
  /** What it is for; absent: what the line is for. */
  category: maybe(z.enum(EXPENSE_CATEGORIES)),
});

const cut = z.strictObject({
  expense: count(),
  amount: euros(),
  reason: text(500),
  /** Made by the rule, not by the certifier: delivery outside the eligibility period, or a category not eligible. */
  automatic: z.boolean(),
});

const certified = z.strictObject({
  allocation: text(40),
  /** Cumulated since the start. */
  accepted: euros(),
  quantity: count(),
  cut: euros(),
  due: euros(),
});

export const expenseFacts = {
  ExpenseStatementSubmitted: fact(
    'ExpenseStatementSubmitted',
    'money',
    'A certified list of expenses came in.',
    {
      statement: text(60),
      ...place,
      certifiedExactOn: dayField(),
      expenses: z.array(expenseLine).min(1).max(400),
      documents: z.array(sha256()).max(100),
      /** Claimed by this statement, per allocation; a common expense by the shares of its allocations. */
      claimed: z.array(z.strictObject({ allocation: text(40), amount: euros(), quantity: count() })),
    },
  ),
  ExpenseStatementReturned: fact('ExpenseStatementReturned', 'money', 'A statement was sent back.', {
    statement: text(60),
    reason: text(1000),
  }),
  ServiceFaitCertified: fact(
    'ServiceFaitCertified',
    'money',
    'The académie certified that expense is real.',
    {
      certificate: text(60),
      /** Absent when a project is dropped: nothing was spent. */
      statement: maybe(text(60)),
      ...place,
      final: z.boolean(),
      cuts: z.array(cut).max(400),
      certified: z.array(certified).min(1).max(400),
      invoices: z.array(z.strictObject({ invoice, accepted: euros() })).max(400),
      trace,
    },
  ),
  ResourceUseDeclared: fact('ResourceUseDeclared', 'money', 'The use of a grant was declared.', {
    use: text(60),
    ...place,
    final: z.boolean(),
    /** Cumulated use since the start, per allocation. */
    used: z
      .array(z.strictObject({ allocation: text(40), amount: euros() }))
      .min(1)
      .max(400),
    documents: z.array(sha256()).max(100),
    /** Of notified credits, the same use by post of the board's split. */
    posts: maybe(z.array(z.strictObject({ post: text(40), amount: euros() })).max(50)),
  }),
  ResourceUseAccepted: fact('ResourceUseAccepted', 'money', 'The final use of a grant was accepted.', {
    use: text(60),
    ...place,
    accepted: z
      .array(z.strictObject({ allocation: text(40), amount: euros(), due: euros() }))
      .min(1)
      .max(400),
    trace,
  }),
  CarryOverAuthorised: fact('CarryOverAuthorised', 'money', 'What is unused of a grant may be kept.', {
    ...place,
    amount: euros(),
    reason: text(1000),
  }),
};
