/*
 * A CSV has no types: a spreadsheet guesses them. It would drop the zero of programme 0214, read groupe de
 * marchandises 10.03.01 as a day and a SIRET as 2,13E+13, and run a text that begins with `=`.
 * Why the apostrophe: docs/adr/2026-11-21-csv-text.md.
 */

const MARK = "'";

/** What begins a formula, also behind spaces; and a mark of the text's own, so that one is always there to remove. */
const FORMULA = /^(?:['\t\r\n]|\s*[=+\-@])/;

/** Only digits and what may stand beside them in a number, a day or an hour. */
const DIGITS_AND_SIGNS = /^[\d\s.,:/()%-]+$/;
const WITH_EXPONENT = /^\s*\d+(?:[.,]\d+)?E[+-]?\d+\s*$/i;

/** A text or a code that no spreadsheet takes for a formula, a number or a day. */
export function textCell(value: string): string {
  const isMarked =
    FORMULA.test(value) || WITH_EXPONENT.test(value) || (DIGITS_AND_SIGNS.test(value) && /\d/.test(value));
  return isMarked ? MARK + value : value;
}

/** The value of a text cell read back. */
export function valueOfTextCell(cell: string): string {
  return cell.startsWith(MARK) ? cell.slice(MARK.length) : cell;
}
