import type pg from 'pg';
import type { Perimeter } from '#access';
import { type Day, Euros } from '#kernel';
import {
  acceptedOf,
  type ConventionState,
  type DataOf,
  dueOf,
  type History,
  historyOf,
  latestState,
  maximumOf,
  paidOf,
  payableOf,
  pendingOf,
  stateAt,
  type Trace,
} from '#ledger';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { conventionFile, findFact, type FoundFact } from './convention-file.js';
import { type DocumentHead, findLine, headOf, type LineHead, lineHeadOf } from './head.js';

/** The bases of a payment's liquidation, as known at one moment. Decimal strings. */
export interface SettlementFigures {
  readonly maximum: string;
  readonly accepted: string;
  readonly due: string;
  /** Paid before, less what came back. */
  readonly paidBefore: string;
  readonly repaidBefore: string;
  readonly pendingBefore: string;
  readonly orderOpen: string;
  /** What could be asked for on that day. */
  readonly payable: string;
  /** What is asked for, paid, or left of it. */
  readonly amount: string;
}

/** The état liquidatif of a payment; and, where something was put right since, the rectificatif. */
export interface PaymentSettlement extends Stated, DocumentHead, LineHead {
  readonly payment: string;
  readonly kind: string;
  readonly status: string;
  readonly reversed: boolean;
  readonly ej: string;
  readonly poste: string;
  readonly dp: string;
  readonly dpPoste: string | null;
  readonly iban: string | null;
  readonly requestedOn: Day;
  readonly executedOn: Day | null;
  /** Of the request, as it was computed and recorded then. */
  readonly trace: Trace;
  readonly asRequested: SettlementFigures;
  readonly now: SettlementFigures;
  /** True where the figures are no longer those of the request. */
  readonly corrected: boolean;
}

export interface PaymentSettlementQuestion extends AsOf {
  readonly perimeter: Perimeter;
  /** Uuid. */
  readonly convention: string;
  readonly payment: string;
}

/** Undefined where there is no such payment request inside the perimeter. */
export function paymentSettlement(
  pool: pg.Pool,
  { convention, payment: id, perimeter, ...asOf }: PaymentSettlementQuestion,
): Promise<PaymentSettlement | undefined> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const file = await conventionFile(client, convention, perimeter, moment);
    const request =
      file &&
      findFact(file.history, fact =>
        fact.type === 'PaymentRequested' && fact.data.payment === id ? fact.data : undefined,
      );
    if (!file || !request) return undefined;
    const { history } = file;
    const { stored, data } = request;
    const state = latestState(history);
    const line = findLine(state, data.line);
    if (!line || !file.sees(line)) return undefined;
    const payment = state.payments[id];
    const then = historyOf(history.facts.filter(({ position }) => position <= stored.position));
    const asRequested = figuresOf(then, request, data.amount);
    const left =
      !payment || payment.status === 'cancelled' || payment.status === 'rejected'
        ? Euros.zero
        : (payment.executedAmount ?? payment.amount);
    const now = figuresOf(history, request, left);
    return {
      ...stated(asOf, moment),
      ...headOf(convention, history),
      ...lineHeadOf(line, data.tranche),
      payment: id,
      kind: data.kind,
      status: payment?.status ?? 'cancelled',
      reversed: history.reversed.has(request.stored.eventId),
      ej: data.ej,
      poste: data.poste,
      dp: data.dp,
      dpPoste: data.dpPoste ?? null,
      iban: state.accounts[data.account]?.iban ?? null,
      requestedOn: request.stored.effectiveOn,
      executedOn: payment?.executedOn ?? null,
      trace: data.trace,
      asRequested,
      now,
      corrected: JSON.stringify(asRequested) !== JSON.stringify(now),
    };
  });
}

type Request = FoundFact<DataOf<'PaymentRequested'>>;

/** The bases as they stood just before the request, for what is known by the end of `history`. */
function figuresOf(history: History, request: Request, amount: Euros): SettlementFigures {
  const state = stateBefore(history, request);
  const line = findLine(state, request.data.line);
  const tranche = line?.tranches.find(({ id }) => id === request.data.tranche);
  const of = (value: Euros | undefined) => (value ?? Euros.zero).toString();
  return {
    maximum: of(tranche && maximumOf(tranche)),
    accepted: of(tranche && acceptedOf(tranche)),
    due: of(tranche && dueOf(tranche)),
    paidBefore: of(tranche && paidOf(tranche)),
    repaidBefore: of(tranche?.repaid),
    pendingBefore: of(tranche && pendingOf(tranche)),
    orderOpen: of(tranche?.orderOpen),
    payable: of(line && tranche && payableOf(state, line, tranche)),
    amount: of(amount),
  };
}

function stateBefore({ slots, ...history }: History, request: Request): ConventionState {
  const place = slots.findIndex(({ stored }) => stored.eventId === request.stored.eventId);
  if (place > 0) return slots[place - 1]!.state;
  // A reversal took the request away: the state of its day is the one before it.
  return stateAt({ ...history, slots }, request.stored.effectiveOn);
}
