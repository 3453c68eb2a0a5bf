import { Euros } from '#kernel';
import { checkDp } from '../identifiers.js';
import { accountRefusal } from './accounts.js';
import { suspendedCheck, terminatedCheck } from './in-force.js';
import { leftOfPoste, posteCheck } from './commitment.decisions.js';
import {
  at as place,
  booked,
  type Deciding,
  decideAfter,
  leastFrom,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  positiveCheck,
  signedCheck,
} from './deciding.js';
import { dueOf, maximumOf, netOf, payableByTerms, pendingOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import { type Trace, traced } from './trace.js';
import { abandonedCheck, firmCheck } from './tranche.decisions.js';

/* Payments are asked for here and made by the Treasury. What one asks may be refused (invariants 1 to 5). */

export interface RequestPayment extends MoneyDated, Place {
  readonly type: 'RequestPayment';
  readonly kind: 'advance' | 'interim' | 'balance' | 'grant';
  /** Default: all that is payable. */
  readonly amount?: Euros;
  readonly ej: string;
  readonly poste: string;
  readonly dp: string;
  readonly dpPoste?: string;
  readonly account: string;
}

export function decideRequest(command: RequestPayment, at: Deciding): Outcome {
  const { line, tranche, kind, ej, poste, dp, dpPoste, account } = command;
  const payable = () =>
    leastFrom(at, command, state => {
      const where = place(state, command);
      return payableByTerms(where.line, where.tranche, state.rounding);
    });
  const agreed = () => Euros.min(place(at.state, command).tranche.advance, payable());
  const amount = () => command.amount ?? (kind === 'advance' ? agreed() : payable());
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      () => checkDp(dp, '/dp'),
      positiveCheck(command.amount),
      signedCheck(command, at),
      () => suspendedCheck(at.state) ?? suspendedCheck(at.latest),
      () => (kind === 'balance' && abandonedCheck(command, at) ? undefined : firmCheck(command, at)()),
      () => kindCheck(command, at),
      posteCheck(command, at),
      () => accountCheck(line, account, command, at),
      () => advanceCheck(command, agreed, at),
      () => aboveCheck('above_payable', amount(), payable()),
      () => {
        const left = leastFrom(at, command, state => leftOfPoste(state, command));
        return aboveCheck('above_commitment', amount(), left);
      },
      () => positiveCheck(amount())(),
    ],
    () => {
      const data = {
        payment: at.act.commandId,
        line,
        tranche,
        kind,
        amount: amount(),
        ej,
        poste,
        dp,
        ...(dpPoste === undefined ? {} : { dpPoste }),
        account,
        trace: traceOf(command, amount(), at),
      };
      return { facts: [booked({ type: 'PaymentRequested', data }, command)] };
    },
  );
}

/** Each kind of payment at its time, on the line whose terms know it. */
function kindCheck(command: RequestPayment, at: Deciding): ConventionRefusal | undefined {
  const { line, tranche } = place(at.state, command);
  const { kind } = command;
  if (line.kind === 'in_kind') return no('line_without_money', { line: line.id }, '/line');
  if ((line.kind === 'flat_grant') !== (kind === 'grant')) {
    return no('payment_kind_not_of_line', { kind, line: line.id }, '/kind');
  }
  // After the final service fait only the balance is left to ask for.
  if (tranche.final && (kind === 'advance' || kind === 'interim')) {
    return no('service_fait_already_final', { tranche: tranche.id });
  }
  if (kind === 'balance') {
    return tranche.final ? undefined : no('service_fait_missing', { tranche: tranche.id });
  }
  if (kind === 'interim') {
    if (line.interimShare === undefined) return no('interim_not_allowed', { line: line.id }, '/kind');
    if (!tranche.certified) return no('service_fait_missing', { tranche: tranche.id });
  }
  // Expense delivered before the end is still paid (invariant 4): what came after it was cut by the service fait.
  return kind === 'interim' ? undefined : terminatedCheck(at.state, command.on);
}

/** On the date, and by all that is known of the account since. */
export function accountCheck(
  line: string,
  account: string,
  { on }: MoneyDated,
  { state, latest }: Deciding,
): ConventionRefusal | undefined {
  return accountRefusal(state, line, account, on) ?? accountRefusal(latest, line, account, on);
}

/** One advance, at the agreed rate (invariant 3), or what a lowered maximum leaves of it. */
function advanceCheck(
  command: RequestPayment,
  left: () => Euros,
  at: Deciding,
): ConventionRefusal | undefined {
  if (command.kind !== 'advance') return undefined;
  const { tranche: latest } = place(at.latest, command);
  if (latest.advanceTaken) return no('advance_already_requested', { tranche: latest.id });
  const { line, tranche } = place(at.state, command);
  const { amount } = command;
  if (amount === undefined || amount.equals(tranche.advance) || amount.equals(left())) return undefined;
  const figures = { asked: amount.toString(), agreed: tranche.advance.toString() };
  return no('advance_differs', { ...figures, rate: line.advanceRate }, '/amount');
}

export function aboveCheck(
  code: 'above_payable' | 'above_commitment',
  amount: Euros,
  most: Euros,
): ConventionRefusal | undefined {
  if (!amount.exceeds(most)) return undefined;
  const asked = amount.toString();
  const limit = most.orZero().toString();
  return code === 'above_payable'
    ? no(code, { asked, payable: limit }, '/amount')
    : no(code, { asked, left: limit }, '/amount');
}

function traceOf(command: RequestPayment, amount: Euros, at: Deciding): Trace {
  const { line, tranche } = place(at.state, command);
  const taken = { net: netOf(tranche), pending: pendingOf(tranche), orderOpen: tranche.orderOpen };
  switch (command.kind) {
    case 'advance':
      return traced(
        'advance',
        'round(rate × M)',
        { rate: line.advanceRate, M: maximumOf(tranche) },
        amount,
        at.state.rounding,
      );
    case 'grant':
      return traced('grant', 'M − net − pending − order open', { M: maximumOf(tranche), ...taken }, amount);
    case 'interim':
      return traced(
        'interim',
        'min(D, round(share × M)) − net − pending − order open',
        { D: dueOf(tranche), share: line.interimShare ?? '0', M: maximumOf(tranche), ...taken },
        amount,
        at.state.rounding,
      );
    case 'balance':
      return traced('balance', 'D − net − pending − order open', { D: dueOf(tranche), ...taken }, amount);
  }
}
