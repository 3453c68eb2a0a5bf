import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventStoreSchema } from '#event-store';
import { opsSchema } from './ops.schema.js';

/** The log, and what the operation of the ledger needs beside it. Each is undone by restoring a backup only. */
export class Ledger1763715600001 implements MigrationInterface {
  readonly name = 'Ledger1763715600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of eventStoreSchema) await runner.query(statement);
    await runner.query(opsSchema);
  }

  down(): Promise<void> {
    throw new Error('a ledger is not unmade: restore a backup');
  }
}
