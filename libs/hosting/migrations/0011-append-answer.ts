import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendFunction } from '#event-store';

/** `ledger.append` with one row where all went well. */
export class AppendAnswer1763715600011 implements MigrationInterface {
  readonly name = 'AppendAnswer1763715600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(appendFunction);
  }

  down(): Promise<void> {
    throw new Error('the function is replaced by the next migration, not unmade');
  }
}
