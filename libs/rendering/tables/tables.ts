import type { DeadlineStream, ImputationStream, OutstandingStream, SchoolBudgetStream } from '#read-models';
import { fr, IMPUTATION_AXES } from '#wording';
import type { Column } from '../column.js';
import { imputationColumns, type ImputationLine, imputationLines } from '../columns/imputation-columns.js';
import { OUTSTANDING_COLUMNS } from '../columns/outstanding-columns.js';
import { SCHOOL_COLUMNS } from '../columns/school-columns.js';
import { DEADLINE_COLUMNS } from '../columns/deadline-columns.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import { each } from '../each.js';

/* Each report as a table; its columns and rows are the same in every format. */

/** What the rows of the état d'imputation may be grouped by, with a subtotal each: what stands at every level. */
export const IMPUTATION_GROUPS = {
  imputation: { key: 'code', title: 'Imputation', kind: 'identifier' },
  activite: { key: 'activite', title: IMPUTATION_AXES.activite, kind: 'identifier' },
} as const satisfies Readonly<Record<string, Column<ImputationLine>>>;
export type ImputationGroup = keyof typeof IMPUTATION_GROUPS;

/** The code of an imputation, without the axes that are absent at its end. */
const axesOf = (code: string) => code.replace(/\/+$/, '');

/** @param by what its rows come in order of */
export function imputationTable(report: ImputationStream, by?: ImputationGroup): Deliverable {
  const total: Partial<ImputationLine> = report.total;
  return tableDeliverable({
    name: `imputations-${report.year}`,
    title: fr`État d’imputation de l’exercice ${report.year}`,
    columns: imputationColumns(report.level),
    rows: each(report.rows, row => imputationLines({ rows: [row] })),
    ...(by ? { by: IMPUTATION_GROUPS[by], groupName: axesOf } : {}),
    total,
  });
}

/** What the rows of the tableau budgétaire may be grouped by, with a subtotal each. */
export const SCHOOL_GROUPS = {
  convention: 'reference',
  school: 'uai',
  college: 'referenceCollege',
  commune: 'commune',
  departement: 'departement',
} as const;
export type SchoolGroup = keyof typeof SCHOOL_GROUPS;

/**
 * @param by what its rows come in order of
 * @param apart each group is printed on a page or a sheet of its own
 */
export function schoolTable(
  { rows, total }: SchoolBudgetStream,
  { by, apart = false }: { readonly by?: SchoolGroup | undefined; readonly apart?: boolean } = {},
): Deliverable {
  const column = by && SCHOOL_COLUMNS.find(({ key }) => key === SCHOOL_GROUPS[by]);
  return tableDeliverable({
    name: 'ecoles',
    title: 'Tableau budgétaire par établissement',
    columns: SCHOOL_COLUMNS,
    rows,
    ...(column ? { by: column, pageByGroup: apart || by === 'school', sheetByGroup: apart } : {}),
    total,
  });
}

export function outstandingTable({ rows }: Pick<OutstandingStream, 'rows'>): Deliverable {
  return tableDeliverable({
    name: 'en-attente',
    title: 'Ce qui reste à payer, à justifier ou à reverser',
    columns: OUTSTANDING_COLUMNS,
    rows,
  });
}

export function deadlineTable({ rows }: Pick<DeadlineStream, 'rows'>): Deliverable {
  return tableDeliverable({ name: 'echeances', title: 'Échéances', columns: DEADLINE_COLUMNS, rows });
}
