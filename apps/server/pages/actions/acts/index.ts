import type { Act } from '../action.js';
import { agreementActs } from './agreement.acts.js';
import { expenseActs } from './expense.acts.js';
import { paymentActs } from './payment.acts.js';
import { planActs } from './plan.acts.js';
import { reversementActs } from './reversement.acts.js';

/** In the order of the life of a convention. */
export const ACTS: readonly Act[] = [
  ...agreementActs,
  ...planActs,
  ...paymentActs,
  ...expenseActs,
  ...reversementActs,
];
