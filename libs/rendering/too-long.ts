/** The most lines of a table that are printed: some sixty pages. */
export const MOST_PRINTED_ROWS = 2_000;
/** The most sheets of a spreadsheet that is to be printed. */
export const MOST_SHEETS = 250;

/** A table has more lines than are printed, or more groups than there may be sheets. */
export class TooLongToPrint extends Error {
  override readonly name = 'TooLongToPrint';

  constructor(
    table: string,
    readonly of: 'rows' | 'sheets',
  ) {
    super(table);
  }
}
