import type { Day } from '#kernel';
import { LEVELS } from '#read-models';
import { GROUPS, type ReportName, SCHOOL_GROUPS, SHEETS, WAITING_KINDS } from '#rendering';
import { DEADLINES, LEGAL_TYPES } from '#wording';
import type { Choice } from '../components/field.js';
import type { Query } from '../query.js';

interface Filter {
  readonly name: string;
  readonly label: string;
  readonly choices?: readonly Choice[];
  readonly day?: true;
}

/** A report of the catalogue on a page: its filters, and what is asked where they are left empty. */
export interface Report {
  /** In its address. */
  readonly key: string;
  readonly name: ReportName;
  readonly title: string;
  readonly about: string;
  readonly filters: readonly Filter[];
  readonly asks?: (today: Day) => Query;
}

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

const LEVEL_NAMES: Readonly<Record<(typeof LEVELS)[number], string>> = {
  imputation: 'imputation',
  convention: 'convention',
  line: 'volet et bénéficiaire',
  school: 'établissement',
  entry: 'écriture',
};

const ACADEMIE: Filter = { name: 'academie', label: 'Académie' };
const SCHEME: Filter = { name: 'scheme', label: 'Dispositif' };
const OF_IMPUTATIONS: readonly Filter[] = [
  { name: 'level', label: 'Détail par', choices: choices(LEVEL_NAMES) },
  ACADEMIE,
  SCHEME,
  { name: 'programme', label: 'Programme' },
  { name: 'activite', label: 'Activité' },
  { name: 'payeeType', label: 'Bénéficiaire', choices: choices(LEGAL_TYPES) },
];

const yearOf = (today: Day) => today.slice(0, 4);

/** The reports over conventions, in the order in which a clerk needs them. */
export const REPORT_PAGES: readonly Report[] = [
  {
    key: 'imputations',
    name: 'chorus-imputations',
    title: 'État d’imputation',
    about: 'Par exercice et par imputation Chorus : reste à payer, AE, CP, charges à payer.',
    filters: [{ name: 'year', label: 'Exercice' }, ...OF_IMPUTATIONS],
    asks: today => ({ year: yearOf(today) }),
  },
  {
    key: 'suivi',
    name: 'follow-up',
    title: 'Suivi des restes à payer',
    about: 'Une ligne par convention où il reste à payer : depuis quand, ce qui manque, qui le détient.',
    filters: [ACADEMIE, SCHEME],
  },
  {
    key: 'en-attente',
    name: 'outstanding',
    title: 'Ce qui est en attente',
    about: 'À demander, à payer, à justifier, à faire reverser, à recouvrer, et depuis quand.',
    filters: [ACADEMIE, SCHEME, { name: 'kind', label: 'En attente', choices: choices(WAITING_KINDS) }],
  },
  {
    key: 'ecoles',
    name: 'school-budgets',
    title: 'Tableau par établissement',
    about: 'Les colonnes de l’annexe, puis ce qu’il en est advenu, par école et par volet.',
    filters: [
      ACADEMIE,
      SCHEME,
      { name: 'departement', label: 'Département' },
      { name: 'commune', label: 'Commune' },
      { name: 'uai', label: 'UAI' },
      {
        name: 'by',
        label: 'Sous-totaux par',
        choices: Object.keys(SCHOOL_GROUPS).map(value => ({ value, text: GROUPS[value] ?? value })),
      },
      { name: 'sheets', label: 'Impression', choices: choices(SHEETS) },
    ],
  },
  {
    key: 'indus',
    name: 'recoveries',
    title: 'Indus et reversements',
    about: 'Ce qui est à faire reverser, ordonné, encaissé, admis en non-valeur.',
    filters: [ACADEMIE, SCHEME],
  },
  {
    key: 'echeances',
    name: 'deadlines',
    title: 'Échéances',
    about: 'Les dates déduites des faits, telles qu’elles sont à la date d’effet ; par défaut, aujourd’hui.',
    filters: [
      { name: 'from', label: 'Du', day: true },
      { name: 'until', label: 'Au', day: true },
      { name: 'kind', label: 'Échéance', choices: choices(DEADLINES) },
      ACADEMIE,
      SCHEME,
      { name: 'body', label: 'SIRET ou UAI' },
    ],
  },
  {
    key: 'comparaison',
    name: 'imputation-comparison',
    title: 'Ce qui a changé dans l’état d’imputation',
    about:
      'D’un exercice à l’autre, ou depuis ce qui était connu un jour ; avec les écritures qui l’ont changé.',
    filters: [
      { name: 'year', label: 'Exercice' },
      { name: 'withYear', label: 'Comparé à l’exercice' },
      { name: 'withKnownAt', label: 'Comparé à ce qui était connu le', day: true },
      ...OF_IMPUTATIONS,
    ],
    asks: today => ({ year: yearOf(today), withYear: String(Number(yearOf(today)) - 1) }),
  },
];
