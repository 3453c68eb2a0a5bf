import { atRate, byText, cents, least } from './shares.mjs';

// Ce que chaque fait change à l’état d’une convention. Un fait qui n’est pas ici ne déplace aucun montant.

export const newConvention = () => ({
  signed: false,
  rounding: 'down',
  lines: new Map(),
  payments: new Map(),
  orders: new Map(),
});

const orderOf = ({ uai, unit, id }) => `${uai}|${unit}|${id}`;
const inOrder = allocations => allocations.sort((a, b) => byText(orderOf(a), orderOf(b)));

const termsOf = ({ id, uai, unit, unitCeiling, rate, maximum }) => ({
  id,
  uai,
  unit,
  ceiling: cents(unitCeiling),
  rate,
  maximum: cents(maximum),
  award: cents(maximum),
});
const newAllocation = stated => ({ ...termsOf(stated), accepted: 0n, quantity: 0n, due: 0n });

const newTranche = ({ allocations }) => ({
  allocations: inOrder(allocations.map(newAllocation)),
  postes: new Map(),
  consumed: 0n,
  requested: 0n,
  returned: 0n,
  repaid: 0n,
  restored: 0n,
  ordered: 0n,
  writtenOff: 0n,
  carriedOver: 0n,
  final: false,
});

const trancheOf = ({ lines }, { line, tranche }) => lines.get(line)?.tranches.get(tranche);

/** Le dû d’une école : la plus petite de la dépense au taux, des unités au plafond et au taux, et de l’octroi. */
function setDue(allocation, kind, rounding) {
  const { accepted, quantity, ceiling, rate, maximum } = allocation;
  allocation.due =
    kind === 'flat_grant'
      ? least(accepted, maximum)
      : least(atRate(accepted, rate, rounding), atRate(quantity * ceiling, rate, rounding), maximum);
}

const onPoste = (field, sign) => (convention, data) => {
  const poste = trancheOf(convention, data)?.postes.get(`${data.ej}/${data.poste}`);
  if (poste) poste[field] += sign * cents(data.amount);
};

/** Ajoute au montant d’une tranche, si elle existe. */
function move(convention, place, field, amount) {
  const tranche = trancheOf(convention, place);
  if (tranche) tranche[field] += amount;
}

function free(convention, { payment: id }) {
  const payment = convention.payments.get(id);
  if (payment?.status !== 'requested') return;
  payment.status = 'freed';
  move(convention, payment, 'requested', -payment.amount);
}

function turn(convention, { payment: id }, from, to, sign) {
  const payment = convention.payments.get(id);
  if (payment?.status !== from) return;
  payment.status = to;
  move(convention, payment, 'returned', sign * payment.executed);
}

const closeOrder =
  ({ writtenOff }) =>
  (convention, data) => {
    const order = convention.orders.get(data.order);
    if (!order) return;
    move(convention, order, 'ordered', -cents(data.amount));
    if (writtenOff) move(convention, order, 'writtenOff', cents(data.amount));
  };

export const EFFECTS = {
  ConventionDrafted(convention, { rounding, lines }) {
    convention.rounding = rounding;
    convention.lines = new Map(
      lines.map(({ id, kind, tranches }) => [
        id,
        { kind, tranches: new Map(tranches.map(tranche => [tranche.id, newTranche(tranche)])) },
      ]),
    );
  },
  ConventionSigned(convention, { complete }) {
    convention.signed ||= complete;
  },
  AvenantSigned(convention, { allocations }) {
    for (const { allocation: stated, ...place } of allocations) {
      const tranche = trancheOf(convention, place);
      if (!tranche) continue;
      const known = tranche.allocations.find(({ id }) => id === stated.id);
      if (known) {
        Object.assign(known, termsOf(stated));
        setDue(known, convention.lines.get(place.line).kind, convention.rounding);
      } else tranche.allocations.push(newAllocation(stated));
      inOrder(tranche.allocations);
    }
  },
  ConventionReduced(convention, { allocations }) {
    for (const { id, maximum, ...place } of allocations) {
      const known = trancheOf(convention, place)?.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      known.maximum = cents(maximum);
      setDue(known, convention.lines.get(place.line).kind, convention.rounding);
    }
  },

  CommitmentRecorded(convention, data) {
    const postes = trancheOf(convention, data)?.postes;
    const key = `${data.ej}/${data.poste}`;
    if (postes && !postes.has(key)) postes.set(key, { committed: 0n, released: 0n });
    onPoste('committed', 1n)(convention, data);
  },
  CommitmentRaised: onPoste('committed', 1n),
  CommitmentLowered: onPoste('committed', -1n),
  CommitmentReleased: onPoste('released', 1n),

  PaymentRequested(convention, { payment, line, tranche, amount }) {
    convention.payments.set(payment, { line, tranche, amount: cents(amount), status: 'requested' });
    move(convention, { line, tranche }, 'requested', cents(amount));
  },
  PaymentCancelled: free,
  PaymentRejected: free,
  PaymentExecuted(convention, { payment: id, amount }) {
    const payment = convention.payments.get(id);
    if (!payment) return;
    if (payment.status === 'requested') move(convention, payment, 'requested', -payment.amount);
    payment.status = 'executed';
    payment.executed = cents(amount);
    move(convention, payment, 'consumed', payment.executed);
  },
  PaymentObserved(convention, { payment, line, tranche, amount }) {
    convention.payments.set(payment, { line, tranche, executed: cents(amount), status: 'observed' });
    move(convention, { line, tranche }, 'consumed', cents(amount));
  },
  PaymentReturned: (convention, data) => turn(convention, data, 'executed', 'returned', 1n),
  PaymentReissued: (convention, data) => turn(convention, data, 'returned', 'executed', -1n),

  ServiceFaitCertified(convention, data) {
    const tranche = trancheOf(convention, data);
    if (!tranche) return;
    tranche.final ||= data.final;
    for (const { allocation: id, accepted, quantity } of data.certified) {
      const known = tranche.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      Object.assign(known, { accepted: cents(accepted), quantity: BigInt(quantity) });
      setDue(known, 'on_expense', convention.rounding);
    }
  },
  ResourceUseAccepted(convention, data) {
    const tranche = trancheOf(convention, data);
    if (!tranche) return;
    tranche.final = true;
    for (const { allocation: id, amount } of data.accepted) {
      const known = tranche.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      known.accepted = cents(amount);
      setDue(known, 'flat_grant', convention.rounding);
    }
  },
  CarryOverAuthorised: (convention, data) => move(convention, data, 'carriedOver', cents(data.amount)),

  ReversementOrdered(convention, { order, line, tranche, amount }) {
    convention.orders.set(order, { line, tranche });
    move(convention, { line, tranche }, 'ordered', cents(amount));
  },
  ReversementCut: closeOrder({ writtenOff: false }),
  ReversementCancelled: closeOrder({ writtenOff: false }),
  ReversementWrittenOff: closeOrder({ writtenOff: true }),
  RepaymentReceived(convention, data) {
    closeOrder({ writtenOff: false })(convention, data);
    move(convention, data, 'repaid', cents(data.amount));
  },
  CreditsRestored: (convention, data) => move(convention, data, 'restored', cents(data.amount)),

  // Une contre-passation agit en retirant son écriture de ce qui est rejoué : voir timeline.mjs.
  EntryReversed() {},
};
