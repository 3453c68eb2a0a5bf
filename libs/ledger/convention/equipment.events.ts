import { count, fact, maybe, sha256, text } from '#kernel';
import { z } from 'zod';

/* Equipment that a collectivité buys and lends: no money of the State, but quantities per school. */

export const EQUIPMENT_MOVEMENTS = ['delivered', 'lent', 'given_back', 'returned'] as const;

export const equipmentFacts = {
  EquipmentMoved: fact(
    'EquipmentMoved',
    'notice',
    'Equipment was delivered to a school, lent to its users, given back by them, or returned to its owner.',
    {
      line: text(40),
      tranche: text(40),
      allocation: text(40),
      movement: z.enum(EQUIPMENT_MOVEMENTS),
      quantity: count(),
      reason: maybe(text(500)),
      document: maybe(sha256()),
    },
  ),
};
