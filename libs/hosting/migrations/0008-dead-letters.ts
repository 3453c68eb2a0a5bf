import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who acted on an event that could not be projected, and why. */
export class DeadLetters1763715600008 implements MigrationInterface {
  readonly name = 'DeadLetters1763715600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.dead_letter_act (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        projection text not null,
        stream text not null,
        position bigint not null,
        act text not null check (act in ('replayed', 'skipped')),
        by text not null,
        reason text not null
      );
      comment on table ops.dead_letter_act is
        'What was done about dead letters; position is the first of its stream. Never changed, never removed';
      create index on ops.dead_letter_act (projection, stream);
      grant select, insert on ops.dead_letter_act to ledger_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('traces are not unmade: restore a backup');
  }
}
