/**
 * The mirror of EventStoreDB in `ledger.event`: one line says of which log, how far, and who fills it. Its holder has
 * it for some seconds at a time by the clock of PostgreSQL, and writes only from the place where the mirror stands:
 * one that slept and wakes writes nothing. A migration runs these statements once, after `eventStoreSchema`.
 */
const tables = [
  `create table ledger.mirror (
    sole boolean primary key default true check (sole),
    log text not null,
    commit_position numeric(20),
    prepare_position numeric(20),
    holder uuid,
    held_until timestamptz
  )`,
  `comment on table ledger.mirror is 'How far the log of EventStoreDB is copied here; no row: the log began here'`,
  `create table ledger.straggler (
    position bigint not null references ledger.event,
    kind text not null check (kind in ('guard_moved', 'claim_held')),
    name text collate "C" not null,
    primary key (position, kind, name)
  )`,
  `comment on table ledger.straggler is
    'Records of EventStoreDB that came though a stream they relied on had moved, or a key they take was held'`,
];

const functions = [
  // From then on the log begins elsewhere: the application loses its right to append here.
  `create function ledger.begin_mirror(named text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
  declare standing text;
  begin
    perform pg_advisory_xact_lock(hashtext('ledger'), hashtext('append'));
    select m.log into standing from ledger.mirror m;
    if standing is not null then
      return case when standing = named then 'ready' else 'of-another-log' end;
    end if;
    if exists (select from ledger.event) then return 'begun-on-postgres'; end if;
    insert into ledger.mirror (log) values (named);
    revoke execute on function ledger.append from ledger_app;
    return 'ready';
  end
  $body$`,
  `create function ledger.take_mirror(candidate uuid, seconds double precision)
  returns table (commit_position numeric, prepare_position numeric)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    update ledger.mirror m set holder = candidate, held_until = clock_timestamp() + make_interval(secs => seconds)
    where m.holder is null or m.holder = candidate or m.held_until < clock_timestamp()
    returning m.commit_position, m.prepare_position;
  end`,
  `create function ledger.leave_mirror(candidate uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    update ledger.mirror set holder = null, held_until = null where holder = candidate;
  end`,
  // Answers how many records were new; null where another holds the mirror, or it stands elsewhere.
  `create function ledger.fill_mirror(
    candidate uuid, seconds double precision, after_commit numeric, to_commit numeric, to_prepare numeric,
    streams text[], versions integer[], event_ids uuid[], command_ids uuid[], stamps timestamptz[], lines text,
    guard_records integer[], guard_streams text[], guard_versions integer[],
    release_records integer[], release_keys text[], claim_records integer[], claim_keys text[]
  ) returns integer
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
  declare
    records text[] := string_to_array(lines, E'\\n');
    head bigint;
    latest timestamptz;
    known ledger.event;
    actual integer;
    added integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtext('ledger'), hashtext('append'));
    if current_setting('synchronous_commit') in ('off', 'local') then
      perform set_config('synchronous_commit', 'on', true);
    end if;
    update ledger.mirror m set commit_position = to_commit, prepare_position = to_prepare,
      held_until = clock_timestamp() + make_interval(secs => seconds)
    where m.holder = candidate and m.commit_position is not distinct from after_commit;
    if not found then return null; end if;
    if cardinality(records) <> cardinality(event_ids) then
      raise exception 'each record is one line' using errcode = 'data_exception';
    end if;
    select e.position, e.recorded_at into head, latest from ledger.event e order by e.position desc limit 1;
    head := coalesce(head, 0);
    for i in 1 .. cardinality(streams) loop
      select * into known from ledger.event e where e.stream = streams[i] and e.version = versions[i];
      if found then
        if known.event_id <> event_ids[i] or known.record <> records[i] then
          raise exception 'the log of EventStoreDB differs from its copy at version % of %', versions[i], streams[i]
            using errcode = 'PL001';
        end if;
        continue;
      end if;
      actual := coalesce((select max(e.version) from ledger.event e where e.stream = streams[i]), 0);
      if versions[i] <> actual + 1 then
        raise exception 'version % of % comes after version % in EventStoreDB', versions[i], streams[i], actual
          using errcode = 'PL002';
      end if;
      head := head + 1;
      latest := greatest(latest, stamps[i]);
      insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
      values (head, streams[i], versions[i], event_ids[i], command_ids[i], latest, records[i]);
      added := added + 1;
      insert into ledger.straggler (position, kind, name)
      select distinct head, 'guard_moved', g.stream
      from unnest(guard_records, guard_streams, guard_versions) g (record, stream, version)
      where g.record = i
        and g.version <> coalesce((select max(e.version) from ledger.event e where e.stream = g.stream), 0);
      delete from ledger.claim held
      using unnest(release_records, release_keys) r (record, key)
      where r.record = i and held.key = r.key and held.stream = streams[i];
      with taken as (
        insert into ledger.claim (key, stream, event_id)
        select c.key, streams[i], event_ids[i] from unnest(claim_records, claim_keys) c (record, key)
        where c.record = i
        on conflict (key) do nothing returning key
      )
      insert into ledger.straggler (position, kind, name)
      select head, 'claim_held', c.key from unnest(claim_records, claim_keys) c (record, key)
      where c.record = i and c.key not in (select key from taken);
    end loop;
    return added;
  end
  $body$`,
  // Answers those that were not kept before.
  `create function ledger.keep_personal(commitments text[], salts text[], personal_values text[])
  returns setof text
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    insert into ledger.personal_value (commitment, salt, value)
    select * from unnest(commitments, salts, personal_values)
    on conflict (commitment) do nothing returning commitment;
  end`,
];

const rights = [
  ...['begin_mirror', 'take_mirror', 'leave_mirror', 'fill_mirror', 'keep_personal'].flatMap(name => [
    `revoke all on function ledger.${name} from public`,
    `grant execute on function ledger.${name} to ledger_app`,
  ]),
  'grant select on ledger.mirror, ledger.straggler to ledger_app',
];

export const mirrorSchema: readonly string[] = [...tables, ...functions, ...rights];
