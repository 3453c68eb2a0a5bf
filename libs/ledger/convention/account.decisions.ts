import { type Day, refuse } from '#kernel';
import { checkBic, checkIban, normalIban } from '../identifiers.js';
import { payeeKey } from './accounts.js';
import type { NewConventionFact } from './convention.events.js';
import {
  booked,
  type Deciding,
  decideAfter,
  moneyChecks,
  type MoneyDated,
  type Outcome,
} from './deciding.js';
import { ownEntry } from './evolving.js';
import { no } from './refusals.js';

/* Bank accounts: registered by one person, confirmed by another, valid from and until a day. */

export interface AccountAsked {
  /** SIRET or UAI of the payee. */
  readonly payee: string;
  readonly iban: string;
  readonly bic?: string;
  readonly holder: string;
  readonly validFrom: Day;
}

export type AccountCommand =
  | (MoneyDated & AccountAsked & { readonly type: 'RegisterAccount' })
  | (MoneyDated & { readonly type: 'ConfirmAccount'; readonly account: string })
  | (MoneyDated & { readonly type: 'EndAccount'; readonly account: string; readonly lastDay: Day });

export function decideAccount(command: AccountCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'RegisterAccount':
      return decideAfter([...moneyChecks(command, at), ...registerChecks(command, at)], () => ({
        facts: [registered(command, command, at)],
      }));
    case 'ConfirmAccount': {
      const { account } = command;
      return decideAfter(
        [
          ...moneyChecks(command, at),
          knownCheck(account, at),
          () =>
            at.latest.accounts[account]!.registeredBy === at.act.actor &&
            !at.latest.relaxed.includes('registrar_confirms')
              ? no('registrar_confirms', { person: at.act.actor })
              : undefined,
        ],
        () => ({ facts: [booked({ type: 'BankAccountConfirmed', data: { account } }, command)] }),
      );
    }
    case 'EndAccount': {
      const { account, lastDay } = command;
      const end = at.latest.accounts[account]?.lastDay;
      const opensAgain = () =>
        end !== undefined && lastDay > end
          ? refuse(
              'account_not_valid',
              { account, payee: at.latest.accounts[account]!.payee, on: lastDay },
              '/lastDay',
            )
          : undefined;
      return decideAfter([...moneyChecks(command, at), knownCheck(account, at), opensAgain], () => ({
        facts: [booked({ type: 'BankAccountEnded', data: { account, lastDay } }, command)],
      }));
    }
  }
}

export function registerChecks({ payee, iban, bic }: AccountAsked, { latest }: Deciding) {
  return [
    () => checkIban(iban, '/iban'),
    () => (bic === undefined ? undefined : checkBic(bic, '/bic')),
    () =>
      latest.lines.some(line => payeeKey(line.payee) === payee)
        ? undefined
        : no('party_unknown', { party: payee }, '/payee'),
  ];
}

export function registered(
  { payee, iban, bic, holder, validFrom }: AccountAsked,
  command: MoneyDated,
  { act }: Deciding,
): NewConventionFact {
  const data = {
    account: act.commandId,
    payee,
    iban: normalIban(iban),
    ...(bic === undefined ? {} : { bic }),
    holder,
    validFrom,
  };
  return booked({ type: 'BankAccountRegistered', data }, command);
}

function knownCheck(account: string, { state }: Deciding) {
  return () =>
    ownEntry(state.accounts, account) ? undefined : no('account_not_registered', { account }, '/account');
}
