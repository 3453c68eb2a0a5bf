import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hashes of the log's tree, its signed checkpoints, the results of verifications. */
export class Proof1763715600002 implements MigrationInterface {
  readonly name = 'Proof1763715600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.tile (
        level smallint not null check (level >= 0),
        index bigint not null check (index >= 0),
        hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
        primary key (level, index)
      );
      alter table ops.tile alter column hashes set storage external;
      comment on table ops.tile is
        'The Merkle tree of the log: 256 hashes a tile, of the row 8 × level above the leaves';

      create table ops.seal (
        size bigint primary key check (size > 0),
        note text not null,
        sealed_at timestamptz not null default now(),
        anchored_at timestamptz
      );
      comment on table ops.seal is 'Signed checkpoints of the log; the note holds origin, size and root';
      create index on ops.seal (size) where anchored_at is null;

      create table ops.verification (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        ok boolean not null,
        result json not null
      );

      grant select, insert, update on ops.tile to ledger_app;
      grant select, insert, update (anchored_at) on ops.seal to ledger_app;
      grant select, insert on ops.verification to ledger_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('seals are not unmade: restore a backup');
  }
}
