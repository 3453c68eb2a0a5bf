import { Euros } from '#kernel';
import { type Cell, cellOf, type Column } from './column.js';
import type { Picture } from './picture/svg.js';

/** A word about the table as a whole, and what it says: who asked, when, on which position of the log. */
export type Mention = readonly [label: string, value: string];

/** A table that people take away: the same columns and rows in every format. */
export interface Table<Row> {
  /** Short, ASCII: the name of the file and of the sheet. */
  readonly name: string;
  /** In French. */
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** A column, shown or not, whose consecutive equal values make a group: each gets a subtotal. */
  readonly by?: Column<Row> | undefined;
  /** What a group is called, by the value of that column; the value itself where absent. */
  readonly groupName?: (value: string) => string;
  /** On paper, each group begins a page. */
  readonly pageByGroup?: boolean;
  /** In a spreadsheet, each group is a sheet. */
  readonly sheetByGroup?: boolean;
  /** The amounts of the last row; it is left out where a table has no total. */
  readonly total?: Partial<Row>;
  /** What a reader of this table should know; under it. */
  readonly notes?: readonly Mention[];
  readonly mentions?: readonly Mention[];
  /** The same figures to look at. */
  readonly picture?: Picture;
}

/** One line of the table as every format writes it: the cells in the order of the columns. */
export interface TableLine {
  readonly kind: 'row' | 'subtotal' | 'total';
  readonly cells: readonly Cell[];
  /** Of the group that it belongs to, where there are groups. */
  readonly group?: Cell;
}

/** The word in the first column of the last row. */
const TOTAL = 'Total';

type Lined<Row> = Pick<Table<Row>, 'columns' | 'rows' | 'by' | 'groupName' | 'total'>;

/** The rows, a subtotal after each group, the total at the end. Amounts are added up exactly. */
export async function* linesOf<Row>({
  columns,
  rows,
  by,
  groupName = value => value,
  total,
}: Lined<Row>): AsyncGenerator<TableLine> {
  let group: { readonly name: Cell; readonly sums: Map<string, Euros> } | undefined;
  const subtotal = (): TableLine[] =>
    group
      ? [
          {
            kind: 'subtotal',
            cells: summed(columns, `Sous-total ${group.name ?? '(sans)'}`, group.sums),
            group: group.name,
          },
        ]
      : [];
  for await (const row of rows) {
    if (by) {
      const value = cellOf(row, by);
      const name = typeof value === 'string' ? groupName(value) : value;
      if (!group || group.name !== name) {
        yield* subtotal();
        group = { name, sums: new Map() };
      }
      for (const column of columns) {
        const cell = cellOf(row, column);
        if (column.kind !== 'amount' || typeof cell !== 'string') continue;
        group.sums.set(column.key, (group.sums.get(column.key) ?? Euros.zero).plus(Euros.of(cell)));
      }
    }
    yield {
      kind: 'row',
      cells: columns.map(column => cellOf(row, column)),
      ...(group ? { group: group.name } : {}),
    };
  }
  yield* subtotal();
  if (total) {
    const [, ...cells] = columns.map(column => cellOf(total, column));
    yield { kind: 'total', cells: [TOTAL, ...cells] };
  }
}

function summed<Row>(
  columns: readonly Column<Row>[],
  name: string,
  sums: ReadonlyMap<string, Euros>,
): readonly Cell[] {
  return columns.map(({ key }, index) => (index === 0 ? name : sums.get(key)?.toString()));
}
