import { atRate, byText, cents, least, split, sum } from './shares.mjs';

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

const termsOf = ({ id, uai, unit, unitCeiling, rate, maximum, expense, uncapped }) => ({
  id,
  uai,
  unit,
  ceiling: cents(unitCeiling),
  rate,
  maximum: cents(maximum),
  award: cents(maximum),
  byExpense: expense !== undefined,
  uncapped: uncapped === undefined ? undefined : cents(uncapped),
});
const newAllocation = stated => ({ ...termsOf(stated), accepted: 0n, quantity: 0n, due: 0n });

const newTranche = ({ allocations, conditional }) => ({
  status: conditional ? 'conditional' : 'firm',
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
  forgone: 0n,
  final: false,
});

function openLine(convention, line) {
  const { lines } = convention;
  if (!lines.has(line.id)) lines.set(line.id, newLine(line));
  for (const tranche of line.tranches) lines.get(line.id).tranches.set(tranche.id, newTranche(tranche));
}

const trancheOf = ({ lines }, { line, tranche }) => lines.get(line)?.tranches.get(tranche);

const newLine = ({ kind, leastAtEnd }) => ({ kind, leastAtEnd, tranches: new Map() });

/** Le dû d’une ligne : la plus petite de la dépense au taux, des unités au plafond et au taux, et de l’octroi. */
function dueAlone({ accepted, quantity, ceiling, rate, maximum, byExpense, uncapped }, kind, rounding) {
  if (kind === 'flat_grant') return least(accepted, maximum);
  const most = least(atRate(accepted, rate, rounding), uncapped ?? maximum);
  return byExpense ? most : least(most, atRate(quantity * ceiling, rate, rounding));
}

/** Les dus d’une tranche ; puis, par école, le plafond du dispositif et, à la fin, ses minima. */
function setDues(convention, { line: id, tranche: name }) {
  const { kind, leastAtEnd, tranches } = convention.lines.get(id);
  const { allocations, final } = tranches.get(name);
  for (const allocation of allocations) allocation.due = dueAlone(allocation, kind, convention.rounding);
  const capped = allocations.some(({ uncapped }) => uncapped !== undefined);
  if (!capped && !(leastAtEnd && final)) return;
  for (const school of new Set(allocations.map(({ uai }) => uai))) {
    const own = allocations.filter(({ uai }) => uai === school);
    const total = sum(own.map(({ due }) => due));
    let due = least(total, sum(own.map(({ maximum }) => maximum)));
    if (final && isBelow(own, due, leastAtEnd)) due = 0n;
    if (due === total) continue;
    const shares = split(
      due,
      own.map(allocation => allocation.due),
    );
    for (const [index, allocation] of own.entries()) allocation.due = shares[index];
  }
}

function isBelow(own, due, { expense, aid } = {}) {
  const accepted = sum(own.map(allocation => allocation.accepted));
  return (expense !== undefined && accepted < cents(expense)) || (aid !== undefined && due < cents(aid));
}

/** Le nouvel état d’une ligne d’annexe : ce que les preuves en ont fait demeure. */
function amend(convention, { allocation: stated, ...place }) {
  const tranche = trancheOf(convention, place);
  if (!tranche) return;
  const known = tranche.allocations.find(({ id }) => id === stated.id);
  if (known) Object.assign(known, termsOf(stated));
  else tranche.allocations.push(newAllocation(stated));
  inOrder(tranche.allocations);
  setDues(convention, place);
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
    convention.lines = new Map();
    for (const line of lines) openLine(convention, line);
  },
  ConventionSigned(convention, { complete }) {
    convention.signed ||= complete;
  },
  AvenantSigned(convention, { allocations, tranches = [] }) {
    for (const { line, tranche } of tranches) {
      convention.lines.get(line)?.tranches.set(tranche.id, newTranche(tranche));
    }
    for (const changed of allocations) amend(convention, changed);
  },
  HeadCountObserved(convention, { allocations }) {
    for (const changed of allocations) amend(convention, changed);
  },
  GrantNotified: (convention, { line }) => openLine(convention, line),
  TrancheMadeFirm(convention, data) {
    const tranche = trancheOf(convention, data);
    if (tranche) tranche.status = 'firm';
  },
  TrancheAbandoned(convention, data) {
    const tranche = trancheOf(convention, data);
    if (!tranche) return;
    Object.assign(tranche, { status: 'abandoned', final: true });
    for (const allocation of tranche.allocations) {
      Object.assign(allocation, { maximum: allocation.due, uncapped: undefined });
    }
  },
  ConventionReduced(convention, { allocations }) {
    for (const { id, maximum, ...place } of allocations) {
      const known = trancheOf(convention, place)?.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      Object.assign(known, { maximum: cents(maximum), uncapped: undefined });
      setDues(convention, place);
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
  PaymentAbandoned(convention, { payment: id }) {
    const payment = convention.payments.get(id);
    if (payment?.status !== 'returned') return;
    payment.status = 'abandoned';
    move(convention, payment, 'returned', -payment.executed);
    move(convention, payment, 'repaid', payment.executed);
    move(convention, payment, 'forgone', payment.executed);
  },
  PaymentReissued: (convention, data) => turn(convention, data, 'returned', 'executed', -1n),

  ServiceFaitCertified(convention, data) {
    const tranche = trancheOf(convention, data);
    if (!tranche) return;
    tranche.final ||= data.final;
    for (const { allocation: id, accepted, quantity } of data.certified) {
      const known = tranche.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      Object.assign(known, { accepted: cents(accepted), quantity: BigInt(quantity) });
    }
    setDues(convention, data);
  },
  ResourceUseAccepted(convention, data) {
    const tranche = trancheOf(convention, data);
    if (!tranche) return;
    tranche.final = true;
    for (const { allocation: id, amount } of data.accepted) {
      const known = tranche.allocations.find(allocation => allocation.id === id);
      if (!known) continue;
      known.accepted = cents(amount);
    }
    setDues(convention, data);
  },
  CarryOverAuthorised: (convention, data) => move(convention, data, 'carriedOver', cents(data.amount)),
  GrantReassigned: (convention, data) => move(convention, data, 'carriedOver', cents(data.amount)),

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
