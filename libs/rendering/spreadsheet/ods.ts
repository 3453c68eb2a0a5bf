import { Readable } from 'node:stream';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { day, decimal, percentage } from '#wording';
import type { Cell, ColumnKind } from '../column.js';
import type { Table, TableLine } from '../table.js';
import {
  escaped,
  head,
  MANIFEST,
  MEDIA_TYPE,
  PAGE,
  settingsOf,
  TABLE_END,
  tableStart,
  TAIL,
} from './ods-parts.js';
import { printedWidthOf, widthOf } from './sheet.js';
import { type Sheet, sheetsOf } from './sheets.js';

/**
 * A table as ODS (OpenDocument 1.3): identifiers are text, amounts numbers, days dates; the header stays in view.
 * Rows are pulled as the bytes are read, in bounded memory. What is said of the table stands under it, on the last
 * sheet. Throws `TooLongToPrint`.
 */
export async function odsOf<Row>(table: Table<Row>): Promise<Readable> {
  return Readable.from(zipped(table, await sheetsOf(table)), { objectMode: false });
}

async function* zipped<Row>(table: Table<Row>, sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  const taken = () => ready.splice(0);
  const encoder = new TextEncoder();
  const fixed = (name: string, text: string, file = new ZipPassThrough(name)) => {
    zip.add(file);
    file.push(encoder.encode(text), true);
  };
  // First and not compressed: the type is read at a fixed place.
  fixed('mimetype', MEDIA_TYPE);
  fixed('META-INF/manifest.xml', MANIFEST);
  fixed('settings.xml', settingsOf(sheets.map(({ name }) => name)));
  fixed('styles.xml', PAGE);
  const content = new ZipDeflate('content.xml');
  zip.add(content);
  for await (const text of contentOf(table, sheets)) {
    content.push(encoder.encode(text));
    yield* taken();
  }
  content.push(new Uint8Array(), true);
  zip.end();
  yield* taken();
}

async function* contentOf<Row>(table: Table<Row>, sheets: readonly Sheet[]): AsyncGenerator<string> {
  const { columns, mentions = [] } = table;
  const kinds = columns.map(({ kind }) => kind);
  const printed = sheets.length > 1;
  yield head(columns.map(printed ? printedWidthOf : widthOf), printed);
  for (const [index, { name, lines }] of sheets.entries()) {
    if (index > 0) yield TABLE_END;
    yield tableStart(name, columns.length);
    yield `<table:table-row>${columns.map(({ title }) => text(title, 'title')).join('')}</table:table-row>`;
    for await (const line of lines) yield rowOf(line, kinds);
  }
  if (mentions.length > 0) yield '<table:table-row><table:table-cell/></table:table-row>';
  for (const [label, value] of mentions) {
    yield `<table:table-row>${text(label, 'text')}${text(value, 'text')}</table:table-row>`;
  }
  yield TABLE_END + TAIL;
}

function rowOf({ kind, cells }: TableLine, kinds: readonly ColumnKind[]): string {
  const bold = kind === 'row' ? '' : '-bold';
  const written = cells.map((cell, index) =>
    cellOf(cell, index === 0 && bold ? 'text' : kinds[index]!, bold),
  );
  return `<table:table-row>${written.join('')}</table:table-row>`;
}

function text(value: string, style: string): string {
  return `<table:table-cell table:style-name="${style}" office:value-type="string"><text:p>${escaped(value)}</text:p></table:table-cell>`;
}

function cellOf(cell: Cell, kind: ColumnKind, bold: string): string {
  if (cell === null || cell === undefined || cell === '') return '<table:table-cell/>';
  const value = String(cell);
  const typed = (type: string, attribute: string, shown: string) =>
    `<table:table-cell table:style-name="${kind}${bold}" office:value-type="${type}" office:${attribute}="${escaped(value)}"><text:p>${escaped(shown)}</text:p></table:table-cell>`;
  switch (kind) {
    case 'text':
    case 'identifier':
      return text(value, `${kind}${bold}`);
    case 'day':
      return typed('date', 'date-value', day(value));
    case 'percent':
      return typed('percentage', 'value', `${decimal(percentage(value))} %`);
    case 'amount':
    case 'quantity':
      return typed('float', 'value', decimal(value));
  }
}
