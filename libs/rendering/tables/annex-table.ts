import type { SchoolBudget, SchoolBudgets } from '#read-models';
import { fr } from '#wording';
import type { Column } from '../column.js';
import { SCHOOL_COLUMNS } from '../columns/school-columns.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';

/** The columns of the annex that the conventions sign (domain.md §6), without what became of each line. */
const OF_ANNEX: ReadonlySet<string> = new Set<keyof SchoolBudget>([
  'uai',
  'school',
  'referenceCollege',
  'address',
  'commune',
  'departement',
  'flow',
  'tranche',
  'unit',
  'plannedQuantity',
  'equipmentSubsidy',
  'resourceGrant',
  'payeeName',
]);

const COLUMNS: readonly Column<SchoolBudget>[] = SCHOOL_COLUMNS.filter(({ key }) => OF_ANNEX.has(key));

/** The annexe par établissement of one convention. */
export function annexTable({ rows, total }: SchoolBudgets): Deliverable {
  const reference = rows[0]?.reference ?? '';
  return tableDeliverable({
    name: `annexe-${reference}`,
    title: fr`Annexe par établissement de la convention ${reference}`,
    columns: COLUMNS,
    rows,
    total,
  });
}
