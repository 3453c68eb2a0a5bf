import { Readable } from 'node:stream';
import type { ReadableStream as BytesOf } from 'node:stream/web';
import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import type { Cell, ColumnKind } from '../column.js';
import { linesOf, type Table } from '../table.js';
import { sheetName, widthOf } from './sheet.js';

/* The only file that knows the library of the format. */

const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  identifier: '@',
  amount: '#,##0.00',
  day: 'dd/mm/yyyy',
  quantity: '#,##0',
  percent: '0.00%',
};

/**
 * A table as XLSX: identifiers are text, amounts numbers, days dates; the header stays in view. Rows are pulled as the
 * bytes are read, in bounded memory. What is said of the table stands under it.
 */
export function xlsxOf<Row>(table: Table<Row>): Readable {
  const stream = writeXlsxStream(rowsOf(table), {
    name: sheetName(table),
    freezePane: { rows: 1 },
    columns: table.columns.map(column => ({
      header: column.title,
      width: widthOf(column),
      numFmt: FORMATS[column.kind],
    })),
  });
  return Readable.fromWeb(stream as BytesOf<Uint8Array>);
}

async function* rowsOf<Row>(table: Table<Row>): AsyncGenerator<CellValue[]> {
  for await (const { cells } of linesOf(table)) {
    yield cells.map((cell, index) => valueOf(cell, table.columns[index]!.kind));
  }
  if (table.mentions?.length) yield [];
  for (const [label, value] of table.mentions ?? []) yield [label, value];
}

function valueOf(cell: Cell, kind: ColumnKind): CellValue {
  if (cell === null || cell === undefined || cell === '') return null;
  switch (kind) {
    case 'text':
    case 'identifier':
      return String(cell);
    case 'day':
      return Number.isNaN(Date.parse(String(cell))) ? String(cell) : new Date(`${cell}T00:00:00Z`);
    default:
      // The name of a line of sums may stand in a column of numbers.
      return Number.isNaN(Number(cell)) ? String(cell) : Number(cell);
  }
}
