import { changeTranche, type Evolutions } from './evolving.js';
import type { Allocation, ConventionState } from './state.js';

export const equipmentEvolutions: Evolutions<'EquipmentMoved'> = {
  EquipmentMoved: (state, data) =>
    changeTranche(state, data, tranche => ({
      ...tranche,
      allocations: tranche.allocations.map(allocation =>
        allocation.id === data.allocation ? moved(allocation, data.movement, data.quantity) : allocation,
      ),
    })),
};

export type EquipmentMovement = 'delivered' | 'lent' | 'given_back' | 'returned';

function moved(allocation: Allocation, movement: EquipmentMovement, quantity: number): Allocation {
  switch (movement) {
    case 'delivered':
      return { ...allocation, delivered: allocation.delivered + quantity };
    case 'lent':
      return { ...allocation, lent: allocation.lent + quantity };
    case 'given_back':
      return { ...allocation, lent: allocation.lent - quantity };
    case 'returned':
      return { ...allocation, returned: allocation.returned + quantity };
  }
}

/** How many of a kind may make a movement: owner → school → users → school → owner. */
export function movable(allocation: Allocation, movement: EquipmentMovement): number {
  const { quantity, delivered, lent, returned } = allocation;
  const inSchool = delivered - returned - lent;
  switch (movement) {
    case 'delivered':
      return quantity - delivered + returned;
    case 'lent':
    case 'returned':
      return inSchool;
    case 'given_back':
      return lent;
  }
}

/** Units that are not back yet once the agreement was terminated or replaced: its owner takes them back. */
export function toReturnOf({ lines, termination }: ConventionState): number {
  if (!termination) return 0;
  return lines
    .filter(({ kind }) => kind === 'in_kind')
    .flatMap(({ tranches }) => tranches.flatMap(({ allocations }) => allocations))
    .reduce((sum, { delivered, returned }) => sum + delivered - returned, 0);
}

/** Nothing is lent or returned that was not there. */
export function equipmentFits({ lines }: ConventionState): boolean {
  return lines.every(({ tranches }) =>
    tranches.every(({ allocations }) =>
      allocations.every(({ delivered, lent, returned }) => lent >= 0 && delivered - returned - lent >= 0),
    ),
  );
}
