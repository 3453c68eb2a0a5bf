import { day, decimal, fr, listed, percent } from '#wording';
import type { Cell, Column, ColumnKind } from '../column.js';
import { linesOf, type Mention, type Table, type TableLine } from '../table.js';
import type { Block, PrintedColumn } from './document.js';

const WRITERS: Readonly<Record<ColumnKind, (value: string) => string>> = {
  text: value => value,
  identifier: value => value,
  amount: decimal,
  day,
  quantity: decimal,
  percent,
};
const FIGURES: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['amount', 'quantity', 'percent']);

/** The most rows of a table that are printed: some sixty pages. */
export const MOST_PRINTED_ROWS = 2_000;

/** A table has more rows than are printed. */
export class TooLongToPrint extends Error {
  override readonly name = 'TooLongToPrint';
}

export interface PrintedLines {
  readonly blocks: readonly Block[];
  /** How many columns are left side by side. */
  readonly width: number;
}

/**
 * A table on paper. A column that says the same in every row is said once above it, an empty one is left out, and one
 * whose amounts are all zero is named under it: what is printed is what differs.
 */
export async function printedTable<Row>(table: Table<Row>): Promise<PrintedLines> {
  const lines: TableLine[] = [];
  for await (const line of linesOf(table)) {
    if (lines.push(line) > MOST_PRINTED_ROWS) throw new TooLongToPrint(table.name);
  }
  const rows = lines.filter(({ kind }) => kind === 'row');
  if (rows.length === 0) return { blocks: [{ type: 'paragraph', text: 'Aucune ligne.' }], width: 1 };
  const fates = table.columns.map((column, index) =>
    fateOf(
      column,
      rows.map(({ cells }) => cells[index]),
    ),
  );
  // A line is named by its first column: one of words is kept, though it says the same everywhere.
  const first = fates.indexOf('kept');
  if (first === -1 || FIGURES.has(table.columns[first]!.kind)) {
    const named = fates.indexOf('said');
    if (named !== -1 && (first === -1 || named < first)) fates[named] = 'kept';
  }
  const kept = table.columns.flatMap((column, index) => (fates[index] === 'kept' ? [{ column, index }] : []));
  const said = table.columns.flatMap((column, index): Mention[] =>
    fates[index] === 'said' ? [[column.title, written(rows[0]!.cells[index], column.kind)]] : [],
  );
  const zero = table.columns.flatMap(({ title }, index) => (fates[index] === 'zero' ? [title] : []));
  return {
    width: kept.length,
    blocks: [
      ...(said.length > 0 ? [{ type: 'facts' as const, facts: said }] : []),
      {
        type: 'table',
        columns: kept.map(({ column }): PrintedColumn => ({
          title: column.title,
          align: FIGURES.has(column.kind) ? 'right' : 'left',
        })),
        rows: lines.map(({ kind, cells }) => {
          const [first, ...others] = kept.map(({ column, index }) => written(cells[index], column.kind));
          return { kind, cells: [kind === 'row' ? first! : String(cells[0] ?? ''), ...others] };
        }),
      },
      ...(zero.length > 0
        ? [
            {
              type: 'paragraph' as const,
              text: fr`À zéro dans toutes les lignes : ${listed(zero, 'et', 30)}.`,
            },
          ]
        : []),
    ],
  };
}

type Fate = 'kept' | 'said' | 'empty' | 'zero';

function fateOf<Row>({ kind }: Column<Row>, cells: readonly Cell[]): Fate {
  const [first] = cells;
  const same = cells.every(cell => (cell ?? '') === (first ?? ''));
  if (same && (first ?? '') === '') return 'empty';
  if (kind === 'amount') return cells.every(cell => (cell ?? '0.00') === '0.00') ? 'zero' : 'kept';
  return same && cells.length > 1 && !FIGURES.has(kind) ? 'said' : 'kept';
}

function written(value: Cell, kind: ColumnKind): string {
  return value === null || value === undefined || value === '' ? '' : WRITERS[kind](String(value));
}
