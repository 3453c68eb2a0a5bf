import { EQUIPMENT_MOVEMENTS, quantity } from '#wording';
import { MoveEquipment } from '../../../conventions/plans.dto.js';
import { act, type Act } from '../action.js';
import { unitName } from './allocations.js';
import { GROUND, inPlace, on, placesOf, reason, trancheAt } from './common.js';
import { choices } from './rows.js';

/** Deliveries, loans and returns of what a plan gives in kind (Isère, art. 3; Dijon, art. 4 and 10). */
export const equipmentActs: readonly Act[] = [
  act({
    key: 'mouvement',
    title: 'Enregistrer un mouvement d’équipement',
    permission: 'equipment.move',
    targets: placesOf('in_kind'),
    none: 'La convention n’a pas d’équipement en nature.',
    dto: MoveEquipment,
    fixed: inPlace,
    fields: (at, target) => [
      on(at.today, 'Le'),
      {
        name: 'allocation',
        label: 'Ligne d’annexe',
        kind: 'choice',
        choices: (trancheAt(at, target)?.schools ?? []).map(school => ({
          value: school.allocation,
          text: `${school.uai} ${unitName(at.flows, school.unit)} : ${quantity(school.quantity)} prévus, ${quantity(school.delivered)} livrés, ${quantity(school.lent)} prêtés, ${quantity(school.returned)} restitués`,
        })),
      },
      { name: 'movement', label: 'Mouvement', kind: 'choice', choices: choices(EQUIPMENT_MOVEMENTS) },
      { name: 'quantity', label: 'Nombre d’unités', kind: 'whole', probe: '1' },
      { ...reason(), kind: 'text', optional: true },
      {
        name: 'document',
        label: 'Pièce',
        kind: 'file',
        optional: true,
        hint: 'Bon de livraison, procès-verbal : PDF, PNG, JPEG, XLSX, ODS ou CSV.',
      },
      GROUND,
    ],
    by: ({ plans }, { writing, id }, body) => plans.move(writing, id, body),
  }),
];
