import { euros, fact, maybe, sha256, text } from '#kernel';
import { z } from 'zod';
import { line, school } from './agreement.events.js';

/* Globalised credits under a framework convention (framework 2025, art. 3.2.3). */

const place = { line: text(40), tranche: text(40) };

export const notifiedGrantFacts = {
  GrantNotified: fact(
    'GrantNotified',
    'money',
    'Credits were notified to an établissement, with their posts.',
    {
      /** The line of the établissement, with the one tranche that this notification opens. */
      line,
      /** What the credits may be spent on. */
      posts: z
        .array(z.strictObject({ post: text(40), label: text(200) }))
        .min(1)
        .max(50),
      /** Établissements that the convention did not name yet. */
      schools: z.array(school).max(1),
    },
  ),
  SplitVoted: fact('SplitVoted', 'money', 'The board voted how credits are split between the posts.', {
    ...place,
    /** The whole split: it replaces an earlier one. */
    shares: z
      .array(z.strictObject({ post: text(40), amount: euros() }))
      .min(1)
      .max(50),
    document: maybe(sha256()),
  }),
  GrantReassigned: fact('GrantReassigned', 'money', 'What is unused of a grant was given another use.', {
    ...place,
    amount: euros(),
    /** The new use. */
    to: text(500),
    reason: text(1000),
  }),
};
