import { Euros } from '#kernel';
import type { ConventionFact } from './convention.events.js';
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
import { ownEntry } from './evolving.js';
import { entitledOf, netOf, toOrderOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import { openOf } from './reversement.js';
import { traced } from './trace.js';

/* Repayments: the order states les bases de la liquidation; an order is never netted against a payment. */

type OfOrder = MoneyDated & { readonly order: string };
type Lowering = OfOrder & { readonly amount?: Euros; readonly reason: string };

export type ReversementCommand =
  | (MoneyDated &
      Place & {
        readonly type: 'OrderReversement';
        /** Default: all that is to be ordered back. */
        readonly amount?: Euros;
        readonly title?: string;
        readonly reason: string;
      })
  | (Lowering & { readonly type: 'CutReversement' })
  | (Lowering & { readonly type: 'CancelReversement' })
  | (Lowering & { readonly type: 'WriteOffReversement' })
  | (OfOrder & { readonly type: 'ContestReversement'; readonly reason: string })
  | (OfOrder & { readonly type: 'ReceiveRepayment'; readonly amount: Euros; readonly correctsYear?: number })
  | (MoneyDated & { readonly type: 'RestoreCredits'; readonly repayment: string; readonly amount: Euros });

export function decideReversement(command: ReversementCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'OrderReversement':
      return order(command, at);
    case 'CutReversement':
      return lower(command, at, 'ReversementCut');
    case 'CancelReversement':
      return lower(command, at, 'ReversementCancelled');
    case 'WriteOffReversement':
      return lower(command, at, 'ReversementWrittenOff');
    case 'ContestReversement': {
      const { order: id, reason } = command;
      return decideAfter([...moneyChecks(command, at), orderCheck(id, at)], () => ({
        facts: [booked({ type: 'ReversementContested', data: { order: id, reason } }, command)],
      }));
    }
    case 'ReceiveRepayment':
      return receive(command, at);
    case 'RestoreCredits':
      return restore(command, at);
  }
}

type Of<T extends ReversementCommand['type']> = Extract<ReversementCommand, { type: T }>;

function order(command: Of<'OrderReversement'>, at: Deciding): Outcome {
  const { line, tranche, title, reason } = command;
  const most = () => leastFrom(at, command, state => toOrderOf(place(state, command).tranche));
  const amount = () => command.amount ?? most();
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      positiveCheck(command.amount),
      () => {
        const figures = { asked: amount().toString(), most: most().toString() };
        return amount().exceeds(most()) || !amount().isPositive
          ? no('order_above_overpaid', figures, '/amount')
          : undefined;
      },
    ],
    () => {
      const known = place(at.state, command).tranche;
      const bases = traced(
        'to_order',
        'net − order open − written off − carried over − T',
        {
          net: netOf(known),
          orderOpen: known.orderOpen,
          writtenOff: known.writtenOff,
          carriedOver: known.carriedOver,
          T: entitledOf(known),
        },
        amount(),
      );
      const data = {
        order: at.act.commandId,
        line,
        tranche,
        amount: amount(),
        ...(title === undefined ? {} : { title }),
        bases,
        reason,
      };
      return { facts: [booked({ type: 'ReversementOrdered', data }, command)] };
    },
  );
}

function lower(
  command: Lowering,
  at: Deciding,
  type: 'ReversementCut' | 'ReversementCancelled' | 'ReversementWrittenOff',
): Outcome {
  const { order: id, reason } = command;
  const amount = () => command.amount ?? leastOpen(command, at);
  return decideAfter(
    [
      ...moneyChecks(command, at),
      orderCheck(id, at),
      positiveCheck(command.amount),
      () => {
        const open = leastOpen(command, at);
        const figures = { asked: amount().toString(), open: open.toString() };
        return amount().exceeds(open) ? no('order_amount_above_open', figures, '/amount') : undefined;
      },
      () => positiveCheck(amount())(),
    ],
    () => {
      const fact: ConventionFact = { type, data: { order: id, amount: amount(), reason } };
      return { facts: [booked(fact, command)] };
    },
  );
}

/** Invariant 7: a repayment received never exceeds the order open; invariant 9: nor by who ordered it. */
function receive(command: Of<'ReceiveRepayment'>, at: Deciding): Outcome {
  const { order: id, amount, correctsYear } = command;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      orderCheck(id, at),
      positiveCheck(amount),
      () => personCheck(id, at),
      () => {
        const open = leastOpen(command, at);
        const figures = { asked: amount.toString(), open: open.toString() };
        return amount.exceeds(open) ? no('repayment_above_order', figures, '/amount') : undefined;
      },
    ],
    () => {
      const { line, tranche } = at.latest.orders[id]!;
      const data = {
        repayment: at.act.commandId,
        order: id,
        line,
        tranche,
        amount,
        ...(correctsYear === undefined ? {} : { correctsYear }),
      };
      return { facts: [booked({ type: 'RepaymentReceived', data }, command)] };
    },
  );
}

function restore(command: Of<'RestoreCredits'>, at: Deciding): Outcome {
  const { repayment, amount } = command;
  const known = ownEntry(at.state.repayments, repayment) && ownEntry(at.latest.repayments, repayment);
  return decideAfter(
    [
      ...moneyChecks(command, at),
      () => (known ? undefined : no('repayment_unknown', { repayment }, '/repayment')),
      positiveCheck(amount),
      () => {
        const most = known!.amount.minus(known!.restored);
        const figures = { asked: amount.toString(), most: most.toString() };
        return amount.exceeds(most) ? no('restored_above_repaid', figures, '/amount') : undefined;
      },
    ],
    () => {
      const { line, tranche } = known!;
      return {
        facts: [booked({ type: 'CreditsRestored', data: { repayment, line, tranche, amount } }, command)],
      };
    },
  );
}

function orderCheck(id: string, { state }: Deciding) {
  return () => (ownEntry(state.orders, id) ? undefined : no('order_unknown', { order: id }, '/order'));
}

function personCheck(id: string, { latest, act }: Deciding): ConventionRefusal | undefined {
  const { line } = latest.orders[id]!;
  const ordered = latest.lines.find(known => known.id === line)?.orderers.includes(act.actor);
  return ordered && !latest.relaxed.includes('orderer_receives')
    ? no('orderer_receives', { person: act.actor })
    : undefined;
}

function leastOpen(command: OfOrder, at: Deciding): Euros {
  return leastFrom(at, command, ({ orders }) => {
    const known = orders[command.order];
    return known ? openOf(known) : Euros.zero;
  });
}
