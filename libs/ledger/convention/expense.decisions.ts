import { type Day, Euros } from '#kernel';
import { checkSiret } from '../identifiers.js';
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
import { ownEntry } from './evolving.js';
import { type ConventionRefusal, no } from './refusals.js';
import { commonShares } from './shares.js';
import type { Allocation, Expense, Tranche } from './state.js';
import { firmCheck } from './tranche.decisions.js';

/* The état récapitulatif des dépenses: certified exact by the beneficiary, with supporting documents. */

export interface SubmitStatement extends MoneyDated, Place {
  readonly type: 'SubmitStatement';
  readonly certifiedExactOn: Day;
  readonly expenses: readonly Omit<Expense, 'number'>[];
  readonly documents: readonly string[];
}

export interface ReturnStatement extends MoneyDated {
  readonly type: 'ReturnStatement';
  readonly statement: string;
  readonly reason: string;
}

export function decideStatement(command: SubmitStatement | ReturnStatement, at: Deciding): Outcome {
  return command.type === 'SubmitStatement' ? submit(command, at) : sendBack(command, at);
}

function submit(command: SubmitStatement, at: Deciding): Outcome {
  const { line, tranche, certifiedExactOn, documents, on } = command;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () =>
        place(at.latest, command).line.kind === 'on_expense'
          ? undefined
          : no('line_takes_no_statement', { line }, '/line'),
      firmCheck(command, at),
      () => finalCheck(place(at.latest, command).tranche),
      () =>
        certifiedExactOn > on
          ? no('certified_after_submission', { certifiedOn: certifiedExactOn, on }, '/certifiedExactOn')
          : undefined,
      () => expensesCheck(command.expenses, place(at.state, command).tranche, at),
    ],
    () => {
      const expenses = command.expenses.map((expense, index) => ({
        ...expense,
        number: index + 1,
        allocations: [...expense.allocations],
      }));
      const { allocations } = place(at.state, command).tranche;
      const data = {
        statement: at.act.commandId,
        line,
        tranche,
        certifiedExactOn,
        expenses,
        documents: [...documents],
        claimed: spread(
          expenses.map(expense => [expense, expense.amount] as const),
          allocations,
        ).map(({ id, amount, quantity }) => ({ allocation: id, amount, quantity })),
      };
      return { facts: [booked({ type: 'ExpenseStatementSubmitted', data }, command)] };
    },
  );
}

function sendBack(command: ReturnStatement, at: Deciding): Outcome {
  const { statement, reason } = command;
  return decideAfter([...moneyChecks(command, at), () => openStatementCheck(statement, at)], () => ({
    facts: [booked({ type: 'ExpenseStatementReturned', data: { statement, reason } }, command)],
  }));
}

/** Submitted by the date of the command, and open by all that is known. */
export function openStatementCheck(id: string, { state, latest }: Deciding): ConventionRefusal | undefined {
  const statement = ownEntry(state.statements, id) && ownEntry(latest.statements, id);
  if (!statement) return no('statement_unknown', { statement: id }, '/statement');
  const { status } = statement;
  return status === 'submitted'
    ? undefined
    : no('statement_not_open', { statement: id, status }, '/statement');
}

export function finalCheck({ final, id }: Tranche): ConventionRefusal | undefined {
  return final ? no('service_fait_already_final', { tranche: id }) : undefined;
}

function expensesCheck(
  expenses: SubmitStatement['expenses'],
  { allocations }: Tranche,
  { act: { today } }: Deciding,
): ConventionRefusal | undefined {
  for (const [index, { allocations: named, amount, quantity, invoice, deliveredOn }] of expenses.entries()) {
    const pointer = `/expenses/${index}`;
    const unknown = named.find(id => !allocations.some(allocation => allocation.id === id));
    if (unknown !== undefined) return no('allocation_unknown', { allocation: unknown }, pointer);
    if (new Set(named).size !== named.length) {
      return no('duplicate', { what: 'allocation', value: named.join(', ') }, pointer);
    }
    if (!amount.isPositive) return no('amount_zero', {}, `${pointer}/amount`);
    if (named.length > 1 && quantity > 0) {
      return no('common_expense_has_quantity', { expense: index + 1 }, `${pointer}/quantity`);
    }
    if (deliveredOn > today) {
      return no('date_in_future', { on: deliveredOn, today }, `${pointer}/deliveredOn`);
    }
    const siret = invoice && checkSiret(invoice.supplierSiret, `${pointer}/invoice/supplierSiret`);
    if (siret) return siret;
  }
  return undefined;
}

interface Spread {
  readonly id: string;
  readonly amount: Euros;
  readonly quantity: number;
}

/**
 * Amounts of expenses per allocation. An expense common to several schools is split by their maxima, largest
 * remainder, ties by UAI ascending; it adds no quantity (domain.md §4).
 */
export function spread(
  parts: readonly (readonly [expense: Expense, amount: Euros])[],
  allocations: readonly Allocation[],
): readonly Spread[] {
  const sums = new Map(allocations.map(({ id }) => [id, { amount: Euros.zero, quantity: 0 }]));
  for (const [expense, amount] of parts) {
    const sharers = allocations.filter(({ id }) => expense.allocations.includes(id));
    const shares = commonShares(
      amount,
      sharers.map(({ maximum }) => maximum),
    );
    for (const [index, { id }] of sharers.entries()) {
      const sum = sums.get(id)!;
      const quantity = sharers.length > 1 || amount.isZero ? 0 : expense.quantity;
      sums.set(id, { amount: sum.amount.plus(shares[index]!), quantity: sum.quantity + quantity });
    }
  }
  return [...sums].map(([id, sum]) => ({ id, ...sum }));
}
