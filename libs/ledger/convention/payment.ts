import { Euros, yearOf } from '#kernel';
import type { DataOf, StoredConventionFact } from './convention.events.js';
import {
  changeEntry,
  changeLine,
  changePoste,
  changeTranche,
  ownEntry,
  type Evolutions,
  lineOf,
  posteKey,
  trancheOf,
  withPerson,
} from './evolving.js';
import { entitledOf, netOf, outstandingOf } from './formulas.js';
import { accountRefusal } from './accounts.js';
import type { Anomaly, ConventionState, Payment, PaymentStatus, Poste } from './state.js';

/** What commitments, payments and bank accounts change. */
export const paymentEvolutions: Evolutions<
  | 'CommitmentRecorded'
  | 'CommitmentRaised'
  | 'CommitmentLowered'
  | 'CommitmentReleased'
  | 'PaymentRequested'
  | 'PaymentCancelled'
  | 'PaymentRejected'
  | 'PaymentExecuted'
  | 'PaymentReturned'
  | 'PaymentReissued'
  | 'PaymentAbandoned'
  | 'PaymentObserved'
  | 'BankAccountRegistered'
  | 'BankAccountConfirmed'
  | 'BankAccountEnded'
  | 'OtherFundingDeclared'
> = {
  CommitmentRecorded: (state, data, { fiscalYear, effectiveOn }) => {
    const { line, tranche, ej, poste, amount, imputation } = data;
    const since = fiscalYear ?? yearOf(effectiveOn);
    const opened = changeTranche(state, { line, tranche }, known => {
      const before = known.postes[posteKey({ ej, poste })] ?? openPoste(ej, poste, since);
      const after = { ...before, committed: before.committed.plus(amount) };
      return { ...known, postes: { ...known.postes, [posteKey({ ej, poste })]: after } };
    });
    const lines = opened.lines.map(known =>
      known.id === line && known.imputation === undefined ? { ...known, imputation } : known,
    );
    return { ...opened, lines };
  },
  CommitmentRaised: (state, data) =>
    inPoste(state, data, poste => ({ ...poste, committed: poste.committed.plus(data.amount) })),
  CommitmentLowered: (state, data) =>
    inPoste(state, data, poste => ({ ...poste, committed: poste.committed.minus(data.amount) })),
  CommitmentReleased: (state, data) =>
    inPoste(state, data, poste => ({ ...poste, released: poste.released.plus(data.amount) })),

  PaymentRequested: (state, data, { eventId, effectiveOn }) => {
    const { payment: id, trace: _, ...asked } = data;
    const requested: Payment = { ...asked, id, eventId, status: 'requested', requestedOn: effectiveOn };
    const payments = { ...state.payments, [id]: requested };
    return request({ ...state, payments }, requested, requested.amount);
  },
  PaymentCancelled: (state, { payment }, stored) => freePayment(state, payment, 'cancelled', stored),
  PaymentRejected: (state, { payment }, stored) => freePayment(state, payment, 'rejected', stored),
  PaymentExecuted: (state, data, stored) => {
    const asked = state.payments[data.payment];
    if (!asked) return state;
    const freed = asked.status === 'requested' ? request(state, asked, asked.amount.negated()) : state;
    const executed: Payment = {
      ...asked,
      status: 'executed',
      executedAmount: data.amount,
      executedOn: stored.effectiveOn,
    };
    const paid = consume(
      { ...freed, payments: { ...freed.payments, [asked.id]: executed } },
      executed,
      data.amount,
      stored.actor,
    );
    return flag(paid, executed, stored, [
      state.suspended && 'executed_while_suspended',
      !asked.amount.equals(data.amount) && 'executed_amount_differs',
      asked.status !== 'requested' && 'executed_after_freeing',
      accountRefusal(state, asked.line, asked.account ?? '', stored.effectiveOn) &&
        'executed_on_invalid_account',
      isAboveCeiling(paid, data) && 'paid_above_ceiling',
    ]);
  },
  PaymentReturned: (state, { payment }) => turn(state, payment, 'returned', 1n),
  PaymentReissued: (state, { payment, account }) => {
    const reissued = turn(state, payment, 'executed', -1n);
    return account === undefined
      ? reissued
      : { ...reissued, payments: changeEntry(reissued.payments, payment, known => ({ ...known, account })) };
  },
  PaymentObserved: (state, data, stored) => {
    const { payment: id, correctsYear: _, ...seen } = data;
    const observed: Payment = {
      ...seen,
      id,
      eventId: stored.eventId,
      kind: 'observed',
      status: 'observed',
      executedAmount: data.amount,
      requestedOn: stored.effectiveOn,
      executedOn: stored.effectiveOn,
    };
    const paid = consume(
      { ...state, payments: { ...state.payments, [id]: observed } },
      observed,
      data.amount,
      stored.actor,
    );
    return flag(paid, observed, stored, [
      'executed_without_request',
      state.suspended && 'executed_while_suspended',
      isAboveCeiling(paid, data) && 'paid_above_ceiling',
    ]);
  },

  PaymentAbandoned: (state, { payment }) => abandon(state, payment),

  BankAccountRegistered: (state, { account: id, ...data }, { actor }) => ({
    ...state,
    accounts: { ...state.accounts, [id]: { id, ...data, registeredBy: actor } },
  }),
  BankAccountConfirmed: (state, { account }, { actor }) => ({
    ...state,
    accounts: changeEntry(state.accounts, account, known => ({ ...known, confirmedBy: actor })),
  }),
  BankAccountEnded: (state, { account, lastDay }) => ({
    ...state,
    accounts: changeEntry(state.accounts, account, known => ({ ...known, lastDay })),
  }),
  OtherFundingDeclared: (state, { line, amount, warnings }) => ({
    ...state,
    warnings: [...state.warnings, ...warnings],
    otherFunding: {
      ...state.otherFunding,
      [line]: (ownEntry(state.otherFunding, line) ?? Euros.zero).plus(amount),
    },
  }),
};

function openPoste(ej: string, poste: string, since: number): Poste {
  const zero = Euros.zero;
  return { ej, poste, since, committed: zero, released: zero, consumed: zero, requested: zero };
}

function inPoste(
  state: ConventionState,
  data: DataOf<'CommitmentRaised'>,
  change: (poste: Poste) => Poste,
): ConventionState {
  return changeTranche(state, data, tranche => changePoste(tranche, data, change));
}

/** Adds to what is requested; an advance is taken while a request for it stands. */
function request(state: ConventionState, payment: Payment, amount: Euros): ConventionState {
  return changeTranche(state, payment, tranche => {
    const changed = changePoste(tranche, payment, poste => ({
      ...poste,
      requested: poste.requested.plus(amount),
    }));
    const advanceTaken = tranche.advanceTaken || payment.kind === 'advance';
    return { ...changed, requested: tranche.requested.plus(amount), advanceTaken };
  });
}

function consume(state: ConventionState, payment: Payment, amount: Euros, executor: string): ConventionState {
  const consumed = changeTranche(state, payment, tranche => ({
    ...changePoste(tranche, payment, poste => ({ ...poste, consumed: poste.consumed.plus(amount) })),
    consumed: tranche.consumed.plus(amount),
    advanceTaken: tranche.advanceTaken || payment.kind === 'advance',
  }));
  return changeLine(consumed, payment.line, line => ({
    ...line,
    executors: withPerson(line.executors, executor),
  }));
}

/** A request that was cancelled or rejected frees its amount; the advance may then be asked for again. */
function freePayment(
  state: ConventionState,
  id: string,
  status: PaymentStatus,
  stored: StoredConventionFact,
): ConventionState {
  const asked = state.payments[id];
  // Paid before it was freed, and learnt of later: it stays paid, and is flagged.
  if (asked?.status === 'executed') return flag(state, asked, stored, ['executed_after_freeing']);
  if (asked?.status !== 'requested') return state;
  const payments = { ...state.payments, [id]: { ...asked, status } };
  const freed = request({ ...state, payments }, asked, asked.amount.negated());
  if (asked.kind !== 'advance') return freed;
  const advanceTaken = Object.values(payments).some(
    ({ kind, line, tranche, status: standing }) =>
      kind === 'advance' &&
      line === asked.line &&
      tranche === asked.tranche &&
      standing !== 'cancelled' &&
      standing !== 'rejected',
  );
  return changeTranche(freed, asked, tranche => ({ ...tranche, advanceTaken }));
}

/**
 * Given up: what the bank returned is back for good, as a repayment is, and nobody claims it any more. CP stay as they
 * are.
 */
function abandon(state: ConventionState, id: string): ConventionState {
  const payment = state.payments[id];
  const amount = payment?.executedAmount;
  if (!amount || payment.status !== 'returned') return state;
  const payments = { ...state.payments, [id]: { ...payment, status: 'abandoned' as const } };
  return changeTranche({ ...state, payments }, payment, tranche => ({
    ...tranche,
    returned: tranche.returned.minus(amount),
    repaid: tranche.repaid.plus(amount),
    forgone: tranche.forgone.plus(amount),
  }));
}

/** Returned by the bank (`1n`) or re-issued (`-1n`): CP stay as they are. */
function turn(state: ConventionState, id: string, status: PaymentStatus, sign: 1n | -1n): ConventionState {
  const payment = state.payments[id];
  if (!payment?.executedAmount || payment.status !== (sign === 1n ? 'executed' : 'returned')) return state;
  const amount = Euros.ofCents(payment.executedAmount.cents * sign);
  const payments = { ...state.payments, [id]: { ...payment, status } };
  return changeTranche({ ...state, payments }, payment, tranche => ({
    ...tranche,
    returned: tranche.returned.plus(amount),
  }));
}

function isAboveCeiling(state: ConventionState, place: { line: string; tranche: string }): boolean {
  const line = lineOf(state, place.line);
  const tranche = trancheOf(state, place.line, place.tranche);
  if (!line || !tranche) return false;
  const overdrawn = Object.values(tranche.postes).some(({ committed, released, consumed }) =>
    consumed.exceeds(committed.minus(released)),
  );
  return (
    overdrawn || Euros.zero.exceeds(outstandingOf(tranche)) || netOf(tranche).exceeds(entitledOf(tranche))
  );
}

function flag(
  state: ConventionState,
  payment: Payment,
  stored: StoredConventionFact,
  codes: readonly (Anomaly['code'] | false | undefined | object)[],
): ConventionState {
  const found = codes
    .filter(code => typeof code === 'string')
    .map((code): Anomaly => ({
      id: `${code}:${stored.eventId}`,
      code,
      on: stored.effectiveOn,
      payment: payment.id,
    }));
  return found.length === 0 ? state : { ...state, anomalies: [...state.anomalies, ...found] };
}
