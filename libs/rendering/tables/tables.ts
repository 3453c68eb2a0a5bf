import type { DeadlineList, ImputationReport, OutstandingReport, SchoolBudgets } from '#read-models';
import { fr } from '#wording';
import { imputationColumns, type ImputationLine, imputationLines } from '../columns/imputation-columns.js';
import { OUTSTANDING_COLUMNS } from '../columns/outstanding-columns.js';
import { SCHOOL_COLUMNS } from '../columns/school-columns.js';
import { DEADLINE_COLUMNS } from '../columns/deadline-columns.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';

/* Each report as a table; its columns and rows are the same in every format. */

export function imputationTable(report: ImputationReport): Deliverable {
  const columns = imputationColumns(report.level);
  const total: Partial<ImputationLine> = report.total;
  return tableDeliverable({
    name: `imputations-${report.year}`,
    title: fr`État d’imputation de l’exercice ${report.year}`,
    columns,
    rows: imputationLines(report),
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

export function schoolTable({ rows, total }: SchoolBudgets, by?: SchoolGroup): Deliverable {
  const column = by && SCHOOL_COLUMNS.find(({ key }) => key === SCHOOL_GROUPS[by]);
  const nameOf = (row: (typeof rows)[number]) => (column ? String(row[column.key] ?? '') : '');
  return tableDeliverable({
    name: 'ecoles',
    title: 'Tableau budgétaire par établissement',
    columns: SCHOOL_COLUMNS,
    rows: column ? rows.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'fr')) : rows,
    ...(column ? { by: column, pageByGroup: by === 'school' } : {}),
    total,
  });
}

export function outstandingTable({ rows }: OutstandingReport): Deliverable {
  return tableDeliverable({
    name: 'en-attente',
    title: 'Ce qui reste à payer, à justifier ou à reverser',
    columns: OUTSTANDING_COLUMNS,
    rows,
  });
}

export function deadlineTable({ rows }: DeadlineList): Deliverable {
  return tableDeliverable({ name: 'echeances', title: 'Échéances', columns: DEADLINE_COLUMNS, rows });
}
