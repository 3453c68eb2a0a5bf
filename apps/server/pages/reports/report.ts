import { Readable } from 'node:stream';
import type { Type } from '@nestjs/common';
import type { Day, Instant } from '#kernel';
import {
  type Cell,
  cellOf,
  type Column,
  type ColumnKind,
  imputationColumns,
  type ImputationLine,
  imputationLines,
  OUTSTANDING_COLUMNS,
  SCHOOL_COLUMNS,
  WAITING_KINDS,
} from '#rendering';
import { LEVELS } from '#read-models';
import { LEGAL_TYPES } from '#wording';
import {
  ImputationsQuery,
  OutstandingQuery,
  type ReportsController,
  SchoolBudgetsQuery,
} from '../../reading/reports.controller.js';
import type { Asking } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import type { Choice } from '../components/field.js';
import type { Query } from '../query.js';

/** A report as a table: its columns are those of its files. */
export interface Shown {
  readonly effectiveOn: Day | null;
  readonly knownAt: Instant | null;
  readonly incomplete: readonly string[];
  readonly table: ShownTable;
}

export interface ShownTable {
  readonly heads: readonly { readonly title: string; readonly kind: ColumnKind }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly total?: readonly Cell[];
}

function tableOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  total?: Partial<Row>,
): ShownTable {
  return {
    heads: columns.map(({ title, kind }) => ({ title, kind })),
    rows: rows.map(row => columns.map(column => cellOf(row, column))),
    ...(total ? { total: columns.map(column => cellOf(total, column)) } : {}),
  };
}

interface Filter {
  readonly name: string;
  readonly label: string;
  readonly choices?: readonly Choice[];
}

export interface Report {
  /** In its address. */
  readonly key: string;
  readonly title: string;
  readonly about: string;
  readonly filters: readonly Filter[];
  readonly show: (reports: ReportsController, asking: Asking, query: Query) => Promise<Shown>;
  readonly csv: (reports: ReportsController, asking: Asking, query: Query) => Promise<Readable>;
}

interface Described<Question extends object, Answer extends object> extends Omit<Report, 'show' | 'csv'> {
  readonly dto: Type<Question>;
  readonly ask: (
    reports: ReportsController,
    asking: Asking,
    question: Question,
  ) => Promise<Answer | Readable>;
  readonly table: (answer: Answer) => ShownTable;
}

type Stated = Pick<Shown, 'effectiveOn' | 'knownAt' | 'incomplete'>;

function report<Question extends object, Answer extends Stated>({
  dto,
  ask,
  table,
  ...of
}: Described<Question, Answer>): Report {
  return {
    ...of,
    show: async (reports, asking, query) => {
      const answer = await ask(reports, asking, readDto(dto, query));
      if (answer instanceof Readable) throw new TypeError('a report that is shown is not a file');
      const { effectiveOn, knownAt, incomplete } = answer;
      return { effectiveOn, knownAt, incomplete, table: table(answer) };
    },
    csv: async (reports, asking, query) => {
      const answer = await ask(reports, asking, readDto(dto, { ...query, format: 'csv' }));
      if (answer instanceof Readable) return answer;
      throw new TypeError('a report as CSV is a file');
    },
  };
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

/** The reports of the API, each with its filters. */
export const REPORTS: readonly Report[] = [
  report({
    key: 'imputations',
    title: 'État d’imputation',
    about: 'Par exercice et par imputation Chorus : reste à payer, AE, CP, charges à payer.',
    filters: [
      { name: 'year', label: 'Exercice' },
      { name: 'level', label: 'Détail par', choices: choices(LEVEL_NAMES) },
      ACADEMIE,
      { name: 'programme', label: 'Programme' },
      { name: 'activite', label: 'Activité' },
      { name: 'payeeType', label: 'Bénéficiaire', choices: choices(LEGAL_TYPES) },
    ],
    dto: ImputationsQuery,
    ask: (reports, asking, question) => reports.imputations(asking, question),
    table: of => {
      const total: Partial<ImputationLine> = of.total;
      return tableOf(imputationColumns(of.level), imputationLines(of), total);
    },
  }),
  report({
    key: 'ecoles',
    title: 'Tableau par établissement',
    about: 'Les colonnes de l’annexe, puis ce qu’il en est advenu, par école et par volet.',
    filters: [
      ACADEMIE,
      { name: 'departement', label: 'Département' },
      { name: 'commune', label: 'Commune' },
      { name: 'uai', label: 'UAI' },
    ],
    dto: SchoolBudgetsQuery,
    ask: (reports, asking, question) => reports.schoolBudgets(asking, question),
    table: of => tableOf(SCHOOL_COLUMNS, of.rows, of.total),
  }),
  report({
    key: 'en-attente',
    title: 'Ce qui est en attente',
    about: 'À demander, à payer, à justifier, à faire reverser, à recouvrer, et depuis quand.',
    filters: [ACADEMIE, { name: 'kind', label: 'En attente', choices: choices(WAITING_KINDS) }],
    dto: OutstandingQuery,
    ask: (reports, asking, question) => reports.outstanding(asking, question),
    table: of => tableOf(OUTSTANDING_COLUMNS, of.rows),
  }),
];
