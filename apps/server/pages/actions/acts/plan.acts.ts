import { AbandonTranche, ObserveHeadCount } from '../../../conventions/agreement.dto.js';
import { AbandonPayment } from '../../../conventions/payment.dto.js';
import {
  CompleteDeployment,
  ReassignGrant,
  RecordCommitteeMeeting,
  RenewConvention,
  SupersedeConvention,
} from '../../../conventions/plans.dto.js';
import { day, euros, PAYMENT_KINDS } from '#wording';
import { act, type Act, type ActField, type Situation, type Target, WHOLE } from '../action.js';
import { amount, DECIDED_BY, GROUND, inPlace, on, places, placesOf, reason } from './common.js';

const whole = () => WHOLE;

const returned = ({ of }: Situation): readonly Target[] =>
  of.payments
    .filter(({ status }) => status === 'returned')
    .map(({ id, dp, kind, amount: asked, requestedOn }) => ({
      id,
      text: `${PAYMENT_KINDS[kind]} de ${euros(asked)}, DP ${dp} du ${day(requestedOn)}`,
    }));

/** A tranche, on all the lines that have it. */
const tranches = ({ of }: Situation): readonly Target[] => {
  const found = of.lines.flatMap(({ tranches: own }) =>
    own.map(({ tranche, label }) => ({ id: tranche, text: label })),
  );
  return [...new Map(found.map(target => [target.id, target])).values()];
};

/** Which school, and one count for each unit of the tranche; what its school has not is left empty. */
function countFields({ of }: Situation, { id }: Target): readonly ActField[] {
  const own = of.lines.flatMap(({ tranches: all }) =>
    all.filter(({ tranche }) => tranche === id).flatMap(({ schools }) => schools),
  );
  const names = new Map(of.schools.map(({ uai, name }) => [uai, name]));
  const uais = [...new Set(own.map(({ uai }) => uai))];
  const units = [...new Set(own.map(({ unit }) => unit))];
  return [
    {
      name: 'uai',
      label: 'Établissement',
      kind: 'choice',
      choices: uais.map(uai => ({ value: uai, text: `${uai} ${names.get(uai) ?? ''}` })),
    },
    ...units.flatMap((unit, row): readonly ActField[] => {
      const at = `counts.${row}`;
      return [
        { name: `${at}.unit`, label: 'Unité', kind: 'fixed', value: unit, group: unit },
        { name: `${at}.count`, label: 'Effectif', kind: 'whole', optional: true, group: unit, probe: '0' },
        { name: `${at}.arrivals`, label: 'Arrivées', kind: 'whole', optional: true, group: unit },
        { name: `${at}.departures`, label: 'Départs', kind: 'whole', optional: true, group: unit },
      ];
    }),
    {
      name: 'certified',
      label: 'Liste validée par l’académie',
      kind: 'flag',
      value: 'oui',
      hint: 'Des nombres, jamais de noms.',
    },
    {
      name: 'document',
      label: 'Liste des effectifs',
      kind: 'file',
      optional: true,
      hint: 'Sans noms : PDF, XLSX, ODS ou CSV.',
    },
  ];
}

/** Plans over several years, and what is particular to some agreements. */
export const planActs: readonly Act[] = [
  act({
    key: 'reconduction',
    title: 'Reconduire la convention',
    permission: 'convention.renew',
    targets: whole,
    dto: RenewConvention,
    fields: ({ today }) => [on(today), GROUND],
    by: ({ plans }, { writing, id }, body) => plans.renew(writing, id, body),
  }),
  act({
    key: 'tranche-abandon',
    title: 'Abandonner une tranche',
    permission: 'convention.amend',
    targets: places,
    none: 'La convention n’a pas de tranche.',
    dto: AbandonTranche,
    fixed: inPlace,
    fields: ({ today }) => [on(today), reason(), GROUND],
    by: ({ life }, { writing, id }, body) => life.abandon(writing, id, body),
  }),
  act({
    key: 'effectifs',
    title: 'Constater les effectifs d’un établissement',
    permission: 'head_count.observe',
    targets: tranches,
    none: 'La convention n’a pas de tranche.',
    dto: ObserveHeadCount,
    fixed: ({ id }) => ({ tranche: id, counts: [] }),
    fields: (at, target) => [on(at.today, 'Constatés le'), ...countFields(at, target), GROUND],
    by: ({ life }, { writing, id }, body) => life.observe(writing, id, body),
  }),
  act({
    key: 'comite',
    title: 'Enregistrer une réunion du comité',
    permission: 'letter.send',
    targets: whole,
    dto: RecordCommitteeMeeting,
    fields: ({ today }) => [
      on(today, 'Réuni le'),
      { name: 'committee', label: 'Lequel', kind: 'text', optional: true },
      GROUND,
    ],
    by: ({ plans }, { writing, id }, body) => plans.meet(writing, id, body),
  }),
  act({
    key: 'reaffectation',
    title: 'Réaffecter une dotation inemployée',
    permission: 'carry_over.authorise',
    targets: placesOf('flat_grant'),
    none: 'La convention n’a pas de dotation.',
    dto: ReassignGrant,
    fixed: inPlace,
    fields: ({ today }) => [
      on(today),
      amount('Montant réaffecté'),
      { name: 'to', label: 'Nouvel emploi', kind: 'text', probe: 'Emploi' },
      reason(),
      DECIDED_BY,
    ],
    by: ({ plans }, { writing, id }, body) => plans.reassign(writing, id, body),
  }),
  act({
    key: 'paiement-abandon',
    title: 'Renoncer à un paiement que la banque a rendu',
    permission: 'payment.cancel',
    targets: returned,
    none: 'Aucun paiement n’est revenu de la banque.',
    dto: AbandonPayment,
    fields: ({ today }) => [on(today), reason()],
    by: ({ payment }, { writing, id, target }, body) => payment.abandon(writing, id, target, body),
  }),
  act({
    key: 'fin-deploiement',
    title: 'Constater la fin du déploiement',
    permission: 'convention.close',
    targets: whole,
    dto: CompleteDeployment,
    fields: ({ today }) => [on(today), GROUND],
    by: ({ plans }, { writing, id }, body) => plans.complete(writing, id, body),
  }),
  act({
    key: 'remplacement',
    title: 'Annuler et remplacer par une autre convention',
    permission: 'convention.supersede',
    targets: whole,
    dto: SupersedeConvention,
    fields: ({ today }) => [
      on(today),
      {
        name: 'by',
        label: 'Identifiant de la convention qui remplace',
        kind: 'text',
        hint: 'Celui de l’adresse de sa page.',
        probe: '00000000-0000-0000-0000-000000000000',
      },
      GROUND,
    ],
    by: ({ plans }, { writing, id }, body) => plans.supersede(writing, id, body),
  }),
];
