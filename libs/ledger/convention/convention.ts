import { agreementEvolutions } from './agreement.js';
import { conventionFacts, type ConventionFactType, type StoredConventionFact } from './convention.events.js';
import type { Evolution, Evolutions } from './evolving.js';
import { durationEvolutions, lastEndOf } from './duration.js';
import { equipmentEvolutions } from './equipment.js';
import { expenseEvolutions } from './expense.js';
import { identityEvolutions } from './identity.js';
import { notifiedGrantEvolutions } from './notified-grant.js';
import { paymentEvolutions } from './payment.js';
import { reversementEvolutions } from './reversement.js';
import type { ConventionState } from './state.js';
import { headCountEvolutions } from './head-count.js';
import { trancheEvolutions } from './tranche.js';

/** A convention before its first fact. */
export const noConvention: ConventionState = {
  rounding: 'down',
  validity: {},
  schools: {},
  lines: [],
  visa: 'not_required',
  signatures: {},
  amendments: 0,
  renewals: 0,
  suspensions: {},
  objectChanges: [],
  relaxed: [],
  accounts: {},
  payments: {},
  statements: {},
  uses: {},
  orders: {},
  repayments: {},
  otherFunding: {},
  warnings: [],
  invoices: {},
  anomalies: [],
  written: [],
  headCounts: [],
};

const evolutions: Evolutions<ConventionFactType> = {
  ...agreementEvolutions,
  ...durationEvolutions,
  ...paymentEvolutions,
  ...expenseEvolutions,
  ...reversementEvolutions,
  ...trancheEvolutions,
  ...headCountEvolutions,
  ...notifiedGrantEvolutions,
  ...equipmentEvolutions,
  ...identityEvolutions,
};

/** One fact applied to the state before it, in effective order. Pure; never throws on a fact that was recorded. */
export function evolveState(state: ConventionState, stored: StoredConventionFact): ConventionState {
  const evolution = evolutions[stored.fact.type] as Evolution<ConventionFactType>;
  return evolution(state, stored.fact.data, stored);
}

/** Draft, signed, suspended, terminated …: one word for where a convention stands on a day. */
export type Stage =
  | 'none'
  | 'drafted'
  | 'visa_refused'
  | 'signed'
  | 'suspended'
  | 'in_notice'
  | 'terminated'
  | 'superseded'
  | 'expired'
  | 'closed';

/** Expiry and the end of a notice follow from dates: no fact records the passing of time. */
export function stageOf(state: ConventionState, today: string): Stage {
  if (!state.draft) return 'none';
  if (state.closedOn) return 'closed';
  if (!state.signedOn) return state.visa === 'refused' ? 'visa_refused' : 'drafted';
  if (state.superseded) return 'superseded';
  if (state.termination) return today > state.termination.noticeUntil ? 'terminated' : 'in_notice';
  if (state.suspended) return 'suspended';
  const end = lastEndOf(state);
  return end !== undefined && today > end ? 'expired' : 'signed';
}

/** Facts of a convention whose dates must follow one another (domain.md §5). */
export function isLifeFact(type: ConventionFactType): boolean {
  return conventionFacts[type].kind === 'life';
}
