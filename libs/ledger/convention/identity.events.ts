import { fact, maybe, text } from '#kernel';
import { z } from 'zod';
import { LEGAL_TYPES } from '../words.js';
import { school } from './agreement.events.js';

/* Who the parties and the établissements are, from a day on: communes merge, SIRET and INSEE codes change. */

export const identityFacts = {
  PartyChanged: fact(
    'PartyChanged',
    'notice',
    'A party has another name, SIRET or legal type from a day on; it stays bound.',
    {
      party: text(40),
      name: text(200),
      siret: maybe(z.string()),
      legalType: maybe(z.enum(LEGAL_TYPES)),
      /** What made it so: a merger, an arrêté, a decree. */
      reason: text(1000),
    },
  ),
  SchoolChanged: fact(
    'SchoolChanged',
    'notice',
    'An établissement has another name, commune or INSEE code from a day on; its UAI stays.',
    { school, reason: text(1000) },
  ),
};
