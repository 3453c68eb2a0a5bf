import { count, fact, maybe, sha256, text } from '#kernel';
import { z } from 'zod';
import { allocation } from './agreement.events.js';

/* How many pupils and teachers a school has in a cohort, observed at dates. Only numbers are kept, never names. */

const counted = z.strictObject({
  unit: text(40),
  count: count(),
  /** Since the observation before. */
  arrivals: maybe(count()),
  departures: maybe(count()),
});

export const headCountFacts = {
  HeadCountObserved: fact(
    'HeadCountObserved',
    'life',
    'The head-counts of a school in a cohort were observed.',
    {
      uai: z.string(),
      /** The tranche of each line that it concerns. */
      tranche: text(40),
      counts: z.array(counted).min(1).max(50),
      /** The académie validated the list: a later count is explained by arrivals and departures. */
      certified: z.boolean(),
      /** The list or note that it rests on. */
      document: maybe(sha256()),
      /** Where quantities follow observation: the new state of each allocation that changes. */
      allocations: z.array(z.strictObject({ line: text(40), tranche: text(40), allocation })).max(400),
    },
  ),
};
