/** Tables of the schema `ops`. The schema itself is made before the first migration, which is noted in it. */
export const opsSchema = `
create table ops.checkpoint (
  projection text primary key,
  generation text not null,
  position bigint not null default 0 check (position >= 0),
  updated_at timestamptz not null default now()
);

create table ops.dead_letter (
  id bigint generated always as identity primary key,
  projection text not null,
  stream text not null,
  position bigint not null,
  error text not null,
  at timestamptz not null default now(),
  unique (projection, position)
);
create index on ops.dead_letter (projection, stream);

create table ops.refused_attempt (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  role text not null,
  stream text not null,
  command_type text not null,
  code text not null,
  body_hash text not null,
  correlation_id text not null
);
create index on ops.refused_attempt (at);

create table ops.token (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  account text not null,
  role text not null,
  academies text[] not null default '{}',
  bodies jsonb not null default '[]' check (jsonb_typeof(bodies) = 'array'),
  label text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);

create table ops.document (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  size bigint not null check (size >= 0)
);

create table ops.document_upload (
  sha256 text not null references ops.document,
  account text not null,
  name text not null,
  at timestamptz not null,
  primary key (sha256, account)
);

grant usage on schema ops to ledger_app;
grant select, insert, update, delete
  on ops.checkpoint, ops.dead_letter, ops.refused_attempt, ops.token, ops.document, ops.document_upload
  to ledger_app;
`;
