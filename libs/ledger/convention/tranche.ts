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
        // Of equipment in kind: what is there stays until it is returned.
        quantity: Math.max(allocation.acceptedQuantity, allocation.delivered - allocation.returned),
        maximum: allocation.due,
      })),
    })),
};
