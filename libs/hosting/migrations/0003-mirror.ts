import type { MigrationInterface, QueryRunner } from 'typeorm';
import { mirrorSchema } from '#event-store';

/** The mirror of a log that stands in EventStoreDB. Nothing of it is used where the log stands here. */
export class Mirror1763715600003 implements MigrationInterface {
  readonly name = 'Mirror1763715600003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of mirrorSchema) await runner.query(statement);
  }

  down(): Promise<void> {
    throw new Error('a ledger is not unmade: restore a backup');
  }
}
