import {
  at as place,
  type Dated,
  datedChecks,
  type Deciding,
  decideAfter,
  lived,
  type Outcome,
  type Place,
  placeCheck,
  signedCheck,
} from './deciding.js';
import { type EquipmentMovement, movable } from './equipment.js';
import { trancheOf } from './evolving.js';
import { statesFrom } from './history.js';
import { type ConventionRefusal, no } from './refusals.js';
import { firmCheck } from './tranche.decisions.js';

/* Deliveries, loans and returns of equipment in kind (Isère, art. 3; Dijon, art. 4 and 10). */

export interface MoveEquipment extends Dated, Place {
  readonly type: 'MoveEquipment';
  readonly allocation: string;
  readonly movement: EquipmentMovement;
  readonly quantity: number;
  readonly reason?: string;
  readonly document?: string;
}

export function decideEquipment(command: MoveEquipment, at: Deciding): Outcome {
  const { line, tranche, allocation, movement, quantity, reason, document } = command;
  return decideAfter(
    [
      ...datedChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () =>
        place(at.latest, command).line.kind === 'in_kind'
          ? undefined
          : no('line_not_in_kind', { line }, '/line'),
      () =>
        place(at.latest, command).tranche.allocations.some(({ id }) => id === allocation)
          ? undefined
          : no('allocation_unknown', { allocation }, '/allocation'),
      movement === 'delivered' ? firmCheck(command, at) : () => undefined,
      () => (quantity > 0 ? undefined : no('equipment_none', {}, '/quantity')),
      () => enoughCheck(command, at),
    ],
    () => {
      const data = {
        line,
        tranche,
        allocation,
        movement,
        quantity,
        ...(reason === undefined ? {} : { reason }),
        ...(document === undefined ? {} : { document }),
      };
      return { facts: [lived({ type: 'EquipmentMoved', data }, command)] };
    },
  );
}

/** On the date and on every later one: nothing is lent that is not there, nothing delivered beyond what is planned. */
function enoughCheck(
  { line, tranche, allocation, movement, quantity, on }: MoveEquipment,
  at: Deciding,
): ConventionRefusal | undefined {
  const rooms = statesFrom(at.history, on).map(state => {
    const known = trancheOf(state, line, tranche)?.allocations.find(({ id }) => id === allocation);
    return known ? movable(known, movement) : 0;
  });
  const room = Math.max(0, Math.min(...rooms));
  return quantity > room
    ? no('equipment_not_there', { allocation, movement, asked: quantity, room }, '/quantity')
    : undefined;
}
