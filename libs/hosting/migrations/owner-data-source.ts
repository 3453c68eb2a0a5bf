import { DataSource } from 'typeorm';
import { typesAsText } from '../connections.js';
import { Ledger1763715600001 } from './0001-ledger.js';
import { Proof1763715600002 } from './0002-proof.js';
import { Mirror1763715600003 } from './0003-mirror.js';

/** The owner's data source: migrations, backups, verification. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'ops',
    migrations: [Ledger1763715600001, Proof1763715600002, Mirror1763715600003],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    extra: { types: typesAsText },
  });
}
