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

/** Characters. */
export function widthOf<Row>({ kind, title }: Column<Row>): number {
  return Math.max(WIDTHS[kind], Math.min(title.length + 2, 36));
}

/** At most 31 characters, none that a spreadsheet refuses. */
export function sheetName<Row>({ name }: Pick<Table<Row>, 'name'>): string {
  return name.replaceAll(/[[\]:*?/\\']/g, '-').slice(0, 31);
}
