import {
  COMMUNE,
  Crets,
  ECOLE,
  equipment,
  resources,
} from '../../../libs/ledger/convention/crets.testing.js';
import { eur, on } from '../../../libs/ledger/convention/journey.testing.js';
import { movedOf } from './history.view.js';

/* What the treasurer of the commune is told of the history of a convention with two payees. */

const commune = { kind: 'bodies', keys: new Set([COMMUNE]) } as const;
const reduce = (line: typeof equipment, unit: string, maximum: string) =>
  ({
    type: 'ReduceConvention',
    on: on('2016-11-10'),
    decidedBy: 'Ministère',
    reason: 'Changement d’objet',
    allocations: [{ ...line, id: `${ECOLE}-${unit}`, maximum: eur(maximum) }],
  }) as const;
const told = (crets: Crets) => movedOf(crets.history, undefined, commune).map(({ type }) => type);

test('a reduction of the collège’s line is not told to the commune, one of its own is', () => {
  const college = Crets.committed();
  college.does(reduce(resources, 'ecole', '400.00'));
  expect(told(college)).not.toContain('ConventionReduced');
  const own = Crets.committed();
  own.does(reduce(equipment, 'classe_mobile', '3000.00'));
  expect(told(own)).toContain('ConventionReduced');
});
