import { changeTranche, type Evolutions } from './evolving.js';

/** What making a tranche firm, or giving it up, changes. */
export const trancheEvolutions: Evolutions<'TrancheMadeFirm' | 'TrancheAbandoned'> = {
  TrancheMadeFirm: (state, data) =>
    changeTranche(state, data, tranche => ({ ...tranche, status: 'firm', advance: data.advance })),
  TrancheAbandoned: (state, data, { effectiveOn }) =>
    changeTranche(state, data, tranche => ({
      ...tranche,
      status: 'abandoned',
      abandonedOn: effectiveOn,
      final: true,
      allocations: tranche.allocations.map(({ uncapped: _, ...allocation }) => ({
        ...allocation,
        quantity: allocation.acceptedQuantity,
        maximum: allocation.due,
      })),
    })),
};
