import { count, dayField, fact, maybe, text } from '#kernel';
import { z } from 'zod';

/* How long an agreement lasts, and what follows it. */

/** By what period, and how many times at most, a convention goes on; tacitly, or by an act before its end. */
export const renewalTerms = z.strictObject({
  tacit: z.boolean(),
  years: maybe(count()),
  months: maybe(count()),
  most: z.int().min(1).max(50),
});

export const durationFacts = {
  ConventionRenewed: fact('ConventionRenewed', 'life', 'The parties renewed the convention before its end.', {
    /** From 1. */
    number: count(),
    /** The new last day of validity, that day included. */
    validUntil: dayField(),
  }),
  DeploymentCompleted: fact(
    'DeploymentCompleted',
    'life',
    'What an open-ended convention was for is done: it ends that day.',
    {},
  ),
  ConventionSuperseded: fact(
    'ConventionSuperseded',
    'life',
    'A later convention cancels and replaces this one; nothing is carried over.',
    { by: z.strictObject({ stream: text(100), reference: text(60) }) },
  ),
  CommitteeMet: fact('CommitteeMet', 'notice', 'The steering committee met.', {
    /** Which of them, where there are several. */
    committee: maybe(text(200)),
  }),
};
