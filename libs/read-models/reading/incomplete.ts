import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import { Params } from './params.js';
import { conventionWithin } from './perimeter.js';

/** References of the conventions inside the perimeter whose rows stop before a fact that could not be read. */
export async function incompleteOf(client: ClientBase, perimeter: Perimeter): Promise<readonly string[]> {
  const params = new Params();
  const { rows } = await client.query<{ reference: string }>(
    `select c.reference from read.convention c where c.incomplete and ${conventionWithin(perimeter, params)}
    order by c.reference`,
    params.values,
  );
  return rows.map(({ reference }) => reference);
}
