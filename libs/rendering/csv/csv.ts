import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { day, percentage } from '#wording';
import type { Cell, ColumnKind } from '../column.js';
import { linesOf, type Table } from '../table.js';
import { textCell } from './text-cell.js';

/** Numbers and days carry no mark, no grouping and no unit: a spreadsheet reads them as what they are. */
const WRITERS: Readonly<Record<ColumnKind, (value: string) => string>> = {
  text: textCell,
  identifier: textCell,
  amount: value => value.replace('.', ','),
  day,
  quantity: value => value.replace('.', ','),
  percent: rate => `${percentage(rate).replace('.', ',')}%`,
};

export type CsvTable<Row> = Pick<Table<Row>, 'columns' | 'rows' | 'by' | 'groupName' | 'total'>;

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

async function* records<Row>(table: CsvTable<Row>): AsyncGenerator<readonly string[]> {
  const { columns } = table;
  yield columns.map(({ title }) => textCell(title));
  for await (const { kind, cells } of linesOf(table)) {
    yield cells.map((cell, index) =>
      // What a line of sums is called is text, whatever the first column holds.
      written(cell, index === 0 && kind !== 'row' ? 'text' : columns[index]!.kind),
    );
  }
}

function written(value: Cell, kind: ColumnKind): string {
  return value === null || value === undefined || value === '' ? '' : WRITERS[kind](String(value));
}
