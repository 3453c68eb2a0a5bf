import { Euros } from '#kernel';
import {
  changeEntry,
  changeLine,
  changeTranche,
  changeTrancheOf,
  type Evolutions,
  withPerson,
} from './evolving.js';
import { withDues } from './formulas.js';
import type { Allocation, Tranche } from './state.js';

type Share = { readonly allocation: string };

/** What statements, certificates of service fait and declared uses change. */
export const expenseEvolutions: Evolutions<
  | 'ExpenseStatementSubmitted'
  | 'ExpenseStatementReturned'
  | 'ServiceFaitCertified'
  | 'ResourceUseDeclared'
  | 'ResourceUseAccepted'
  | 'CarryOverAuthorised'
> = {
  ExpenseStatementSubmitted: (state, { statement: id, ...data }, { effectiveOn }) =>
    changeTranche(
      {
        ...state,
        statements: {
          ...state.statements,
          [id]: { id, ...data, submittedOn: effectiveOn, status: 'submitted' },
        },
      },
      data,
      tranche =>
        changeAllocations(tranche, data.claimed, (allocation, { amount }) => ({
          ...allocation,
          claimed: allocation.claimed.plus(amount),
        })),
    ),
  ExpenseStatementReturned: (state, { statement: id }) => {
    const statement = state.statements[id];
    if (statement?.status !== 'submitted') return state;
    const statements = changeEntry(state.statements, id, known => ({
      ...known,
      status: 'returned' as const,
    }));
    return changeTranche({ ...state, statements }, statement, tranche =>
      changeAllocations(tranche, statement.claimed, (allocation, { amount }) => ({
        ...allocation,
        claimed: allocation.claimed.minus(amount),
      })),
    );
  },
  ServiceFaitCertified: (state, data, { actor }) => {
    const certified = changeTrancheOf(state, data, (tranche, line) =>
      withDues(
        {
          ...changeAllocations(tranche, data.certified, (allocation, { accepted, quantity, cut }) => ({
            ...allocation,
            accepted,
            acceptedQuantity: quantity,
            cut,
          })),
          certified: true,
          final: tranche.final || data.final,
        },
        line,
        state.rounding,
      ),
    );
    const invoices = { ...state.invoices };
    for (const { invoice, accepted } of data.invoices) {
      const key = `${invoice.supplierSiret}/${invoice.number}`;
      const known = invoices[key];
      invoices[key] = {
        accepted: accepted.plus(known?.accepted ?? Euros.zero),
        total: Euros.min(invoice.total, known?.total ?? invoice.total),
      };
    }
    const statements =
      data.statement === undefined
        ? state.statements
        : changeEntry(state.statements, data.statement, known => ({
            ...known,
            status: 'certified' as const,
          }));
    return changeLine({ ...certified, invoices, statements }, data.line, line => ({
      ...line,
      certifiers: withPerson(line.certifiers, actor),
    }));
  },
  ResourceUseDeclared: (state, { use: id, ...data }) =>
    changeTranche({ ...state, uses: { ...state.uses, [id]: { id, ...data } } }, data, tranche => ({
      ...changeAllocations(tranche, data.used, (allocation, { amount }) => ({
        ...allocation,
        claimed: amount,
      })),
      declared: Euros.sum(data.used.map(({ amount }) => amount)),
      ...(data.posts === undefined ? {} : { usedByPost: data.posts }),
    })),
  ResourceUseAccepted: (state, data, { actor }) =>
    changeLine(
      changeTrancheOf(state, data, (tranche, line) =>
        withDues(
          {
            ...changeAllocations(tranche, data.accepted, (allocation, { amount }) => ({
              ...allocation,
              accepted: amount,
              cut: allocation.claimed.minus(amount).orZero(),
            })),
            certified: true,
            final: true,
          },
          line,
          state.rounding,
        ),
      ),
      data.line,
      line => ({ ...line, certifiers: withPerson(line.certifiers, actor) }),
    ),
  CarryOverAuthorised: (state, data) =>
    changeTranche(state, data, tranche => ({
      ...tranche,
      carriedOver: tranche.carriedOver.plus(data.amount),
    })),
};

function changeAllocations<S extends Share>(
  tranche: Tranche,
  shares: readonly S[],
  change: (allocation: Allocation, share: S) => Allocation,
): Tranche {
  const byAllocation = new Map(shares.map(share => [share.allocation, share]));
  return {
    ...tranche,
    allocations: tranche.allocations.map(allocation => {
      const share = byAllocation.get(allocation.id);
      return share ? change(allocation, share) : allocation;
    }),
  };
}
