import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is logged in on the pages. The cookie's value itself is not kept, only its hash. */
export class Session1763715600006 implements MigrationInterface {
  readonly name = 'Session1763715600006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.session (
        hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
        account jsonb not null check (jsonb_typeof(account) = 'object'),
        token_hash text references ops.token,
        opened_at timestamptz not null default now(),
        seen_at timestamptz not null default now()
      );
      comment on column ops.session.token_hash is
        'The token by which it was opened: the session ends with it. Null for a sample account';
      create index on ops.session (seen_at);
      grant select, insert, update, delete on ops.session to ledger_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('sessions are not unmade: restore a backup');
  }
}
