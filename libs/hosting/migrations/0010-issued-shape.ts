import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which figures an issued report has: those that later versions add to it are no part of what was issued. */
export class IssuedShape1763715600010 implements MigrationInterface {
  readonly name = 'IssuedShape1763715600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ops.issued_report add column figures_shape json;
      comment on column ops.issued_report.figures_shape is
        'The names of its figures; null for a report issued before they were kept: its bytes are verified, not its figures';
    `);
  }

  down(): Promise<void> {
    throw new Error('issued reports are not unmade: restore a backup');
  }
}
