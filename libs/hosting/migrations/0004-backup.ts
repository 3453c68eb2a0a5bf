import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restore, an erasure and the close of a fiscal year leave behind. */
export class Backup1763715600004 implements MigrationInterface {
  readonly name = 'Backup1763715600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.epoch (
        number integer primary key check (number > 1),
        position bigint not null check (position >= 0),
        root text not null,
        backup text not null check (backup ~ '^[0-9a-f]{64}$'),
        restored_at timestamptz not null default now(),
        lost_through bigint check (lost_through > position)
      );
      comment on table ops.epoch is
        'Restores: the log of this epoch goes on from the position; events signed after it up to lost_through are declared lost';

      create table ops.erasure (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        actor text not null,
        motive text not null,
        commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
        position bigint not null check (position > 0)
      );
      comment on table ops.erasure is
        'Personal values that were erased: who, when, why, and the event whose record holds the commitment; never the value';

      create table ops.balance_seal (
        year smallint primary key check (year between 1900 and 2198),
        position bigint not null check (position > 0),
        note text not null,
        sealed_at timestamptz not null default now()
      );
      comment on table ops.balance_seal is
        'Signed roots over the balances of closed fiscal years, as known at the event that closed each';

      grant select on ops.epoch to ledger_app;
      grant select, insert on ops.erasure, ops.balance_seal to ledger_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('traces are not unmade: restore a backup');
  }
}
