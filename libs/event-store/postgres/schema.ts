import { appendFunction } from './append-function.js';

const tables = [
  'create schema ledger',
  `create table ledger.event (
    position bigint primary key check (position > 0),
    stream text collate "C" not null,
    version integer not null check (version > 0),
    event_id uuid not null unique,
    command_id uuid not null,
    recorded_at timestamptz(3) not null,
    record text not null,
    unique (stream, version)
  )`,
  `comment on table ledger.event is
    'The log. record is the canonical text that is served, hashed and replayed; position is dense and in commit order'`,
  `create table ledger.claim (
    key text collate "C" primary key,
    stream text collate "C" not null,
    event_id uuid not null references ledger.event (event_id)
  )`,
  `comment on table ledger.claim is 'Unique keys that standing facts hold'`,
  `create table ledger.personal_value (
    commitment text collate "C" primary key,
    salt text not null,
    value text not null
  )`,
  `comment on table ledger.personal_value is
    'Values of personal fields, erasable; the log holds their salted commitments'`,
];

const functions = [
  `create function ledger.instant(moment timestamptz) returns text
  language sql immutable parallel safe
  return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  appendFunction,
  `create function ledger.erase_personal(erased text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    delete from ledger.personal_value where commitment = erased;
  end`,
];

const rights = [
  // Roles belong to the server, not to the database: another database of it may have made this one.
  `do $role$ begin
    create role ledger_app nologin;
  exception when duplicate_object or unique_violation then null;
  end $role$`,
  'revoke all on schema ledger from public',
  'revoke all on all functions in schema ledger from public',
  'grant usage on schema ledger to ledger_app',
  'grant select on all tables in schema ledger to ledger_app',
  'grant execute on all functions in schema ledger to ledger_app',
];

/**
 * The schema `ledger`, statement by statement, for a migration to run once with the owner's role (which may create
 * roles). A login of the application is granted `ledger_app` and can append, read, and erase a personal value:
 * nobody but the owner can change or remove an event.
 */
export const eventStoreSchema: readonly string[] = [...tables, ...functions, ...rights];
