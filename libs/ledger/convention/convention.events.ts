import type { FactOf, NewFact, Stored } from '#kernel';
import { agreementFacts } from './agreement.events.js';
import { durationFacts } from './duration.events.js';
import { equipmentFacts } from './equipment.events.js';
import { expenseFacts } from './expense.events.js';
import { identityFacts } from './identity.events.js';
import { notifiedGrantFacts } from './notified-grant.events.js';
import { paymentFacts } from './payment.events.js';
import { headCountFacts } from './head-count.events.js';
import { trancheFacts } from './tranche.events.js';
import { reversementFacts } from './reversement.events.js';

/** All that may be recorded of a convention. */
export const conventionFacts = {
  ...agreementFacts,
  ...durationFacts,
  ...paymentFacts,
  ...expenseFacts,
  ...reversementFacts,
  ...trancheFacts,
  ...headCountFacts,
  ...notifiedGrantFacts,
  ...equipmentFacts,
  ...identityFacts,
};

type Definitions = typeof conventionFacts;
export type ConventionFact = { [T in keyof Definitions]: FactOf<Definitions[T]> }[keyof Definitions];
export type ConventionFactType = ConventionFact['type'];
export type DataOf<T extends ConventionFactType> = Extract<ConventionFact, { type: T }>['data'];
export type StoredConventionFact = Stored<ConventionFact>;
export type NewConventionFact = NewFact<ConventionFact>;
