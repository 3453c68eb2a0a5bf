/** What one cell may hold: an amount as a decimal string, a day as `YYYY-MM-DD`, a rate as a decimal string. */
export type Cell = string | number | null | undefined;

/**
 * `identifier`: a code that looks like a number and is none (SIRET, EJ, programme …); `amount`: euros, a number that
 * may be added up; `percent`: a rate, "0.5" is 50 %.
 */
export type ColumnKind = 'text' | 'identifier' | 'amount' | 'day' | 'quantity' | 'percent';

/** The fields of a row that a cell can show. */
type CellKey<Row> = {
  [K in keyof Row & string]: Row[K] extends Cell ? K : never;
}[keyof Row & string];

/** A column of a table, whatever writes it: CSV today, the other formats from the same list. */
export interface Column<Row> {
  readonly key: CellKey<Row>;
  /** In French. */
  readonly title: string;
  readonly kind: ColumnKind;
  /** The French words of stored codes; a code that is not here is shown as it is. */
  readonly words?: Readonly<Record<string, string>>;
}

/** What a cell shows: the stored value, or its French word. */
export function cellOf<Row>(row: Partial<Row>, { key, words }: Column<Row>): Cell {
  const value = row[key] as Cell;
  return words && typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : value;
}
