import { createHash } from 'node:crypto';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { DEADLINE_KINDS, MEASURES } from '#ledger';
import { AllocationRow } from './allocation/allocation.entity.js';
import { AnomalyRow } from './anomaly/anomaly.entity.js';
import { CitationRow } from './citation/citation.entity.js';
import { ConventionRow } from './convention/convention.entity.js';
import { BALANCES } from './current-balance/balances.js';
import { CurrentBalanceRow } from './current-balance/current-balance.entity.js';
import { DeadlineRow } from './deadline/deadline.entity.js';
import { ImputationRow } from './imputation/imputation.entity.js';
import { LineRow } from './line/line.entity.js';
import { MovementRow, movementIndexes } from './movement/movement.entity.js';
import { PaymentRow } from './payment/payment.entity.js';
import { ATTRIBUTES } from './standing/standing.projection.js';
import { StandingRow } from './standing/standing.entity.js';
import { tableOf } from './table.js';

/** Raised by one when a projection computes other rows into the same tables. */
const PROJECTION = 2;

export const ENTITIES = [
  ConventionRow,
  LineRow,
  AllocationRow,
  ImputationRow,
  MovementRow,
  StandingRow,
  DeadlineRow,
  CurrentBalanceRow,
  PaymentRow,
  AnomalyRow,
  CitationRow,
];

/** What the tables hold and mean, in sixteen characters: other tables or other rules are another generation. */
export const GENERATION = createHash('sha256')
  .update(
    JSON.stringify([
      PROJECTION,
      ENTITIES.map(entity => tableOf<object>(entity)),
      movementIndexes('read'),
      MEASURES,
      BALANCES,
      ATTRIBUTES,
      DEADLINE_KINDS,
    ]),
  )
  .digest('hex')
  .slice(0, 16);

/** Creates the tables of a schema anew, empty and without the covering indexes of `movement`. */
export async function createTables(pool: pg.Pool, schema: string): Promise<void> {
  await pool.query(`drop schema if exists ${schema} cascade`);
  await pool.query(`create schema ${schema}`);
  const source = new DataSource({
    type: 'postgres',
    schema,
    entities: ENTITIES,
    extra: { ...pool.options, max: 1 },
  });
  await source.initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
}
