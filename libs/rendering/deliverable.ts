import { Readable } from 'node:stream';
import { Euros, type Json } from '#kernel';
import type { ColumnKind } from './column.js';
import { type About, footOf, mentionsOf } from './about.js';
import { csvOf } from './csv/csv.js';
import type { Figures } from './figures.js';
import { pdfOf } from './pdf/pdf.js';
import type { Printed } from './pdf/document.js';
import { printedTable } from './pdf/printed-table.js';
import { odsOf } from './spreadsheet/ods.js';
import { xlsxOf } from './spreadsheet/xlsx.js';
import { linesOf, type Table, type TableLine } from './table.js';

/** The formats of a file, besides the JSON of the API. */
export const FILE_FORMATS = ['csv', 'xlsx', 'ods', 'pdf', 'svg'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const FILE_TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
};

/** A table as a page shows it. */
export interface ShownTable {
  readonly heads: readonly { readonly title: string; readonly kind: ColumnKind }[];
  readonly lines: AsyncIterable<TableLine>;
}

/** A report or a document, whatever it holds, as the edge hands it out. */
export interface Deliverable {
  /** Short, ASCII: of its files. */
  readonly name: string;
  /** In French. */
  readonly title: string;
  readonly formats: readonly FileFormat[];
  /** The table that it is, to be shown; a document is none. */
  readonly shown?: ShownTable;
  /** Throws `TooLongToPrint` where what is to be printed has too many rows or sheets. */
  render(format: FileFormat, about: About): Promise<Readable>;
  /**
   * The figures without the words: identifiers, days, quantities and amounts, in an order of their own. What is
   * renamed later leaves them as they are. By the names of a shape: those that were issued.
   */
  figures(shape?: Json): Promise<Figures>;
  /** The sum of each column of amounts, or each amount of a document, by its French name. */
  amounts(): Promise<ReadonlyMap<string, Euros>>;
}

export function tableDeliverable<Row>(table: Table<Row>): Deliverable {
  const places = new Map<string, number>(
    table.columns.flatMap(({ key, kind }, index) => (kind === 'text' ? [] : [[key, index] as const])),
  );
  return {
    name: table.name,
    title: table.title,
    formats: table.picture ? FILE_FORMATS : FILE_FORMATS.filter(format => format !== 'svg'),
    shown: {
      heads: table.columns.map(({ title, kind }) => ({ title, kind })),
      get lines() {
        return linesOf(table);
      },
    },
    render: async (format, about) => {
      const mentioned = { ...table, mentions: [...(table.notes ?? []), ...mentionsOf(about)] };
      switch (format) {
        case 'csv':
          return csvOf(table);
        case 'xlsx':
          return xlsxOf(mentioned);
        case 'ods':
          return odsOf(mentioned);
        case 'svg':
          return Readable.from([table.picture!.svg], { objectMode: false });
        case 'pdf':
          return Readable.from([pdfOf(await printedReport(table, about))], { objectMode: false });
      }
    },
    figures: async shape => {
      const names = Array.isArray(shape) ? shape.map(String) : [...places.keys()];
      const kept = names.map(name => places.get(name) ?? -1);
      const rows: string[] = [];
      for await (const { kind, cells } of linesOf({ ...table, by: undefined })) {
        // The word of the total is no figure.
        const figures = kind === 'row' ? cells : [null, ...cells.slice(1)];
        rows.push(JSON.stringify([kind, ...kept.map(index => figures[index] ?? null)]));
      }
      return { shape: names, values: rows.sort() };
    },
    amounts: async () => {
      const sums = new Map<string, Euros>();
      for await (const { kind, cells } of linesOf({ ...table, by: undefined })) {
        if (kind !== 'row') continue;
        for (const [index, column] of table.columns.entries()) {
          const cell = cells[index];
          if (column.kind !== 'amount' || typeof cell !== 'string') continue;
          sums.set(column.title, (sums.get(column.title) ?? Euros.zero).plus(Euros.of(cell)));
        }
      }
      return sums;
    },
  };
}

async function printedReport<Row>(table: Table<Row>, about: About): Promise<Printed> {
  const { picture } = table;
  const { blocks, paper } = await printedTable(table, table.pageByGroup);
  return {
    title: table.title,
    paper,
    author: about.author,
    madeAt: about.madeAt,
    foot: footOf(about),
    blocks: [
      ...(picture ? [{ type: 'picture' as const, svg: picture.svg, alt: picture.description }] : []),
      ...blocks,
      ...(table.notes ? [{ type: 'facts' as const, facts: table.notes }] : []),
      { type: 'about', title: 'À propos de cet état', facts: mentionsOf(about) },
    ],
  };
}
