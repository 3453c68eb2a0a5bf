import { DataSource } from 'typeorm';
import { typesAsText } from '../connections.js';
import { Ledger1763715600001 } from './0001-ledger.js';
import { Proof1763715600002 } from './0002-proof.js';
import { Mirror1763715600003 } from './0003-mirror.js';
import { Backup1763715600004 } from './0004-backup.js';
import { IssuedReport1763715600005 } from './0005-issued-report.js';
import { Session1763715600006 } from './0006-session.js';
import { AppendFunction1763715600007 } from './0007-append-function.js';
import { DeadLetters1763715600008 } from './0008-dead-letters.js';
import { Account1763715600009 } from './0009-account.js';
import { IssuedShape1763715600010 } from './0010-issued-shape.js';
import { AppendAnswer1763715600011 } from './0011-append-answer.js';

/** The owner's data source: migrations, backups, verification. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'ops',
    migrations: [
      Ledger1763715600001,
      Proof1763715600002,
      Mirror1763715600003,
      Backup1763715600004,
      IssuedReport1763715600005,
      Session1763715600006,
      AppendFunction1763715600007,
      DeadLetters1763715600008,
      Account1763715600009,
      IssuedShape1763715600010,
      AppendAnswer1763715600011,
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    extra: { types: typesAsText },
  });
}
