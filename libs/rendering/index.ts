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
export { csvOf, type CsvTable } from './csv/csv.js';
export { textCell, valueOfTextCell } from './csv/text-cell.js';
