import type { Column, ColumnKind } from '../column.js';
import type { Table } from '../table.js';

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 28,
  identifier: 16,
  amount: 15,
  day: 12,
  quantity: 11,
  percent: 10,
};

/** Of a sheet that is to be printed, where words go on below. */
const PRINTED_WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 16,
  identifier: 15,
  amount: 13,
  day: 11,
  quantity: 10,
  percent: 9,
};

/** Characters. */
export function printedWidthOf<Row>({ kind }: Column<Row>): number {
  return PRINTED_WIDTHS[kind];
}

/** Characters. */
export function widthOf<Row>({ kind, title }: Column<Row>): number {
  return Math.max(WIDTHS[kind], Math.min(title.length + 2, 36));
}

/** At most 31 characters, none that a spreadsheet refuses. */
export function sheetName<Row>({ name }: Pick<Table<Row>, 'name'>): string {
  return name.replaceAll(/[[\]:*?/\\']/g, '-').slice(0, 31);
}
