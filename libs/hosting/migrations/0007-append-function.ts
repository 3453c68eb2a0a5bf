import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendFunction } from '#event-store';

/** `ledger.append` as it stands now, in a database that was made with an earlier one. */
export class AppendFunction1763715600007 implements MigrationInterface {
  readonly name = 'AppendFunction1763715600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(appendFunction);
  }

  down(): Promise<void> {
    throw new Error('the function is replaced by the next migration, not unmade');
  }
}
