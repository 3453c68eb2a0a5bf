import pg from 'pg';

export const APPLICATION_ROLE = 'ledger_app';

/** Types are known by number: pg's list of names leaves out the arrays. */
type Parsers = { getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown };
const usual: Parsers = pg.types;

/** DATE, int8, numeric, and their arrays: a Date would shift a day, a number would round. */
const AS_TEXT: ReadonlySet<number> = new Set([1082, 20, 1700]);
const AS_TEXT_ARRAY: ReadonlySet<number> = new Set([1182, 1016, 1231]);
const TEXT_ARRAY = 1009;

/** Days, whole and exact numbers arrive as the strings that PostgreSQL writes. */
export const typesAsText: Parsers = {
  getTypeParser(oid, format) {
    if (AS_TEXT.has(oid)) return text => text;
    return usual.getTypeParser(AS_TEXT_ARRAY.has(oid) ? TEXT_ARRAY : oid, format);
  },
};

/** The same server and database, with the rights of the application only. */
export function asApplication(url: string): string {
  const options = encodeURIComponent(`-c role=${APPLICATION_ROLE}`);
  return `${url}${url.includes('?') ? '&' : '?'}options=${options}`;
}

/** Connections whose sessions run as `ledger_app`. */
export function appPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: asApplication(url), types: typesAsText, max });
  // The pool drops an idle connection that broke and opens another; without a listener Node would exit.
  pool.on('error', () => {});
  // Nor must it exit where one breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', client => client.on('error', () => {}));
  return pool;
}
