import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { day, percentage } from '#wording';
import { type Cell, cellOf, type Column, type ColumnKind } from '../column.js';
import { textCell } from './text-cell.js';

/** The word in the first column of the last row. */
const TOTAL = 'Total';

/** Numbers and days carry no mark, no grouping and no unit: a spreadsheet reads them as what they are. */
const WRITERS: Readonly<Record<ColumnKind, (value: string) => string>> = {
  text: textCell,
  identifier: textCell,
  amount: value => value.replace('.', ','),
  day,
  quantity: value => value.replace('.', ','),
  percent: rate => `${percentage(rate).replace('.', ',')}%`,
};

export interface CsvTable<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** The amounts of the last row; it is left out where a table has no total. */
  readonly total?: Partial<Row>;
}

/**
 * A table as CSV for a French spreadsheet (domain: `;`, decimal comma, dd/mm/yyyy, UTF-8 with BOM, CRLF). Bytes; rows
 * are read as fast as they are sent. A source that fails destroys the stream with its error.
 */
export function csvOf<Row>(table: CsvTable<Row>): Readable {
  const stringifier = stringify({
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  });
  // The error, if any, is the stream's: its reader is told.
  pipeline(Readable.from(records(table)), stringifier, () => undefined);
  return stringifier;
}

async function* records<Row>({ columns, rows, total }: CsvTable<Row>): AsyncGenerator<readonly string[]> {
  yield columns.map(({ title }) => textCell(title));
  for await (const row of rows) yield columns.map(column => written(cellOf(row, column), column.kind));
  if (!total) return;
  const cells = columns.map(column => written(cellOf(total, column), column.kind));
  yield [TOTAL, ...cells.slice(1)];
}

function written(value: Cell, kind: ColumnKind): string {
  return value === null || value === undefined || value === '' ? '' : WRITERS[kind](String(value));
}
