import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons as the administrator knows them, what was done to their rights, and logins under way at a provider. */
export class Account1763715600009 implements MigrationInterface {
  readonly name = 'Account1763715600009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.account (
        account text primary key check (account ~ '^[a-z0-9][a-z0-9._-]{2,59}$'),
        name text not null,
        role text not null,
        academies text[] not null default '{}',
        bodies jsonb not null default '[]' check (jsonb_typeof(bodies) = 'array'),
        email text,
        siret text check (siret ~ '^[0-9]{14}$'),
        issuer text,
        subject text,
        opened_at timestamptz not null default now(),
        seen_at timestamptz,
        disabled_at timestamptz,
        unique (issuer, subject),
        check ((issuer is null) = (subject is null)),
        check (subject is not null or email is null or siret is not null)
      );
      comment on column ops.account.account is 'Pseudonymous: it is in the records. The name and the e-mail stay here';
      comment on column ops.account.subject is
        'Who it is at the provider of identities; null until the first login there, found by e-mail and siret';
      create unique index on ops.account (lower(email)) where email is not null;

      create table ops.account_act (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        account text not null,
        act text not null check (act in ('opened', 'changed', 'disabled', 'enabled', 'token_given', 'token_revoked')),
        by text not null,
        what jsonb not null
      );
      comment on table ops.account_act is 'Who may do what, since when, and who said so. Never changed, never removed';
      create index on ops.account_act (account);

      create table ops.login (
        state_hash text primary key check (state_hash ~ '^[0-9a-f]{64}$'),
        browser_hash text not null check (browser_hash ~ '^[0-9a-f]{64}$'),
        nonce text not null,
        verifier text not null,
        next text not null,
        kept jsonb,
        begun_at timestamptz not null default now()
      );
      comment on table ops.login is 'Logins that began here and go on at the provider; each is taken once';
      create index on ops.login (begun_at);

      alter table ops.session add column id_token text;
      comment on column ops.session.id_token is 'Shown to the provider at the logout';

      grant select, insert, update on ops.account to ledger_app;
      grant select, insert on ops.account_act to ledger_app;
      grant select, insert, delete on ops.login to ledger_app;
    `);
  }

  down(): Promise<void> {
    throw new Error('accounts are not unmade: restore a backup');
  }
}
