import type { Act } from '../action.js';
import { agreementActs } from './agreement.acts.js';
import { creditActs } from './credits.acts.js';
import { equipmentActs } from './equipment.acts.js';
import { expenseActs } from './expense.acts.js';
import { identityActs } from './identity.acts.js';
import { paymentActs } from './payment.acts.js';
import { planActs } from './plan.acts.js';
import { reversementActs } from './reversement.acts.js';

/** In the order of the life of a convention. */
export const ACTS: readonly Act[] = [
  ...agreementActs,
  ...identityActs,
  ...planActs,
  ...creditActs,
  ...equipmentActs,
  ...paymentActs,
  ...expenseActs,
  ...reversementActs,
];
