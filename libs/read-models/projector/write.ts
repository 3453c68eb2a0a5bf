import type { ClientBase } from 'pg';
import { AllocationRow } from '../allocation/allocation.entity.js';
import { ConventionRow } from '../convention/convention.entity.js';
import { BALANCE_NAMES } from '../current-balance/balances.js';
import { CurrentBalanceRow } from '../current-balance/current-balance.entity.js';
import { LineRow } from '../line/line.entity.js';
import { type EntityClass, type Table, tableOf } from '../table.js';
import type { Batch } from './batch.js';
import { rowsOfBatch } from './rows-of-batch.js';

/** Writes a batch into a schema in one statement, and so in one round trip. */
export async function writeBatch(client: Client, schema: string, batch: Batch): Promise<void> {
  const params: string[] = [];
  const inserts = rowsOfBatch(batch)
    .map(({ entity, rows }) => insertSql(schema, entity, rows, params, ON_CONFLICT.get(entity)))
    .filter(sql => sql !== '');
  if (inserts.length === 0) return;
  const parts = inserts.map((sql, index) => `part${index} as (${sql})`);
  await client.query(`with ${parts.join()} select`, params);
}

/** Removes the payments and anomalies that the batch writes anew. */
export async function clearReplaced(client: Client, schema: string, { replaced }: Batch): Promise<void> {
  if (replaced.length === 0) return;
  for (const table of ['payment', 'anomaly']) {
    await client.query(`delete from ${schema}.${table} where convention_key = any ($1)`, [replaced]);
  }
}

type Client = Pick<ClientBase, 'query'>;
type OnConflict = (table: Table<object>) => string;

const replacing: OnConflict = ({ columns, key }) => {
  const others = columns.filter(({ name }) => !key.includes(name));
  return `on conflict (${key.join()}) do update set ${others.map(({ name }) => `${name} = excluded.${name}`).join()}`;
};

const adding: OnConflict = ({ name: table, columns, key }) => {
  const sums = columns.filter(({ property }) => (BALANCE_NAMES as readonly string[]).includes(property));
  return `on conflict (${key.join()}) do update set ${sums
    .map(({ name }) => `${name} = ${table}.${name} + excluded.${name}`)
    .join()}`;
};

const ON_CONFLICT = new Map<EntityClass<object>, OnConflict>([
  [ConventionRow, replacing],
  [LineRow, replacing],
  [AllocationRow, replacing],
  [CurrentBalanceRow, adding],
]);

/** One statement for all rows, by `unnest`: a column of values is one parameter. */
export async function insertRows<Row extends object>(
  client: Client,
  schema: string,
  entity: EntityClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  const params: string[] = [];
  const sql = insertSql(schema, entity, rows, params);
  if (sql !== '') await client.query(sql, params);
}

function insertSql<Row extends object>(
  schema: string,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  params: string[],
  onConflict?: OnConflict,
): string {
  if (rows.length === 0) return '';
  const table = tableOf(entity);
  const arrays = table.columns.map(({ property, type }) => {
    const place = params.push(arrayLiteral(rows, property, type === 'text'));
    return `$${place}::${type}[]`;
  });
  return `insert into ${schema}.${table.name} (${table.columns.map(({ name }) => name).join()})
    select * from unnest(${arrays.join()}) ${onConflict?.(table as Table<object>) ?? ''}`;
}

/** PostgreSQL's own text of an array: several times faster than the driver's general conversion. */
function arrayLiteral<Row extends object>(
  rows: readonly Row[],
  property: keyof Row & string,
  quoted: boolean,
): string {
  let text = '{';
  for (const [index, row] of rows.entries()) {
    if (index > 0) text += ',';
    const value = row[property];
    if (value === null || value === undefined) text += 'NULL';
    else text += quoted ? quote(String(value)) : String(value);
  }
  return `${text}}`;
}

function quote(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, String.raw`\$&`) : text}"`;
}
