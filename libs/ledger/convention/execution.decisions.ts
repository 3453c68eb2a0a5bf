import { Euros } from '#kernel';
import { checkDp, checkEj } from '../identifiers.js';
import type { ConventionFact } from './convention.events.js';
import {
  booked,
  datedChecks,
  type Deciding,
  decideAfter,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  positiveCheck,
  yearChecks,
} from './deciding.js';
import { ownEntry, lineOf } from './evolving.js';
import { statesFrom } from './history.js';
import { accountCheck } from './payment.decisions.js';
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
  | (OfPayment & { readonly type: 'AbandonPayment'; readonly reason: string })
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
      return turned(command, at, 'returned', { type: 'PaymentReissued', data }, known => {
        const to = account ?? known.account ?? '';
        return accountCheck(known.line, to, command, at) ?? twoPersonsCheck(known.line, to, at);
      });
    }
    case 'AbandonPayment': {
      const { payment, reason } = command;
      const known = ownEntry(at.latest.payments, payment);
      const { line = '', tranche = '', executedAmount = Euros.zero } = known ?? {};
      const data = { payment, line, tranche, amount: executedAmount, reason };
      return turned(command, at, 'returned', { type: 'PaymentAbandoned', data });
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

/** A payment in one status, on the date and since, takes the fact; in any other the command is refused. */
function turned(
  command: OfPayment,
  at: Deciding,
  wanted: keyof typeof NOT_IN,
  fact: ConventionFact,
  more: (known: Payment) => ConventionRefusal | undefined = () => undefined,
): Outcome {
  const known = ownEntry(at.latest.payments, command.payment);
  return decideAfter(
    [
      ...(wanted === 'requested' ? moneyChecks(command, at) : doneChecks(command, at)),
      () => (known ? undefined : no('payment_unknown', { payment: command.payment })),
      () => afterRequestCheck(command, known!),
      () =>
        statesFrom(at.history, command.on)
          .map(({ payments }) => statusCheck(payments[command.payment]!, wanted, [wanted]))
          .find(refusal => refusal !== undefined),
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

/** What the Treasury or the bank has done is recorded on a closed convention too. */
function doneChecks(command: MoneyDated, at: Deciding) {
  const [exists, future] = datedChecks(command, at);
  return [exists!, future!, ...yearChecks(command, at)];
}

function beforeSignatureCheck({ on }: MoneyDated, { latest }: Deciding): ConventionRefusal | undefined {
  const { signedOn, draft, signatures } = latest;
  if (signedOn === undefined) {
    const missing = (draft?.parties ?? []).filter(({ id }) => !ownEntry(signatures, id));
    return no('not_signed', { missing: missing.map(({ name }) => name), on });
  }
  return on < signedOn ? no('executed_before_signature', { on, signedOn }, '/on') : undefined;
}

function execute(command: Extract<ExecutionCommand, { type: 'ExecutePayment' }>, at: Deciding): Outcome {
  const known = ownEntry(at.latest.payments, command.payment);
  return decideAfter(
    [
      ...doneChecks(command, at),
      () => (known ? undefined : no('payment_unknown', { payment: command.payment })),
      positiveCheck(command.amount),
      () => statusCheck(known!, 'requested', ['requested', 'cancelled', 'rejected']),
      () => beforeSignatureCheck(command, at),
      () => afterRequestCheck(command, known!),
      () => twoPersonsCheck(known!.line, known!.account, at),
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
function twoPersonsCheck(
  line: string,
  account: string | undefined,
  { latest, act }: Deciding,
): ConventionRefusal | undefined {
  const person = act.actor;
  const certified = lineOf(latest, line)?.certifiers.includes(person);
  if (certified && !latest.relaxed.includes('certifier_executes')) {
    return no('certifier_executes', { person });
  }
  const registered = latest.accounts[account ?? '']?.registeredBy === person;
  return registered && !latest.relaxed.includes('registrar_executes')
    ? no('registrar_executes', { person })
    : undefined;
}

/** Under the numbers of a pending request it is that request's execution, whatever the exercice. */
function pendingCheck(
  { ej, poste, dp, dpPoste }: Extract<ExecutionCommand, { type: 'ObservePayment' }>,
  { latest }: Deciding,
): ConventionRefusal | undefined {
  const numbers = [ej, poste, dp, dpPoste ?? '1'].join('|');
  const asked = Object.values(latest.payments).find(
    known =>
      known.status === 'requested' &&
      [known.ej, known.poste, known.dp, known.dpPoste ?? '1'].join('|') === numbers,
  );
  return asked && no('payment_requested_here', { payment: asked.id, dp }, '/dp');
}

/** A payment without request counts as paid, and stays an anomaly until it is explained. */
function observe(command: Extract<ExecutionCommand, { type: 'ObservePayment' }>, at: Deciding): Outcome {
  const { line, tranche, ej, poste, dp, dpPoste, amount, correctsYear } = command;
  return decideAfter(
    [
      ...doneChecks(command, at),
      placeCheck(command, at),
      () => checkEj(ej, '/ej'),
      () => checkDp(dp, '/dp'),
      positiveCheck(amount),
      () => beforeSignatureCheck(command, at),
      () => twoPersonsCheck(line, undefined, at),
      () => pendingCheck(command, at),
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
      return { facts: [booked({ type: 'PaymentObserved', data }, command)] };
    },
  );
}
