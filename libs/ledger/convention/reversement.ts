import { Euros } from '#kernel';
import { changeEntry, changeLine, changeTranche, type Evolutions, withPerson } from './evolving.js';
import type { ConventionState, Order } from './state.js';

/** What orders, repayments and the acts around them change. */
export const reversementEvolutions: Evolutions<
  | 'ReversementOrdered'
  | 'ReversementCut'
  | 'ReversementContested'
  | 'ReversementCancelled'
  | 'ReversementWrittenOff'
  | 'RepaymentReceived'
  | 'CreditsRestored'
  | 'EntryReversed'
  | 'AnomalyExplained'
  | 'ReminderSent'
  | 'FormalNoticeSent'
  | 'PrescriptionInterrupted'
> = {
  ReversementOrdered: (state, data, { eventId, effectiveOn, actor }) => {
    const ordered: Order = {
      id: data.order,
      eventId,
      line: data.line,
      tranche: data.tranche,
      orderedOn: effectiveOn,
      amount: data.amount,
      received: Euros.zero,
      cancelled: Euros.zero,
      writtenOff: Euros.zero,
      contested: false,
    };
    const opened = changeTranche(state, data, tranche => ({
      ...tranche,
      orderOpen: tranche.orderOpen.plus(data.amount),
    }));
    return changeLine({ ...opened, orders: { ...state.orders, [data.order]: ordered } }, data.line, line => ({
      ...line,
      orderers: withPerson(line.orderers, actor),
    }));
  },
  ReversementCut: (state, { order, amount }) =>
    changeOrder(state, order, amount, known => ({ ...known, amount: known.amount.minus(amount) })),
  ReversementContested: (state, { order }) =>
    changeOrder(state, order, Euros.zero, known => ({ ...known, contested: true })),
  ReversementCancelled: (state, { order, amount }) =>
    changeOrder(state, order, amount, known => ({ ...known, cancelled: known.cancelled.plus(amount) })),
  ReversementWrittenOff: (state, { order, amount }) => {
    const known = state.orders[order];
    if (!known) return state;
    const closed = changeOrder(state, order, amount, open => ({
      ...open,
      writtenOff: open.writtenOff.plus(amount),
    }));
    return changeTranche(closed, known, tranche => ({
      ...tranche,
      writtenOff: tranche.writtenOff.plus(amount),
    }));
  },
  RepaymentReceived: (state, { repayment, order, amount, line, tranche }) => {
    const received = changeOrder(state, order, amount, known => ({
      ...known,
      received: known.received.plus(amount),
    }));
    const repaid = changeTranche(received, { line, tranche }, known => ({
      ...known,
      repaid: known.repaid.plus(amount),
    }));
    return {
      ...repaid,
      repayments: { ...repaid.repayments, [repayment]: { line, tranche, amount, restored: Euros.zero } },
    };
  },
  CreditsRestored: (state, data) =>
    changeTranche(
      {
        ...state,
        repayments: changeEntry(state.repayments, data.repayment, known => ({
          ...known,
          restored: known.restored.plus(data.amount),
        })),
      },
      data,
      tranche => ({ ...tranche, creditsRestored: tranche.creditsRestored.plus(data.amount) }),
    ),
  // A reversal acts by leaving its entry out of the fold: see history.ts.
  EntryReversed: state => state,
  AnomalyExplained: (state, { anomaly, explanation }) => ({
    ...state,
    anomalies: state.anomalies.map(known => (known.id === anomaly ? { ...known, explanation } : known)),
  }),
  ReminderSent: (state, { subject }, { effectiveOn }) => written(state, 'reminder', effectiveOn, subject),
  FormalNoticeSent: (state, { subject }, { effectiveOn }) =>
    written(state, 'formal_notice', effectiveOn, subject),
  PrescriptionInterrupted: (state, { act, claim }, { effectiveOn }) => ({
    ...state,
    written: [...state.written, { kind: 'interruption', on: effectiveOn, subject: act, claim }],
  }),
};

/** What is still open of an order: ordered − received − cancelled − written off. */
export function openOf(order: Pick<Order, 'amount' | 'received' | 'cancelled' | 'writtenOff'>): Euros {
  return order.amount.minus(order.received).minus(order.cancelled).minus(order.writtenOff);
}

/** Changes an order and lowers what is open of its tranche by `closed`. */
function changeOrder(
  state: ConventionState,
  id: string,
  closed: Euros,
  change: (order: Order) => Order,
): ConventionState {
  const known = state.orders[id];
  if (!known) return state;
  const orders = { ...state.orders, [id]: change(known) };
  return changeTranche({ ...state, orders }, known, tranche => ({
    ...tranche,
    orderOpen: tranche.orderOpen.minus(closed),
  }));
}

function written(
  state: ConventionState,
  kind: string,
  on: Order['orderedOn'],
  subject: string,
): ConventionState {
  return { ...state, written: [...state.written, { kind, on, subject }] };
}
