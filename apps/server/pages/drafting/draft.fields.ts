import type { SchemeVersion } from '#ledger';
import { LEGAL_TYPES, PARTY_ROLES } from '#wording';
import type { ActField, Values } from '../actions/action.js';
import {
  axesFields,
  choices,
  deploymentFields,
  legalTypesOf,
  ownAxes,
  renewalFields,
} from '../actions/acts/rows.js';
import { amount } from '../actions/acts/common.js';
import { rowsIn } from '../actions/body.js';

/** The table of schools, and the spreadsheet that fills it. */
export const SCHOOLS = 'tableau';
export const SHEET = 'tableur';

const grouped = (group: string, fields: readonly ActField[]) => fields.map(field => ({ ...field, group }));
const folded = (fields: readonly ActField[]) => fields.map(field => ({ ...field, folded: true as const }));

const TEXT = grouped('1. Le texte', [
  {
    name: 'reference',
    label: 'Référence',
    kind: 'text',
    hint: 'Unique dans l’académie, par exemple GRENOBLE-2027-001.',
  },
  { name: 'title', label: 'Intitulé', kind: 'text' },
  { name: 'academie', label: 'Académie', kind: 'text', hint: 'Son code : grenoble, aix-marseille.' },
  { name: 'on', label: 'Rédigée le', kind: 'day' },
  { name: 'visaRequired', label: 'Visa du contrôleur budgétaire', kind: 'flag' },
]);

const DURATION_GROUP = '2. La durée';
const DURATION = grouped(DURATION_GROUP, [
  {
    name: 'validity.years',
    label: 'Durée depuis la dernière signature, en années',
    kind: 'whole',
    optional: true,
    hint: 'Ou bien un dernier jour, ou ce dont elle suit la durée, ou rien pour suivre sa convention parente.',
  },
  { name: 'validity.months', label: 'ou en mois', kind: 'whole', optional: true },
  { name: 'validUntil', label: 'Dernier jour', kind: 'day', optional: true },
  {
    name: 'openEnded',
    label: 'Sans terme : ce dont elle suit la durée',
    kind: 'text',
    optional: true,
    hint: 'Par exemple : l’achèvement du déploiement.',
  },
  {
    name: 'parent',
    label: 'Référence de la convention parente',
    kind: 'text',
    optional: true,
    hint: 'Celle dont cette convention est l’application, si elle en a une.',
  },
  { name: 'noticeMonths', label: 'Préavis de dénonciation, en mois', kind: 'whole', hint: '0 : aucun.' },
  ...renewalFields(DURATION_GROUP),
  ...folded([
    {
      name: 'committeeMonths',
      label: 'Comité de pilotage, tous les tant de mois',
      kind: 'whole',
      optional: true,
    },
    {
      name: 'eligibleFrom',
      label: 'Dossier complet le',
      kind: 'day',
      optional: true,
      hint: 'Les dépenses sont admises depuis ce jour ; par défaut, depuis la signature.',
    },
    ...deploymentFields(),
  ]),
]);

const PARTIES = 2;

function partyFields(values: Values): readonly ActField[] {
  const rows = Array.from({ length: rowsIn(values, 'parties', PARTIES) });
  const fields = rows.flatMap((_, row): readonly ActField[] => {
    const at = `parties.${row}`;
    const of = `Partie ${row + 1} : `;
    const optional = row < PARTIES ? {} : { optional: true as const };
    return [
      { name: `${at}.id`, label: 'Nom court', kind: 'fixed', value: '' },
      { name: `${at}.name`, label: `${of}dénomination`, kind: 'text', ...optional },
      {
        name: `${at}.role`,
        label: `${of}rôle`,
        kind: 'choice',
        choices: choices(PARTY_ROLES),
        value: ROLES[row] ?? 'other',
      },
      {
        name: `${at}.legalType`,
        label: `${of}nature juridique`,
        kind: 'choice',
        optional: true,
        choices: choices(LEGAL_TYPES),
      },
      { name: `${at}.siret`, label: `${of}SIRET`, kind: 'text', optional: true, check: 'siret' },
    ];
  });
  const more: ActField = { name: 'parties', label: 'Ajouter des parties', kind: 'more' };
  return grouped('3. Les parties, dans l’ordre du texte', [...fields, more]);
}

const ROLES = ['academie', 'beneficiary'];

type Flows = SchemeVersion['flows'];

/** One line for each flow, and more where a flow pays several: the resources of each collège. */
function lineFields(flows: Flows, values: Values): readonly ActField[] {
  const rows = Array.from({ length: rowsIn(values, 'lines', flows.length) });
  const types = [...new Set(flows.flatMap(({ beneficiaryTypes }) => beneficiaryTypes))];
  return [
    ...rows.flatMap((_, row): readonly ActField[] => {
      const at = `lines.${row}`;
      const flow = flows[row];
      const group = `4. Volet ${row + 1}${flow ? ` : ${flow.label}` : ''}`;
      return grouped(group, [
        { name: `${at}.id`, label: 'Nom court', kind: 'fixed', value: '' },
        flow
          ? { name: `${at}.flow`, label: 'Volet', kind: 'fixed', value: flow.flow }
          : {
              name: `${at}.flow`,
              label: 'Volet du dispositif',
              kind: 'choice',
              choices: flows.map(({ flow: value, label }) => ({ value, text: label })),
            },
        {
          name: `${at}.payee.name`,
          label: 'Payé à',
          kind: 'text',
          optional: true,
          hint: 'Laissez vide un volet que la convention n’a pas.',
        },
        {
          name: `${at}.payee.legalType`,
          label: 'Nature juridique',
          kind: 'choice',
          choices: legalTypesOf(flow?.beneficiaryTypes ?? types),
        },
        {
          name: `${at}.payee.siret`,
          label: 'SIRET, pour une collectivité',
          kind: 'text',
          optional: true,
          check: 'siret',
        },
        {
          name: `${at}.payee.uai`,
          label: 'UAI, pour un établissement',
          kind: 'text',
          optional: true,
          check: 'uai',
        },
        ...ownAxes(`${at}.axes.`, group),
        ...folded(stated(at)),
      ]);
    }),
    { name: 'lines', label: 'Ajouter des volets', kind: 'more', group: '4. Autres volets' },
  ];
}

/** What the text says itself: compared with what follows from the scheme, never taken. */
const stated = (at: string): readonly ActField[] => [
  { name: `${at}.label`, label: 'Libellé du volet', kind: 'text', optional: true },
  {
    ...amount('Maximum que dit le texte', { optional: true }),
    name: `${at}.statedMaximum`,
    hint: 'Vérifié : unités × plafond × taux.',
  },
  {
    name: `${at}.advanceRate`,
    label: 'Taux d’avance que dit le texte',
    kind: 'rate',
    optional: true,
    hint: '50 %. Vérifié.',
  },
  { name: `${at}.pce`, label: 'Compte PCE que dit le texte', kind: 'text', optional: true, hint: 'Vérifié.' },
  {
    name: `${at}.groupeMarchandises`,
    label: 'Groupe de marchandises que dit le texte',
    kind: 'text',
    optional: true,
    hint: 'Vérifié.',
  },
];

export function trancheFields(values: Values, least: number, year: string): readonly ActField[] {
  const rows = Array.from({ length: rowsIn(values, 'tranches', least) });
  return [
    ...rows.flatMap((_, row): readonly ActField[] => [
      {
        name: `tranches.${row}.id`,
        label: `Tranche ${row + 1} : nom court`,
        kind: 'text',
        ...(row === 0 && year !== '' ? { value: year } : { optional: true as const }),
        ...(row === 0 ? { hint: 'Sans espace ni accent : l’année, la cohorte (5e-2016).' } : {}),
      },
      { name: `tranches.${row}.label`, label: `Tranche ${row + 1} : libellé`, kind: 'text', optional: true },
      {
        name: `tranches.${row}.conditional`,
        label: `Tranche ${row + 1} : conditionnelle`,
        kind: 'flag',
        optional: true,
        ...(row === 0 ? { hint: 'Un avenant l’affermira, ou elle sera abandonnée.' } : {}),
      },
    ]),
    { name: 'tranches', label: 'Ajouter des tranches', kind: 'more' },
  ];
}

/** The annexe: a spreadsheet that fills the table, and the table. */
const tableFields = (hint: string): readonly ActField[] => [
  {
    name: SHEET,
    label: 'Annexe remplie dans un tableur',
    kind: 'sheet',
    optional: true,
    hint: 'XLSX, ODS ou CSV, d’après le modèle : elle remplit le tableau ci-dessous.',
  },
  { name: SCHOOLS, label: 'Établissements', kind: 'long', optional: true, hint },
];

/** The form of a draft under a scheme, in the steps of the text. */
export function draftFields(
  { flows }: Pick<SchemeVersion, 'flows'>,
  values: Values,
  year: string,
): readonly ActField[] {
  return [
    ...TEXT,
    ...DURATION,
    ...partyFields(values),
    ...lineFields(flows, values),
    ...axesFields('5. Imputation, commune aux volets'),
    ...grouped('6. Les tranches', trancheFields(values, 1, year)),
    ...grouped(
      '7. Les établissements',
      tableFields(
        'Collés depuis un tableur, titres compris : ceux du modèle. Une ligne par établissement et par tranche.',
      ),
    ),
    ...grouped('8. Observations', [
      {
        name: 'observations',
        label: 'Observations sur le texte',
        kind: 'long',
        optional: true,
        hint: 'Une par ligne.',
      },
      { name: 'fictitious', label: 'Données fictives', kind: 'flag' },
    ]),
  ];
}
