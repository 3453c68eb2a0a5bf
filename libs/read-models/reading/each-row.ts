import type { ClientBase, QueryResultRow } from 'pg';

const FETCHED = 5_000;

/**
 * The rows of a statement, a part at a time: memory stays flat however many there are. Within a transaction, one at a
 * time.
 */
export async function* eachRow<Row extends QueryResultRow>(
  client: ClientBase,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): AsyncGenerator<Row> {
  // All rows are read: what gives the first ones sooner would be slower.
  await client.query('set local cursor_tuple_fraction = 1');
  await client.query(`declare each_row no scroll cursor for ${text}`, [...values]);
  for (let more = true; more;) {
    const { rows } = await client.query<Row>(`fetch ${FETCHED} from each_row`);
    yield* rows;
    more = rows.length === FETCHED;
  }
  await client.query('close each_row');
}
