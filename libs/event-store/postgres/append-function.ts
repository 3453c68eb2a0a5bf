/**
 * `ledger.append`: many appends of many streams in one call, each with its own result row, in order; a single row
 * `all-appended` with the first position where none of them met an obstacle.
 *
 * The flat arrays hold the parts of all items one after the other; `*_counts` say how many are each item's.
 * It is plpgsql and takes its lock first: every later statement then has a snapshot younger than the lock, so it
 * sees all that was committed under it, and position order is commit order. A plain SQL function or a CTE would
 * take its snapshot before the lock.
 *
 * `lines` holds the records' texts, one a line (canonical JSON has no line break): an array would have to be escaped and
 * parsed. Called in autocommit, so that the lock is held for this call only. One `stamp` for the call: where the
 * log's head is younger, nothing is done and a single row `clock-behind` tells the head's time.
 */
export const appendFunction = `
create or replace function ledger.append(
  stamp timestamptz, streams text[], expected integer[],
  record_counts integer[], record_items integer[], record_versions integer[],
  event_ids uuid[], command_ids uuid[], lines text,
  guard_counts integer[], guard_streams text[], guard_versions integer[],
  claim_counts integer[], claim_keys text[], claim_events uuid[],
  release_counts integer[], release_keys text[],
  personal_counts integer[], commitments text[], salts text[], personal_values text[]
) returns table (outcome text, first_position bigint, actual integer, name text, holder uuid, head_time text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
declare
  records text[] := string_to_array(lines, E'\\n');
  head bigint;
  latest timestamptz;
  known uuid[];
  ids uuid[];
  released text[];
  r integer := 0; r_end integer;
  g integer := 0; g_end integer;
  c integer := 0; c_end integer;
  l integer := 0; l_end integer;
  p integer := 0; p_end integer;
begin
  perform pg_advisory_xact_lock(hashtext('ledger'), hashtext('append'));
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ledger.append runs in read committed transactions only' using errcode = 'active_sql_transaction';
  end if;
  -- Not a SET clause of the function: that would end with the function, before the commit.
  if current_setting('synchronous_commit') in ('off', 'local') then
    perform set_config('synchronous_commit', 'on', true);
  end if;

  if cardinality(records) <> cardinality(event_ids) then
    raise exception 'each record is one line' using errcode = 'data_exception';
  end if;

  select e.position, e.recorded_at into head, latest from ledger.event e order by e.position desc limit 1;
  head := coalesce(head, 0);
  if latest > stamp then
    outcome := 'clock-behind';
    head_time := ledger.instant(latest);
    return next;
    return;
  end if;
  -- The common batch: no item conflicts or meets another one. Twice as fast as item by item. That the version after
  -- the expected one is free, the unique keys tell.
  if cardinality(claim_keys) + cardinality(release_keys) + cardinality(commitments) = 0
    and not streams && guard_streams
    and not exists (
      select from unnest(streams, expected) t (stream, version)
      where t.version <> 0
        and not exists (select from ledger.event e where e.stream = t.stream and e.version = t.version)
    )
    and not exists (
      select from unnest(guard_streams, guard_versions) t (stream, version)
      where t.version <> coalesce((select max(e.version) from ledger.event e where e.stream = t.stream), 0)
    )
  then
    begin
      insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
      select head + t.place, streams[t.item], t.version, t.event_id, t.command_id, stamp, t.record
      from unnest(record_items, record_versions, event_ids, command_ids, records)
        with ordinality as t (item, version, event_id, command_id, record, place);
      outcome := 'all-appended';
      first_position := head + 1;
      return next;
      return;
    exception when unique_violation then
      null;
    end;
  end if;

  known := array(select e.event_id from ledger.event e where e.event_id = any (event_ids));
  for i in 1 .. cardinality(streams) loop
    r_end := r + record_counts[i];
    g_end := g + guard_counts[i];
    c_end := c + claim_counts[i];
    l_end := l + release_counts[i];
    p_end := p + personal_counts[i];
    outcome := null; first_position := null; name := null; holder := null;

    actual := coalesce((select max(e.version) from ledger.event e where e.stream = streams[i]), 0);
    if actual <> expected[i] or (known <> '{}' and known && event_ids[r + 1 : r_end]) then
      ids := event_ids[r + 1 : r_end];
      if ids = array(
        select e.event_id from ledger.event e
        where e.stream = streams[i] and e.version > expected[i] and e.version <= expected[i] + record_counts[i]
        order by e.version
      ) then
        outcome := 'repeated';
      else
        outcome := 'version-conflict';
      end if;
    end if;

    if outcome is null and g < g_end then
      select 'guard-conflict', w.stream, w.version into outcome, name, actual
      from (
        select t.stream, t.expected, t.place,
          coalesce((select max(e.version) from ledger.event e where e.stream = t.stream), 0) as version
        from unnest(guard_streams[g + 1 : g_end], guard_versions[g + 1 : g_end])
          with ordinality as t (stream, expected, place)
      ) w
      where w.version <> w.expected order by w.place limit 1;
    end if;

    released := release_keys[l + 1 : l_end];
    if outcome is null and c < c_end then
      select 'claim-conflict', held.key, held.event_id into outcome, name, holder
      from unnest(claim_keys[c + 1 : c_end]) with ordinality as t (key, place)
      join ledger.claim held on held.key = t.key
      where not (held.stream = streams[i] and held.key = any (released))
      order by t.place limit 1;
    end if;

    if outcome is null then
      outcome := 'appended';
      first_position := head + 1;
      insert into ledger.event (position, stream, version, event_id, command_id, recorded_at, record)
      select head + t.place, streams[i], t.version, t.event_id, t.command_id, stamp, t.record
      from unnest(
        record_versions[r + 1 : r_end], event_ids[r + 1 : r_end], command_ids[r + 1 : r_end], records[r + 1 : r_end]
      ) with ordinality as t (version, event_id, command_id, record, place);
      head := head + record_counts[i];
      if l < l_end then
        delete from ledger.claim held where held.stream = streams[i] and held.key = any (released);
      end if;
      if c < c_end then
        insert into ledger.claim (key, stream, event_id)
        select t.key, streams[i], t.event_id
        from unnest(claim_keys[c + 1 : c_end], claim_events[c + 1 : c_end]) as t (key, event_id);
      end if;
      if p < p_end then
        insert into ledger.personal_value (commitment, salt, value)
        select * from unnest(commitments[p + 1 : p_end], salts[p + 1 : p_end], personal_values[p + 1 : p_end])
        on conflict (commitment) do nothing;
      end if;
    end if;
    return next;
    r := r_end; g := g_end; c := c_end; l := l_end; p := p_end;
  end loop;
end
$body$`;
