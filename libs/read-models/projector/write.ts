import type { ClientBase } from 'pg';
import { AllocationRow } from '../allocation/allocation.entity.js';
import { AnomalyRow } from '../anomaly/anomaly.entity.js';
import { ConventionRow } from '../convention/convention.entity.js';
import { BALANCE_NAMES } from '../current-balance/balances.js';
import { CurrentBalanceRow } from '../current-balance/current-balance.entity.js';
import { ImputationRow } from '../imputation/imputation.entity.js';
import { LineRow } from '../line/line.entity.js';
import { MovementRow } from '../movement/movement.entity.js';
import { PaymentRow } from '../payment/payment.entity.js';
import { StandingRow } from '../standing/standing.entity.js';
import { type EntityClass, type Table, tableOf } from '../table.js';
import type { Batch } from './batch.js';

/** Writes a batch into a schema, in the caller's transaction. */
export async function writeBatch(client: ClientBase, schema: string, batch: Batch): Promise<void> {
  if (batch.replaced.length > 0) {
    for (const table of ['payment', 'anomaly']) {
      await client.query(`delete from ${schema}.${table} where convention_key = any ($1)`, [batch.replaced]);
    }
  }
  const upsert = <Row extends object>(entity: EntityClass<Row>, rows: readonly Row[]) =>
    insertRows(client, schema, entity, rows, replacing);
  await upsert(ConventionRow, batch.conventions);
  await upsert(LineRow, batch.lines);
  await upsert(AllocationRow, batch.allocations);
  await insertRows(client, schema, ImputationRow, batch.imputations);
  await insertRows(client, schema, MovementRow, batch.movements);
  await insertRows(client, schema, StandingRow, batch.standings);
  await insertRows(client, schema, CurrentBalanceRow, batch.balances, adding);
  await insertRows(client, schema, PaymentRow, batch.payments);
  await insertRows(client, schema, AnomalyRow, batch.anomalies);
}

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

/** One statement for all rows, by `unnest`: a column of values is one parameter. */
export async function insertRows<Row extends object>(
  client: Pick<ClientBase, 'query'>,
  schema: string,
  entity: EntityClass<Row>,
  rows: readonly Row[],
  onConflict?: OnConflict,
): Promise<void> {
  if (rows.length === 0) return;
  const table = tableOf(entity);
  const names = table.columns.map(({ name }) => name).join();
  const arrays = table.columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join();
  const conflict = onConflict?.(table as Table<object>) ?? '';
  await client.query(
    `insert into ${schema}.${table.name} (${names}) select * from unnest(${arrays}) ${conflict}`,
    table.columns.map(({ property, type }) => arrayLiteral(rows, property, type === 'text')),
  );
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
