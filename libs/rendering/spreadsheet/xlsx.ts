import { Readable } from 'node:stream';
import type { ReadableStream as BytesOf } from 'node:stream/web';
import { type CellValue, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { Cell, ColumnKind } from '../column.js';
import type { Table } from '../table.js';
import { printedWidthOf, widthOf } from './sheet.js';
import { type Sheet, sheetsOf } from './sheets.js';

/* The only file that knows the library of the format. */

const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  identifier: '@',
  amount: '#,##0.00',
  day: 'dd/mm/yyyy',
  quantity: '#,##0',
  percent: '0.00%',
};
const FROZEN = { rows: 1 };

/**
 * A table as XLSX: identifiers are text, amounts numbers, days dates; the header stays in view. Rows are pulled as the
 * bytes are read, in bounded memory; what is to be printed on several sheets is short. What is said of the table stands
 * under it, on the last sheet. Throws `TooLongToPrint`.
 */
export async function xlsxOf<Row>(table: Table<Row>): Promise<Readable> {
  const columns = table.columns.map(column => ({
    header: column.title,
    width: widthOf(column),
    numFmt: FORMATS[column.kind],
  }));
  const sheets = await sheetsOf(table);
  const [first] = sheets;
  if (sheets.length === 1) {
    const rows = rowsOf(table, first, table.mentions);
    const stream = writeXlsxStream(rows, { name: first.name, freezePane: FROZEN, columns });
    return Readable.fromWeb(stream as BytesOf<Uint8Array>);
  }
  const printed = table.columns.map(column => ({
    width: printedWidthOf(column),
    numFmt: FORMATS[column.kind],
    style: { alignment: { wrapText: true, vertical: 'top' as const } },
  }));
  const written = sheets.map(async (sheet, index) => {
    const rows = [table.columns.map(({ title }): CellValue => title)];
    const mentions = index === sheets.length - 1 ? table.mentions : [];
    for await (const row of rowsOf(table, sheet, mentions)) rows.push(row);
    const { name } = sheet;
    const rowDefs = heightsOf(rows, printed);
    return { name, rows, rowDefs, freezePane: FROZEN, pageSetup: ON_PAPER, columns: printed };
  });
  return Readable.from([await writeXlsx({ sheets: await Promise.all(written) })], { objectMode: false });
}

/** As wide as a page, its titles on each. */
const ON_PAPER = {
  paperSize: 'a3',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: '$1:$1',
} as const;

/** Points. */
const LINE = 15;

/** Not every program makes a row as high as the words that go on below in it. */
function heightsOf(rows: readonly CellValue[][], columns: readonly { readonly width: number }[]) {
  const linesIn = (cell: CellValue, index: number) =>
    typeof cell === 'string' ? Math.ceil((cell.length * 1.2) / (columns[index]?.width ?? cell.length)) : 1;
  return new Map(rows.map((row, index) => [index, { height: LINE * Math.max(1, ...row.map(linesIn)) }]));
}

async function* rowsOf<Row>(
  { columns }: Table<Row>,
  { lines }: Sheet,
  mentions: Table<Row>['mentions'] = [],
): AsyncGenerator<CellValue[]> {
  for await (const { cells } of lines) {
    yield cells.map((cell, index) => valueOf(cell, columns[index]!.kind));
  }
  if (mentions.length > 0) yield [];
  for (const [label, value] of mentions) yield [label, value];
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
