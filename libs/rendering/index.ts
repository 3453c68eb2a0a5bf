export { HOLDERS } from './tables/follow-up-table.js';
export { BALANCE_TITLES } from './balance-titles.js';
export { type Cell, cellOf, type Column, type ColumnKind } from './column.js';
export { imputationColumns, type ImputationLine, imputationLines } from './columns/imputation-columns.js';
export {
  ACT_HOLDERS,
  MISSING_ACTS,
  OUTSTANDING_COLUMNS,
  WAITING_KINDS,
} from './columns/outstanding-columns.js';
export { SCHOOL_COLUMNS } from './columns/school-columns.js';
export { type About, footOf, mentionsOf, type Seal } from './about.js';
export type { Asked, Common, ReportKind } from './catalogue/report-kind.js';
export { REPORT_NAMES, type ReportName, REPORTS } from './catalogue/reports.js';
export {
  type Deliverable,
  type ShownTable,
  FILE_FORMATS,
  FILE_TYPES,
  type FileFormat,
} from './deliverable.js';
export type { TableLine } from './table.js';
export { MOST_PRINTED_ROWS, MOST_SHEETS, TooLongToPrint } from './too-long.js';
export {
  IMPUTATION_GROUPS,
  type ImputationGroup,
  imputationTable,
  outstandingTable,
  SCHOOL_GROUPS,
  type SchoolGroup,
  schoolTable,
} from './tables/tables.js';
export { type ConventionLine, conventionsTable } from './tables/conventions-table.js';
export type { Figures } from './figures.js';
export type { FieldFault, PublishedRow } from './open-data/check.js';
export type { LeftOut, PublishedGrants } from './open-data/published-grants.js';
export { type FieldName, GRANT_SCHEMAS, type GrantSchemaName } from './open-data/schemas.js';
export { barsOf, type Bars } from './picture/bars.js';
export { type Steps, stepsOf } from './picture/steps.js';
export type { Picture } from './picture/svg.js';
export { paymentCurvePicture } from './tables/payment-curve-table.js';
export { yearlyPicture } from './tables/yearly-table.js';
export { jsonOf } from './json.js';
export { filtersOf, GROUPS, SHEETS } from './filters.js';
export { csvOf, type CsvTable } from './csv/csv.js';
export { textCell, valueOfTextCell } from './csv/text-cell.js';
export { tableDeliverable } from './deliverable.js';
export { readSheet, type SheetFormat, type SheetRefusal, type SheetRows } from './spreadsheet/read-sheet.js';
