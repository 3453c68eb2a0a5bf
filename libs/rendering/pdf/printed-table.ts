import { day, decimal, fr, listed, percent } from '#wording';
import type { Cell, Column, ColumnKind } from '../column.js';
import { linesOf, type Mention, type Table, type TableLine } from '../table.js';
import { MOST_PRINTED_ROWS, TooLongToPrint } from '../too-long.js';
import type { Block, Printed, PrintedTable } from './document.js';
import { needOf, paperFor, weightsOn } from './widths.js';

const WRITERS: Readonly<Record<ColumnKind, (value: string) => string>> = {
  text: value => value,
  identifier: value => value,
  amount: decimal,
  day,
  quantity: decimal,
  percent,
};
const FIGURES: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['amount', 'quantity', 'percent']);

export interface PrintedLines {
  readonly paper: Printed['paper'];
  readonly blocks: readonly Block[];
}

interface Section {
  readonly name?: string;
  readonly lines: readonly TableLine[];
}

/**
 * A table on paper, one for each group where it has groups. A column that says the same in every row is said once
 * above, an empty one is left out, and one whose amounts are all zero is named under it: what is printed is what
 * differs.
 */
export async function printedTable<Row>(table: Table<Row>, pageByGroup = false): Promise<PrintedLines> {
  const lines: TableLine[] = [];
  for await (const line of linesOf(table)) {
    if (lines.push(line) > MOST_PRINTED_ROWS) throw new TooLongToPrint(table.name, 'rows');
  }
  if (lines.every(({ kind }) => kind !== 'row'))
    return { paper: 'portrait', blocks: [{ type: 'paragraph', text: 'Aucune ligne.' }] };
  const sections = sectionsOf(table, lines).map(section => ({
    section,
    laid: laidOut(table, section.lines),
  }));
  const papers = sections.map(({ laid }) => paperFor(laid.needs));
  const paper = (['wide', 'landscape', 'portrait'] as const).find(size => papers.includes(size))!;
  return {
    paper,
    blocks: sections.flatMap(({ section: { name }, laid }, index): Block[] => [
      ...(pageByGroup && index > 0 ? [{ type: 'page_break' as const }] : []),
      ...(name === undefined ? [] : [{ type: 'heading' as const, text: name }]),
      ...laid.before.map(block => ({ ...block, keep: true })),
      { ...laid.table, weights: weightsOn(paper, laid.needs) },
      ...laid.behind,
    ]),
  };
}

/** The lines of each group with its subtotal; the total is a section of its own. */
function sectionsOf<Row>({ by }: Table<Row>, lines: readonly TableLine[]): readonly Section[] {
  if (!by) return [{ lines }];
  const sections: { name: string; lines: TableLine[] }[] = [];
  let open = false;
  for (const line of lines) {
    if (!open) {
      const name = line.kind === 'total' ? 'Ensemble' : String(line.group ?? '');
      sections.push({ name: name === '' ? fr`${by.title} : sans` : name, lines: [] });
    }
    sections.at(-1)!.lines.push(line);
    open = line.kind === 'row';
  }
  return sections;
}

function laidOut<Row>({ columns, by }: Table<Row>, lines: readonly TableLine[]) {
  const rows = lines.filter(({ kind }) => kind === 'row');
  const shown = rows.length > 0 ? rows : lines;
  const fates = columns.map((column, index) =>
    fateOf(
      column,
      shown.map(({ cells }) => cells[index]),
      column.key === by?.key || rows.length > 1,
    ),
  );
  nameLines(columns, fates);
  const kept = columns.flatMap((column, index) => (fates[index] === 'kept' ? [{ column, index }] : []));
  const said = columns.flatMap((column, index): Mention[] =>
    fates[index] === 'said' ? [[column.title, written(shown[0]!.cells[index], column.kind)]] : [],
  );
  const zero = columns.flatMap(({ title }, index) => (fates[index] === 'zero' ? [title] : []));
  const span = Math.max(
    1,
    kept.findIndex(({ column }) => FIGURES.has(column.kind)),
  );
  const printed = lines.map(({ kind, cells }) => {
    const texts = kept.map(({ column, index }) => written(cells[index], column.kind));
    return { kind, cells: kind === 'row' ? texts : [String(cells[0] ?? ''), ...texts.slice(span)] };
  });
  const table: Omit<PrintedTable, 'weights'> = {
    type: 'table',
    span,
    columns: kept.map(({ column }) => ({
      title: column.title,
      align: FIGURES.has(column.kind) ? ('right' as const) : ('left' as const),
    })),
    rows: printed,
  };
  return {
    table,
    needs: kept.map(({ column, index }) =>
      needOf(
        column.kind,
        column.title,
        // A total is longer than its parts, and no amount may be broken over two lines.
        (FIGURES.has(column.kind) ? lines : rows).map(({ cells }) => written(cells[index], column.kind)),
      ),
    ),
    before: said.length > 0 ? [{ type: 'facts' as const, facts: said }] : [],
    behind:
      zero.length > 0
        ? [
            {
              type: 'paragraph' as const,
              text: fr`À zéro dans toutes les lignes : ${listed(zero, 'et', 30)}.`,
            },
          ]
        : [],
  };
}

type Fate = 'kept' | 'said' | 'empty' | 'zero';

function fateOf<Row>({ kind }: Column<Row>, cells: readonly Cell[], maySay: boolean): Fate {
  const [first] = cells;
  const same = cells.every(cell => (cell ?? '') === (first ?? ''));
  if (same && (first ?? '') === '') return 'empty';
  if (kind === 'amount') return cells.every(cell => (cell ?? '0.00') === '0.00') ? 'zero' : 'kept';
  if (kind === 'quantity' && maySay && cells.every(cell => Number(cell) === 0)) return 'zero';
  return same && maySay && !FIGURES.has(kind) ? 'said' : 'kept';
}

/** A line is named by its first column: one of words is kept there, though it says the same everywhere. */
function nameLines<Row>(columns: readonly Column<Row>[], fates: Fate[]): void {
  const first = fates.indexOf('kept');
  if (first !== -1 && !FIGURES.has(columns[first]!.kind)) return;
  const named = fates.lastIndexOf('said', first === -1 ? undefined : first);
  if (named !== -1) fates[named] = 'kept';
}

function written(value: Cell, kind: ColumnKind): string {
  return value === null || value === undefined || value === '' ? '' : WRITERS[kind](String(value));
}
