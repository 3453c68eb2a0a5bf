import { LEGAL_TYPES } from '#wording';
import { ChangeParty, ChangeSchool } from '../../../conventions/plans.dto.js';
import { act, type Act, type ActField, type Situation, type Target } from '../action.js';
import { GROUND, GROUND_FILE, on, reason } from './common.js';
import { choices, schoolFields } from './rows.js';

/* A party or a school under another name, SIRET or commune: what was before stays as it was. */

const parties = ({ of }: Situation): readonly Target[] =>
  of.parties.map(({ id, name }) => ({ id, text: name }));
const schools = ({ of }: Situation): readonly Target[] =>
  of.schools.map(({ uai, name }) => ({ id: uai, text: `${uai} ${name}` }));

function partyFields({ of }: Situation, { id }: Target): readonly ActField[] {
  const { name = '', siret, legalType } = of.parties.find(party => party.id === id) ?? {};
  const now = (value: string | undefined) => ({ hint: `Aujourd’hui : ${value ?? 'non renseigné'}.` });
  return [
    {
      name: 'name',
      label: 'Nouvelle dénomination',
      kind: 'text',
      optional: true,
      ...now(name),
      probe: `${name} (nouvelle)`,
    },
    { name: 'siret', label: 'Nouveau SIRET', kind: 'text', optional: true, check: 'siret', ...now(siret) },
    {
      name: 'legalType',
      label: 'Nouvelle nature juridique',
      kind: 'choice',
      optional: true,
      choices: choices(LEGAL_TYPES),
      ...now(legalType && LEGAL_TYPES[legalType]),
    },
  ];
}

/** The school as it is now, to be corrected. */
function changedSchool({ of }: Situation, { id }: Target): readonly ActField[] {
  const known = of.schools.find(({ uai }) => uai === id);
  return schoolFields('school.', 'L’établissement tel qu’il est à partir de cette date').map(field => {
    const value = known?.[field.name.replace('school.', '') as keyof typeof known];
    const shown = typeof value === 'boolean' ? (value ? 'oui' : 'non') : value;
    const probe = field.name === 'school.name' ? { probe: `${known?.name} (nouveau)` } : {};
    return { ...field, value: shown, ...probe };
  });
}

export const identityActs: readonly Act[] = [
  act({
    key: 'partie',
    title: 'Enregistrer le changement de nom ou de SIRET d’une partie',
    permission: 'identity.record',
    targets: parties,
    dto: ChangeParty,
    fields: (at, target) => [
      on(at.today),
      ...partyFields(at, target),
      reason('Ce qui en est la cause'),
      GROUND,
      GROUND_FILE,
    ],
    by: ({ plans }, { writing, id, target }, body) => plans.changeParty(writing, id, target, body),
  }),
  act({
    key: 'etablissement',
    title: 'Enregistrer le changement d’un établissement',
    permission: 'identity.record',
    targets: schools,
    none: 'La convention ne nomme aucun établissement.',
    dto: ChangeSchool,
    fixed: ({ id }) => ({ school: { uai: id } }),
    fields: (at, target) => [
      on(at.today),
      ...changedSchool(at, target),
      reason('Ce qui en est la cause'),
      GROUND,
      GROUND_FILE,
    ],
    by: ({ plans }, { writing, id }, body) => plans.changeSchool(writing, id, body),
  }),
];
