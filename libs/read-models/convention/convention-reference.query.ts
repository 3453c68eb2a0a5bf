import type pg from 'pg';
import type { Perimeter } from '#access';
import { Params } from '../reading/params.js';
import { conventionWithin } from '../reading/perimeter.js';

/** The reference of a convention by its uuid; undefined where the perimeter has none. */
export async function conventionReference(
  pool: pg.Pool,
  { convention, perimeter }: { readonly convention: string; readonly perimeter: Perimeter },
): Promise<string | undefined> {
  const params = new Params();
  const { rows } = await pool.query<{ reference: string }>(
    `select c.reference from read.convention c
    where c.stream = ${params.add(`convention-${convention}`)} and ${conventionWithin(perimeter, params)}`,
    params.values,
  );
  return rows[0]?.reference;
}
