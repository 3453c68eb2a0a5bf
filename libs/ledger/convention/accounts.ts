import { type Day, type Refusal, refuse } from '#kernel';
import { ownEntry, lineOf } from './evolving.js';
import type { BankAccount, ConventionState, Payee } from './state.js';

export type AccountRefusal = Refusal<
  'account_unknown' | 'account_not_of_payee' | 'account_not_confirmed' | 'account_not_valid',
  { account: string; payee: string; on: string }
>;

/** SIRET of a collectivité, UAI of an établissement: what identifies a payee. */
export function payeeKey(payee: Payee): string {
  return payee.siret ?? payee.uai ?? '';
}

/** Invariant 5: the line's payee is paid, on a bank account confirmed and valid on that date, and nobody else. */
export function accountRefusal(
  state: ConventionState,
  lineId: string,
  id: string,
  on: Day,
): AccountRefusal | undefined {
  const line = lineOf(state, lineId);
  const account = ownEntry(state.accounts, id);
  const payee = line ? payeeKey(line.payee) : '';
  const details = { account: id, payee, on };
  if (!account) return refuse('account_unknown', details, '/account');
  if (account.payee !== payee) return refuse('account_not_of_payee', details, '/account');
  if (account.confirmedBy === undefined) return refuse('account_not_confirmed', details, '/account');
  return isValidOn(account, on) ? undefined : refuse('account_not_valid', details, '/account');
}

function isValidOn(account: BankAccount, on: Day): boolean {
  return account.validFrom <= on && (account.lastDay === undefined || on <= account.lastDay);
}
