import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type EntityClass, type Table, tableOf } from '../table.js';
import type { Batch } from './batch.js';
import { rowsOfBatch } from './rows-of-batch.js';

/** Writes a batch into tables that hold nothing of its conventions yet. */
export async function copyBatch(client: ClientBase, schema: string, batch: Batch): Promise<void> {
  for (const { entity, rows } of rowsOfBatch(batch)) await copyRows(client, schema, entity, rows);
}

async function copyRows<Row extends object>(
  client: ClientBase,
  schema: string,
  entity: EntityClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { name, columns } = tableOf(entity);
  const copying = client.query(
    copyFrom(`copy ${schema}.${name} (${columns.map(column => column.name).join()}) from stdin`),
  );
  copying.end(copyText(rows, columns));
  await finished(copying);
}

/** PostgreSQL's text format: a row a line, tabs between its values. */
function copyText<Row extends object>(rows: readonly Row[], columns: Table<Row>['columns']): string {
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const { property, type } of columns) {
      text += separator;
      separator = '\t';
      const value = row[property];
      if (value === null || value === undefined) text += String.raw`\N`;
      else text += type === 'text' ? escaped(String(value)) : String(value);
    }
    text += '\n';
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
};

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, found => ESCAPES[found]!) : text;
}
