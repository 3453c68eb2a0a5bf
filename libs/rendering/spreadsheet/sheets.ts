import { linesOf, type Table, type TableLine } from '../table.js';
import { MOST_PRINTED_ROWS, MOST_SHEETS, TooLongToPrint } from '../too-long.js';
import { sheetName } from './sheet.js';

/** A sheet of a spreadsheet: its lines under the titles of the columns. */
export interface Sheet {
  readonly name: string;
  readonly lines: Iterable<TableLine> | AsyncIterable<TableLine>;
}

const WHOLE = 'Ensemble';

/**
 * One sheet, whose lines are read as they are written; or, of a table that is to be printed group by group, one for
 * each group with its subtotal and a last one with the total. Throws `TooLongToPrint`.
 */
export async function sheetsOf<Row>(table: Table<Row>): Promise<readonly [Sheet, ...Sheet[]]> {
  if (!table.by || !table.sheetByGroup) return [{ name: sheetName(table), lines: linesOf(table) }];
  const groups = new Map<string, TableLine[]>();
  const whole: TableLine[] = [];
  let lines = 0;
  for await (const line of linesOf(table)) {
    if (++lines > MOST_PRINTED_ROWS) throw new TooLongToPrint(table.name, 'rows');
    if (line.kind === 'total') {
      whole.push(line);
      continue;
    }
    const name = String(line.group ?? '') || `${table.by.title} : sans`;
    const of = groups.get(name) ?? [];
    groups.set(name, of);
    of.push(line);
    if (groups.size > MOST_SHEETS) throw new TooLongToPrint(table.name, 'sheets');
  }
  const taken = new Set([WHOLE.toLowerCase()]);
  const sheets = [...groups].map(([name, of]) => ({ name: distinct(name, taken), lines: of }));
  const [first = { name: WHOLE, lines: whole }, ...others] = sheets;
  return sheets.length === 0 ? [first] : [first, ...others, { name: WHOLE, lines: whole }];
}

/** Spreadsheets know no two sheets whose names differ by their capitals only. */
function distinct(name: string, taken: Set<string>): string {
  let found = sheetName({ name });
  for (let copy = 2; taken.has(found.toLowerCase()); copy += 1) {
    found = `${sheetName({ name }).slice(0, 26)} (${copy})`;
  }
  taken.add(found.toLowerCase());
  return found;
}
