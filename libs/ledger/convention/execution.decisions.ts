import type { Euros } from '#kernel';
import { checkDp, checkEj } from '../identifiers.js';
import { accountRefusal } from './accounts.js';
import type { ConventionFact } from './convention.events.js';
import {
  booked,
  datedChecks,
  type Deciding,
  decideAfter,
  fiscalYearOf,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  positiveCheck,
  yearChecks,
} from './deciding.js';
import { lineOf } from './evolving.js';
import { paymentKey } from './payment.decisions.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Payment, PaymentStatus } from './state.js';

/*
 * What happens to a request. What the Treasury has already done is always recorded: an execution is never refused
 * for a cause that arose or became known later, it is recorded and flagged (domain.md §5).
 */

type OfPayment = MoneyDated & { readonly payment: string };

export type ExecutionCommand =
  | (OfPayment & { readonly type: 'CancelPayment'; readonly reason: string })
  | (OfPayment & { readonly type: 'RejectPayment'; readonly reason: string })
  | (OfPayment & { readonly type: 'ExecutePayment'; readonly amount?: Euros })
  | (OfPayment & { readonly type: 'ReturnPayment'; readonly reason: string })
  | (OfPayment & { readonly type: 'ReissuePayment'; readonly account?: string })
  | (MoneyDated &
      Place & {
        readonly type: 'ObservePayment';
        readonly ej: string;
        readonly poste: string;
        readonly dp: string;
        readonly dpPoste?: string;
        readonly amount: Euros;
      });

export function decideExecution(command: ExecutionCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'CancelPayment':
    case 'RejectPayment': {
      const { payment, reason } = command;
      const type = command.type === 'CancelPayment' ? 'PaymentCancelled' : 'PaymentRejected';
      return turned(command, at, 'requested', { type, data: { payment, reason } });
    }
    case 'ReturnPayment': {
      const { payment, reason } = command;
      return turned(command, at, 'executed', { type: 'PaymentReturned', data: { payment, reason } });
    }
    case 'ReissuePayment': {
      const { payment, account } = command;
      const data = { payment, ...(account === undefined ? {} : { account }) };
      return turned(command, at, 'returned', { type: 'PaymentReissued', data }, known =>
        accountRefusal(at.state, known.line, account ?? known.account ?? '', command.on),
      );
    }
    case 'ExecutePayment':
      return execute(command, at);
    case 'ObservePayment':
      return observe(command, at);
  }
}

const NOT_IN = {
  requested: 'payment_not_requested',
  executed: 'payment_not_executed',
  returned: 'payment_not_returned',
} as const;

/** A payment in one status takes the fact; in any other the command is refused. */
function turned(
  command: OfPayment,
  at: Deciding,
  wanted: keyof typeof NOT_IN,
  fact: ConventionFact,
  more: (known: Payment) => ConventionRefusal | undefined = () => undefined,
): Outcome {
  const known = at.latest.payments[command.payment];
  return decideAfter(
    [
      ...moneyChecks(command, at),
      () => (known ? undefined : no('payment_unknown', { payment: command.payment })),
      () => statusCheck(known!, wanted, [wanted]),
      () => afterRequestCheck(command, known!),
      () => more(known!),
    ],
    () => ({ facts: [booked(fact, command)] }),
  );
}

function statusCheck(
  { id, status }: Payment,
  wanted: keyof typeof NOT_IN,
  allowed: readonly PaymentStatus[],
): ConventionRefusal | undefined {
  return allowed.includes(status) ? undefined : no(NOT_IN[wanted], { payment: id, status });
}

function afterRequestCheck({ on }: MoneyDated, { requestedOn }: Payment): ConventionRefusal | undefined {
  return on < requestedOn ? no('executed_before_request', { on, requestedOn }, '/on') : undefined;
}

function execute(command: Extract<ExecutionCommand, { type: 'ExecutePayment' }>, at: Deciding): Outcome {
  const known = at.latest.payments[command.payment];
  return decideAfter(
    [
      ...datedChecks(command, at),
      () => (known ? undefined : no('payment_unknown', { payment: command.payment })),
      ...yearChecks(command, at),
      positiveCheck(command.amount),
      () => statusCheck(known!, 'requested', ['requested', 'cancelled', 'rejected']),
      () => {
        const { signedOn } = at.latest;
        return signedOn !== undefined && command.on < signedOn
          ? no('executed_before_signature', { on: command.on, signedOn }, '/on')
          : undefined;
      },
      () => afterRequestCheck(command, known!),
      () => twoPersonsCheck(known!, at),
    ],
    () => {
      const { payment, amount, correctsYear } = command;
      const { line, tranche } = known!;
      const data = {
        payment,
        line,
        tranche,
        amount: amount ?? known!.amount,
        ...(correctsYear === undefined ? {} : { correctsYear }),
      };
      return { facts: [booked({ type: 'PaymentExecuted', data }, command)] };
    },
  );
}

/**
 * Invariant 9: who certified the service fait of a line, or registered the account, does not record an execution.
 */
function twoPersonsCheck(payment: Payment, { latest, act }: Deciding): ConventionRefusal | undefined {
  const person = act.actor;
  const certified = lineOf(latest, payment.line)?.certifiers.includes(person);
  if (certified && !latest.relaxed.includes('certifier_executes')) {
    return no('certifier_executes', { person });
  }
  const account = latest.accounts[payment.account ?? ''];
  const registered = account?.registeredBy === person;
  return registered && !latest.relaxed.includes('registrar_executes')
    ? no('registrar_executes', { person })
    : undefined;
}

/** A payment without request counts as paid, and stays an anomaly until it is explained. */
function observe(command: Extract<ExecutionCommand, { type: 'ObservePayment' }>, at: Deciding): Outcome {
  const { line, tranche, ej, poste, dp, dpPoste, amount, correctsYear } = command;
  const [exists, future] = datedChecks(command, at);
  return decideAfter(
    [
      exists!,
      future!,
      ...yearChecks(command, at),
      placeCheck(command, at),
      () => checkEj(ej, '/ej'),
      () => checkDp(dp, '/dp'),
      positiveCheck(amount),
    ],
    () => {
      const data = {
        payment: at.act.commandId,
        line,
        tranche,
        ej,
        poste,
        dp,
        ...(dpPoste === undefined ? {} : { dpPoste }),
        amount,
        ...(correctsYear === undefined ? {} : { correctsYear }),
      };
      return {
        facts: [booked({ type: 'PaymentObserved', data }, command)],
        claims: [{ key: paymentKey({ ...command, year: fiscalYearOf(command) }), fact: 0 }],
      };
    },
  );
}
