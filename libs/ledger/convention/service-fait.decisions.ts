import { Euros } from '#kernel';
import {
  at as place,
  booked,
  type Deciding,
  decideAfter,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  signedCheck,
} from './deciding.js';
import type { DataOf } from './convention.events.js';
import { brokenOff, lastEndOf } from './duration.js';
import { ownEntry, lineOf } from './evolving.js';
import { finalCheck, openStatementCheck, spread } from './expense.decisions.js';
import { withDues } from './formulas.js';
import { invoiceKey } from './keys.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Statement } from './state.js';
import { traced } from './trace.js';
import { firmCheck } from './tranche.decisions.js';

/* The académie certifies that expense is real and conforms; it may accept less than was claimed. */

export interface CertifyServiceFait extends MoneyDated, Place {
  readonly type: 'CertifyServiceFait';
  /** Absent for a project dropped, on the ground of a written notice. */
  readonly statement?: string;
  readonly final: boolean;
  readonly cuts: readonly { readonly expense: number; readonly amount: Euros; readonly reason: string }[];
  /** Accepted quantity per allocation; default: what the accepted expenses declare. */
  readonly quantities: readonly { readonly allocation: string; readonly quantity: number }[];
}

type Cut = DataOf<'ServiceFaitCertified'>['cuts'][number];

export function decideServiceFait(command: CertifyServiceFait, at: Deciding): Outcome {
  const statement = ownEntry(at.latest.statements, command.statement ?? '');
  return decideAfter(
    [
      () => (at.act.role === 'tresorier' ? no('beneficiary_certifies', {}) : undefined),
      ...moneyChecks(command, at),
      placeCheck(command, at),
      () => executorCheck(command.line, at),
      signedCheck(command, at),
      () =>
        place(at.latest, command).line.kind === 'on_expense'
          ? undefined
          : no('line_takes_no_statement', { line: command.line }, '/line'),
      firmCheck(command, at),
      () => finalCheck(place(at.latest, command).tranche),
      () =>
        command.statement === undefined ? droppedCheck(command) : openStatementCheck(command.statement, at),
      () => afterLastCheck(command, at),
      () => (statement ? cutsCheck(command, statement) : undefined),
      () => (statement ? quantitiesCheck(command, statement, at) : undefined),
      () => (statement ? documentsCheck(command, statement, at) : undefined),
      () => (statement ? invoicesCheck(command, statement, at) : undefined),
    ],
    () => certify(command, statement, at),
  );
}

function certify(command: CertifyServiceFait, statement: Statement | undefined, at: Deciding): Outcome {
  const { line, tranche: trancheId, final } = command;
  const { line: terms, tranche } = place(at.state, command);
  const cuts = statement ? allCuts(command, statement, at) : [];
  const claimed = spread(
    (statement?.expenses ?? []).map(expense => [expense, expense.amount]),
    tranche.allocations,
  );
  const accepted = spread(acceptedParts(statement, cuts), tranche.allocations);
  const asked = new Map(command.quantities.map(({ allocation, quantity }) => [allocation, quantity]));
  const proven = tranche.allocations.map((allocation, index) => {
    const share = accepted[index]!;
    return {
      ...allocation,
      accepted: allocation.accepted.plus(share.amount),
      acceptedQuantity: allocation.acceptedQuantity + (asked.get(allocation.id) ?? share.quantity),
      cut: allocation.cut.plus(claimed[index]!.amount.minus(share.amount)),
    };
  });
  const after = withDues({ ...tranche, allocations: proven, final }, terms, at.state.rounding);
  const certified = after.allocations.map(
    ({ id, accepted: total, acceptedQuantity: quantity, cut, due: own }) => {
      return { allocation: id, accepted: total, quantity, cut, due: own };
    },
  );
  const invoices = acceptedInvoices(statement, cuts);
  const due = Euros.sum(certified.map(item => item.due));
  const trace = traced(
    'due',
    'Σ min(round(r × E), round(q′ × c × r), M)',
    Object.fromEntries(
      certified.map(({ allocation, accepted: e, quantity }, index) => {
        const { rate, unitCeiling, maximum } = tranche.allocations[index]!;
        return [allocation, `r ${rate}; E ${e}; q′ ${quantity}; c ${unitCeiling}; M ${maximum}`];
      }),
    ),
    due,
    at.state.rounding,
  );
  const data = {
    certificate: at.act.commandId,
    ...(command.statement === undefined ? {} : { statement: command.statement }),
    line,
    tranche: trancheId,
    final,
    cuts: [...cuts],
    certified,
    invoices: [...invoices],
    trace,
  };
  return { facts: [booked({ type: 'ServiceFaitCertified', data }, command)] };
}

/**
 * Typed cuts, and those of the rule: an expense delivered outside the eligibility period, or of a category that the
 * line does not bear, is cut whole.
 */
function allCuts(
  { cuts, line }: CertifyServiceFait,
  { expenses }: Statement,
  { state, latest }: Deciding,
): readonly Cut[] {
  const { eligibleCategories } = lineOf(state, line)!;
  const from = latest.draft?.eligibleFrom ?? state.signedOn ?? '';
  const until = [lastEndOf(state), brokenOff(state)].filter(day => day !== undefined).sort()[0];
  return expenses.flatMap((expense): readonly Cut[] => {
    const { number, amount, deliveredOn, category } = expense;
    if (deliveredOn < from || (until !== undefined && deliveredOn > until)) {
      const reason = 'Livraison hors de la période d’éligibilité';
      return [{ expense: number, amount, reason, automatic: true }];
    }
    if (category !== undefined && eligibleCategories?.includes(category) === false) {
      const bornBy = latest.draft?.expenseMatrix?.find(borne => borne.category === category)?.bornBy;
      return [{ expense: number, amount, reason: NOT_ELIGIBLE[bornBy ?? 'shared'], automatic: true }];
    }
    return cuts.filter(cut => cut.expense === number).map(cut => ({ ...cut, automatic: false }));
  });
}

const NOT_ELIGIBLE = {
  collectivite: 'Dépense à la charge de la collectivité',
  etat: 'Dépense à la charge de l’État, sur un autre volet',
  shared: 'Catégorie de dépense non prévue par le dispositif pour ce volet',
};

function cutOf(cuts: readonly Cut[], expense: number): Euros {
  return Euros.sum(cuts.filter(cut => cut.expense === expense).map(({ amount }) => amount));
}

function acceptedParts(statement: Statement | undefined, cuts: readonly Cut[]) {
  return (statement?.expenses ?? []).map(
    expense => [expense, expense.amount.minus(cutOf(cuts, expense.number))] as const,
  );
}

function acceptedInvoices(statement: Statement | undefined, cuts: readonly Cut[]) {
  const byKey = new Map<string, DataOf<'ServiceFaitCertified'>['invoices'][number]>();
  for (const [{ invoice }, amount] of acceptedParts(statement, cuts)) {
    if (!invoice || amount.isZero) continue;
    const key = invoiceKey(invoice);
    byKey.set(key, { invoice, accepted: (byKey.get(key)?.accepted ?? Euros.zero).plus(amount) });
  }
  return [...byKey.values()];
}

/** Certificates of a tranche follow one another: each states what is accepted since the start. */
function afterLastCheck({ on, ...where }: CertifyServiceFait, { history }: Deciding) {
  const last = history.slots.findLast(
    ({ stored: { fact } }) =>
      fact.type === 'ServiceFaitCertified' &&
      fact.data.line === where.line &&
      fact.data.tranche === where.tranche,
  )?.stored.effectiveOn;
  return last !== undefined && on < last ? no('life_out_of_order', { on, last }, '/on') : undefined;
}

/** Invariant 9, the other way round: who recorded an execution on a line does not certify its service fait. */
export function executorCheck(line: string, { latest, act }: Deciding): ConventionRefusal | undefined {
  const executed = lineOf(latest, line)?.executors.includes(act.actor);
  return executed && !latest.relaxed.includes('certifier_executes')
    ? no('executor_certifies', { person: act.actor })
    : undefined;
}

function droppedCheck({ final, ground }: CertifyServiceFait): ConventionRefusal | undefined {
  return final && (ground?.document !== undefined || ground?.text !== undefined)
    ? undefined
    : no('written_notice_missing', {}, '/ground');
}

function cutsCheck({ cuts }: CertifyServiceFait, { expenses }: Statement): ConventionRefusal | undefined {
  for (const [index, { expense: number, amount }] of cuts.entries()) {
    const expense = expenses.find(candidate => candidate.number === number);
    if (!expense) return no('cut_unknown_expense', { expense: number }, `/cuts/${index}`);
    if (!amount.isPositive) return no('amount_zero', {}, `/cuts/${index}/amount`);
    const cut = Euros.sum(cuts.filter(other => other.expense === number).map(other => other.amount));
    if (cut.exceeds(expense.amount)) {
      const figures = { cut: cut.toString(), amount: expense.amount.toString() };
      return no('cut_above_expense', { expense: number, ...figures }, `/cuts/${index}/amount`);
    }
  }
  return undefined;
}

/** No more units than the accepted expenses declare. */
function quantitiesCheck(
  command: CertifyServiceFait,
  statement: Statement,
  at: Deciding,
): ConventionRefusal | undefined {
  const { allocations } = place(at.state, command).tranche;
  const accepted = spread(acceptedParts(statement, allCuts(command, statement, at)), allocations);
  for (const [index, { allocation, quantity }] of command.quantities.entries()) {
    const pointer = `/quantities/${index}`;
    const share = accepted.find(({ id }) => id === allocation);
    if (!share) return no('allocation_unknown', { allocation }, `${pointer}/allocation`);
    if (command.quantities.findIndex(other => other.allocation === allocation) < index) {
      return no('duplicate', { what: 'allocation', value: allocation }, `${pointer}/allocation`);
    }
    if (quantity > share.quantity) {
      return no(
        'quantity_above_declared',
        { allocation, asked: quantity, declared: share.quantity },
        pointer,
      );
    }
  }
  return undefined;
}

/** A positive balance only on a certified statement with supporting documents (invariant 3). */
function documentsCheck(
  command: CertifyServiceFait,
  statement: Statement,
  at: Deciding,
): ConventionRefusal | undefined {
  const parts = acceptedParts(statement, allCuts(command, statement, at));
  return statement.documents.length === 0 && parts.some(([, amount]) => amount.isPositive)
    ? no('supporting_documents_missing', { statement: statement.id }, '/statement')
    : undefined;
}

function invoicesCheck(
  command: CertifyServiceFait,
  statement: Statement,
  at: Deciding,
): ConventionRefusal | undefined {
  for (const { invoice, accepted } of acceptedInvoices(statement, allCuts(command, statement, at))) {
    const { supplierSiret: supplier, number, total } = invoice;
    const known = at.latest.invoices[`${supplier}/${number}`];
    const sum = accepted.plus(known?.accepted ?? Euros.zero);
    const most = Euros.min(total, known?.total ?? total);
    if (sum.exceeds(most)) {
      return no('invoice_exceeded', { supplier, number, total: most.toString(), accepted: sum.toString() });
    }
  }
  return undefined;
}
