import { labelIn, LEGAL_TYPES } from '#wording';
import type { ActField } from '../action.js';

/* Fields that a draft and later acts ask in the same words. */

export const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const AXES = [
  ['programme', 'Programme', '0214', 'Quatre chiffres.'],
  ['titre', 'Titre', '6', undefined],
  ['categorie', 'Catégorie', '63', undefined],
  ['action', 'Action', '08', undefined],
  ['sousAction', 'Sous-action', '02', undefined],
] as const;

const MORE_AXES = [
  ['centreFinancier', 'Centre financier'],
  ['centreDeCouts', 'Centre de coûts'],
  ['localisation', 'Localisation interministérielle'],
  ['societe', 'Société'],
  ['axeMinisteriel', 'Axe ministériel'],
] as const;

export const AXIS_NAMES: readonly string[] = [...AXES, ...MORE_AXES].map(([key]) => key);

/** Axes of Chorus that all lines of a text have in common. */
export const axesFields = (group: string): readonly ActField[] => [
  ...AXES.map(([key, label, value, hint]): ActField => ({
    name: `axes.${key}`,
    label,
    kind: 'text',
    value,
    group,
    ...(hint === undefined ? {} : { hint }),
  })),
  ...MORE_AXES.map(([key, label]): ActField => ({
    name: `axes.${key}`,
    label,
    kind: 'text',
    optional: true,
    folded: true,
    group,
  })),
];

/** Axes that belong to one line. */
export const ownAxes = (at: string, group: string): readonly ActField[] => [
  {
    name: `${at}activite`,
    label: 'Activité',
    kind: 'text',
    optional: true,
    group,
    hint: 'Par défaut celle de la nomenclature.',
  },
  { name: `${at}fondsDeConcours`, label: 'Fonds de concours', kind: 'text', optional: true, group },
];

/** A renewal that the text grants, or that is settled at the signature. */
export const renewalFields = (group: string): readonly ActField[] => [
  {
    name: 'renewal.tacit',
    label: 'Reconduction tacite',
    kind: 'flag',
    optional: true,
    group,
    hint: 'Oui : sans acte. Non : par un acte. Rien : la convention n’est pas reconduite.',
  },
  {
    name: 'renewal.years',
    label: 'Durée d’une reconduction, en années',
    kind: 'whole',
    optional: true,
    group,
  },
  { name: 'renewal.months', label: 'ou en mois', kind: 'whole', optional: true, group },
  { name: 'renewal.most', label: 'Nombre de reconductions, au plus', kind: 'whole', optional: true, group },
];

export const deploymentFields = (group?: string): readonly ActField[] =>
  (
    [
      ['from', 'Déploiement : premier jour'],
      ['until', 'Déploiement : dernier jour'],
    ] as const
  ).map(([key, label]): ActField => ({
    name: `deployment.${key}`,
    label,
    kind: 'day',
    optional: true,
    ...(group === undefined ? {} : { group }),
  }));

export const IBAN_HINT = 'Vérifié avec la clé RIB.';

/** A school as a text names it; `at` is where it stands in the body. */
export const schoolFields = (at: string, group: string): readonly ActField[] => [
  { name: `${at}name`, label: 'Nom', kind: 'text', group },
  { name: `${at}commune`, label: 'Commune', kind: 'text', optional: true, group },
  { name: `${at}inseeCode`, label: 'Code INSEE de la commune', kind: 'text', optional: true, group },
  { name: `${at}departement`, label: 'Département', kind: 'text', optional: true, group },
  {
    name: `${at}referenceCollegeUai`,
    label: 'UAI du collège de référence',
    kind: 'text',
    optional: true,
    check: 'uai',
    group,
  },
  { name: `${at}address`, label: 'Adresse', kind: 'text', optional: true, group },
  { name: `${at}priorityEducation`, label: 'En éducation prioritaire', kind: 'flag', optional: true, group },
];

/** Who may be paid of a flow. */
export const legalTypesOf = (types: readonly string[]) =>
  types.map(value => ({ value, text: labelIn(LEGAL_TYPES, value) }));
