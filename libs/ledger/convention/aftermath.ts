import { Euros } from '#kernel';
import { leftOfPoste, maximumCheck } from './commitment.decisions.js';
import type { StoredConventionFact } from './convention.events.js';
import { at as place, type Deciding, leastFrom, type Place } from './deciding.js';
import { lineOf, trancheOf } from './evolving.js';
import { payableByTerms, toOrderOf } from './formulas.js';
import { aboveCheck } from './payment.decisions.js';
import { type ConventionRefusal, no } from './refusals.js';

/**
 * What a reversal would leave: an entry that freed room is not reversed once that room was taken, and what rests on
 * an entry is reversed, or cancelled, before it.
 */
export function aftermathCheck(
  { fact, effectiveOn: on, eventId }: StoredConventionFact,
  at: Deciding,
): ConventionRefusal | undefined {
  switch (fact.type) {
    case 'PaymentCancelled':
    case 'PaymentRejected':
      return standsAgainCheck(fact.data.payment, { on }, at);
    case 'CommitmentLowered':
    case 'CommitmentReleased':
      return maximumCheck({ ...fact.data, on }, at);
    case 'ReversementCut':
    case 'ReversementCancelled': {
      const order = at.latest.orders[fact.data.order]!;
      const most = leastFrom(at, { on }, state => {
        const tranche = trancheOf(state, order.line, order.tranche);
        return tranche ? toOrderOf(tranche) : Euros.zero;
      });
      const figures = { asked: fact.data.amount.toString(), most: most.toString() };
      return fact.data.amount.exceeds(most) ? no('order_above_overpaid', figures) : undefined;
    }
    case 'CommitmentRecorded':
    case 'ServiceFaitCertified': {
      const successor = successorOf(fact, eventId, at);
      return successor === undefined ? undefined : no('entry_has_successor', { entry: eventId, successor });
    }
    default:
      return undefined;
  }
}

type Fact = StoredConventionFact['fact'];
type Carrying = Extract<Fact, { type: 'CommitmentRecorded' | 'ServiceFaitCertified' }>;

function samePlace(a: Place, b: Place): boolean {
  return a.line === b.line && a.tranche === b.tranche;
}

/**
 * On a commitment: what raised, lowered or released it. On a certificate: the later ones, which state the same
 * expense again, and a payment still asked for on it.
 */
function successorOf(original: Carrying, eventId: string, { history, latest }: Deciding): string | undefined {
  const index = history.facts.findIndex(stored => stored.eventId === eventId);
  const successor = history.facts.slice(index + 1).find(({ eventId: later, fact }) => {
    if (history.reversed.has(later)) return false;
    if (original.type === 'ServiceFaitCertified') {
      return fact.type === original.type && samePlace(fact.data, original.data);
    }
    const { ej, poste } = original.data;
    const onPoste = ['CommitmentRaised', 'CommitmentLowered', 'CommitmentReleased'].includes(fact.type);
    return onPoste && 'ej' in fact.data && fact.data.ej === ej && fact.data.poste === poste;
  });
  if (successor) return successor.eventId;
  if (original.type !== 'ServiceFaitCertified') return undefined;
  return Object.values(latest.payments).find(
    ({ status, kind, ...payment }) =>
      status === 'requested' &&
      (kind === 'balance' || kind === 'interim') &&
      samePlace(payment, original.data),
  )?.eventId;
}

/** A freed request stands again only where it could still be made. */
function standsAgainCheck(
  id: string,
  dated: { readonly on: StoredConventionFact['effectiveOn'] },
  at: Deciding,
): ConventionRefusal | undefined {
  const payment = at.latest.payments[id];
  if (payment?.status !== 'cancelled' && payment?.status !== 'rejected') return undefined;
  const { kind, amount, tranche } = payment;
  if (kind === 'advance' && place(at.latest, payment).tranche.advanceTaken) {
    return no('advance_already_requested', { tranche });
  }
  const payable = leastFrom(at, dated, state => {
    const line = lineOf(state, payment.line);
    const known = trancheOf(state, payment.line, tranche);
    return line && known ? payableByTerms(line, known, state.rounding) : Euros.zero;
  });
  return (
    aboveCheck('above_payable', amount, payable) ??
    aboveCheck(
      'above_commitment',
      amount,
      leastFrom(at, dated, state => leftOfPoste(state, payment)),
    )
  );
}
