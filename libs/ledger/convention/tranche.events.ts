import { count, euros, fact, text } from '#kernel';
import { z } from 'zod';
import { trace } from './trace.js';

/* The yearly slices of a convention of several years: made firm by an amendment, or abandoned. */

const place = { line: text(40), tranche: text(40) };

export const trancheFacts = {
  TrancheMadeFirm: fact(
    'TrancheMadeFirm',
    'life',
    'A signed amendment made a tranche firm: it binds the State.',
    {
      ...place,
      /** Number of the amendment. */
      avenant: count(),
      /** `round(advanceRate × M)`, on the maximum of that day; the whole of it for a flat grant. */
      advance: euros(),
      trace,
    },
  ),
  TrancheAbandoned: fact(
    'TrancheAbandoned',
    'life',
    'A tranche was given up: what was accepted in it stays due, and nothing else ever will be.',
    {
      ...place,
      reason: text(1000),
      /** It had been made firm: what was left of its commitments is released by the facts beside. */
      firm: z.boolean(),
    },
  ),
};
