import pg from 'pg';

export const APPLICATION_ROLE = 'ledger_app';

/** DATE, int8, numeric, and their arrays: a Date would shift a day, a number would round. */
const { DATE, INT8, NUMERIC } = pg.types.builtins;
const AS_TEXT: ReadonlySet<number> = new Set([DATE, INT8, NUMERIC]);
const AS_TEXT_ARRAY: ReadonlySet<number> = new Set([1182, 1016, 1231]);
/** The type of text[], which pg's list of types leaves out. */
const TEXT_ARRAY = 1009 as typeof DATE;

/** Days, whole and exact numbers arrive as the strings that PostgreSQL writes. */
export const typesAsText: pg.CustomTypesConfig = {
  getTypeParser(oid: typeof DATE, format?: 'text' | 'binary') {
    if (AS_TEXT.has(oid)) return (text: string) => text;
    return pg.types.getTypeParser(AS_TEXT_ARRAY.has(oid) ? TEXT_ARRAY : oid, format);
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
  return pool;
}
