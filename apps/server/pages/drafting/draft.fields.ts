import type { SchemeVersion } from '#ledger';
import { labelIn, LEGAL_TYPES } from '#wording';
import type { ActField } from '../actions/action.js';

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** The table of schools, and the spreadsheet that fills it. */
export const SCHOOLS = 'tableau';
export const SHEET = 'tableur';

const AXES = [
  ['programme', 'Programme', '0214', 'Quatre chiffres.'],
  ['titre', 'Titre', '6', undefined],
  ['categorie', 'Catégorie', '63', undefined],
  ['action', 'Action', '08', undefined],
  ['sousAction', 'Sous-action', '02', undefined],
] as const;

const TEXT: readonly ActField[] = [
  {
    name: 'reference',
    label: 'Référence',
    kind: 'text',
    hint: 'Unique dans l’académie, par exemple GRENOBLE-2027-001.',
  },
  { name: 'title', label: 'Intitulé', kind: 'text' },
  { name: 'academie', label: 'Académie', kind: 'text', hint: 'Son code : grenoble, aix-marseille.' },
  { name: 'on', label: 'Rédigée le', kind: 'day' },
  { name: 'validity.years', label: 'Durée, en années', kind: 'whole' },
  { name: 'noticeMonths', label: 'Préavis de dénonciation, en mois', kind: 'whole' },
  { name: 'visaRequired', label: 'Visa du contrôleur budgétaire', kind: 'flag' },
  { name: 'deployment.from', label: 'Déploiement : premier jour', kind: 'day', optional: true },
  { name: 'deployment.until', label: 'Déploiement : dernier jour', kind: 'day', optional: true },
].map(field => ({ ...field, group: '1. Le texte' }) as ActField);

const PARTIES: readonly ActField[] = [
  { name: 'parties.0.name', label: 'Académie, en toutes lettres', kind: 'text' },
  { name: 'parties.1.name', label: 'Bénéficiaire', kind: 'text', hint: 'Commune de Crêts en Belledonne.' },
  {
    name: 'parties.1.legalType',
    label: 'Sa nature juridique',
    kind: 'choice',
    choices: choices(LEGAL_TYPES),
  },
  { name: 'parties.1.siret', label: 'Son SIRET', kind: 'text', check: 'siret' },
].map(field => ({ ...field, group: '2. Les parties' }) as ActField);

/** The form of a draft under a scheme, in the steps of the text. */
export function draftFields({ flows }: Pick<SchemeVersion, 'flows'>): readonly ActField[] {
  return [
    ...TEXT,
    ...PARTIES,
    ...flows.flatMap((flow, index): readonly ActField[] => {
      const at = `lines.${index}`;
      const group = `3. Volet : ${flow.label}`;
      const types = Object.fromEntries(flow.beneficiaryTypes.map(type => [type, labelIn(LEGAL_TYPES, type)]));
      return [
        { name: `${at}.flow`, label: 'Volet', kind: 'fixed', value: flow.flow, group },
        {
          name: `${at}.payee.name`,
          label: 'Payé à',
          kind: 'text',
          optional: true,
          group,
          hint: 'Laissez vide un volet qui n’est pas financé.',
        },
        {
          name: `${at}.payee.legalType`,
          label: 'Nature juridique',
          kind: 'choice',
          choices: choices(types),
          group,
        },
        {
          name: `${at}.payee.siret`,
          label: 'SIRET, pour une collectivité',
          kind: 'text',
          optional: true,
          check: 'siret',
          group,
        },
        {
          name: `${at}.payee.uai`,
          label: 'UAI, pour un établissement',
          kind: 'text',
          optional: true,
          check: 'uai',
          group,
        },
        {
          name: `${at}.axes.activite`,
          label: 'Activité',
          kind: 'text',
          optional: true,
          group,
          hint: 'Par défaut celle de la nomenclature.',
        },
      ];
    }),
    ...AXES.map(([key, label, value, hint]): ActField => ({
      name: `axes.${key}`,
      label,
      kind: 'text',
      value,
      group: '4. Imputation',
      ...(hint === undefined ? {} : { hint }),
    })),
    {
      name: 'axes.fondsDeConcours',
      label: 'Fonds de concours',
      kind: 'text',
      optional: true,
      group: '4. Imputation',
    },
    {
      name: 'tranche',
      label: 'Tranche',
      kind: 'text',
      group: '5. Les établissements',
      hint: 'Son nom, par exemple l’année.',
    },
    {
      name: SHEET,
      label: 'Annexe remplie dans un tableur',
      kind: 'sheet',
      optional: true,
      group: '5. Les établissements',
      hint: 'XLSX, ODS ou CSV, d’après le modèle : elle remplit le tableau ci-dessous.',
    },
    {
      name: SCHOOLS,
      label: 'Établissements',
      kind: 'long',
      group: '5. Les établissements',
      hint: 'Collés depuis un tableur, titres compris : ceux du modèle.',
    },
    {
      name: 'observations',
      label: 'Observations sur le texte',
      kind: 'long',
      optional: true,
      group: '6. Observations',
      hint: 'Une par ligne.',
    },
    { name: 'fictitious', label: 'Données fictives', kind: 'flag', group: '6. Observations' },
  ];
}
