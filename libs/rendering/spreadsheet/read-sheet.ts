import { parse } from 'csv-parse/sync';
import { readOds } from 'hucre/ods';
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import { type Refusal, refuse } from '#kernel';

/* A table that somebody filled in a spreadsheet, read back as the texts that they would have typed. */

export type SheetRefusal =
  | Refusal<'sheet_unreadable', Record<string, never>>
  | Refusal<'sheet_formula', { cell: string }>
  | Refusal<'sheet_too_long', { most: number }>;

export type SheetFormat = 'xlsx' | 'ods' | 'csv';

/** The rows of the first sheet; a day as `YYYY-MM-DD`, a number with a point. */
export type SheetRows = readonly (readonly string[])[];

/** Rows that hold something, beyond which a file is no form that somebody filled. */
export const MOST_SHEET_ROWS = 5_000;

/**
 * A formula is refused, not computed: what it showed when the file was saved may not be what it says. A separator of
 * `;`, `,` or tab, UTF-8 or Windows-1252, for CSV.
 */
export async function readSheet(bytes: Uint8Array, format: SheetFormat): Promise<SheetRows | SheetRefusal> {
  try {
    if (format === 'csv') return bounded(csvRows(bytes));
    const read = format === 'xlsx' ? readXlsx : readOds;
    const { sheets } = await read(bytes, { sheets: [0], maxRows: MOST_SHEET_ROWS + 1 });
    const [sheet] = sheets;
    if (!sheet) return refuse('sheet_unreadable', {});
    const formula = formulaOf(sheet);
    if (formula !== undefined) return refuse('sheet_formula', { cell: formula });
    return bounded(sheet.rows.map(row => row.map(textOf)));
  } catch {
    // Whatever the libraries say of bytes that are no such file.
    return refuse('sheet_unreadable', {});
  }
}

function bounded(rows: SheetRows): SheetRows | SheetRefusal {
  const filled = rows.filter(row => row.some(cell => cell !== ''));
  return filled.length > MOST_SHEET_ROWS ? refuse('sheet_too_long', { most: MOST_SHEET_ROWS }) : filled;
}

/** The first cell that computes, as a spreadsheet names it. */
function formulaOf({ cells }: Sheet): string | undefined {
  for (const [at, cell] of cells ?? []) {
    if (cell.formula === undefined) continue;
    const [row = 0, column = 0] = at.split(',').map(Number);
    return `${columnName(column)}${row + 1}`;
  }
  return undefined;
}

function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

function textOf(cell: CellValue): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

function csvRows(bytes: Uint8Array): SheetRows {
  const text = decoded(bytes);
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [';', '\t', ','].find(separator => line.includes(separator)) ?? ';';
  const rows: string[][] = parse(text, { delimiter, bom: true, relaxColumnCount: true, trim: true });
  return rows;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
