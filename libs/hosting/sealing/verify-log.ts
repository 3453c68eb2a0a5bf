import type pg from 'pg';
import type { PoolClient } from 'pg';
import { nodesOf, openCheckpoint, rootAt, type Verifier } from '#proof';
import { transaction } from '#read-models';
import type { Anchor } from './anchor.js';
import { type Epoch, epochsOf, FIRST_EPOCH, isDeclaredLost } from './epochs.js';
import type { LogFault, Straggler, VerifiedLog } from './log-fault.js';
import { fault, type KeptEvent, type KeptSeal, LogScan } from './log-scan.js';
import { originOf, sealedSize } from './sealer.js';
import { StoredTiles } from './stored-tiles.js';

/** Events, and checkpoints, read at a time. */
const PAGE = 1000;

export interface VerifyingLog {
  readonly pool: pg.Pool;
  readonly verifiers: readonly Verifier[];
  readonly anchor: Pick<Anchor, 'notes'>;
  /** Checkpoints that somebody else kept: each must be a prefix of the log, whatever was declared lost. */
  readonly kept?: Pick<Anchor, 'notes'> | undefined;
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Reads the whole log in one snapshot, a page at a time: positions dense, columns as the texts say, times that never
 * go back, versions dense in each stream; every leaf and node of the tree computed again, every checkpoint's
 * signature and root, so that each is a prefix of the log; every note of the anchor; personal values against their
 * commitments. Stops at the first fault.
 */
export function verifyLog(options: VerifyingLog): Promise<VerifiedLog> {
  // Asked for before the snapshot, which then holds every checkpoint that was told.
  const told = options.anchor.notes();
  return transaction(options.pool, client => verified(client, told, options), BEGIN);
}

const BEGIN = 'begin isolation level repeatable read read only';

async function verified(
  client: PoolClient,
  told: AsyncIterable<string>,
  { verifiers, kept, onProgress }: VerifyingLog,
): Promise<VerifiedLog> {
  const tiles = new StoredTiles(client);
  const sealed = await sealedSize(client);
  const head = await headOf(client);
  const origin = sealed === 0 ? undefined : await originOf(new StoredTiles(client)).catch(() => undefined);
  const scan = new LogScan({ tiles, sealed, origin, verifiers });
  const found = await scanned(client, scan, done => onProgress?.(done, head));
  const before = Number(found?.position ?? head + 1);
  const order = await versionOutOfOrder(client, found ? before - 1 : head);
  const epochs = await epochsOf(client);
  const known = { verifiers, sealed, origin };
  const anchored = { notes: 0, lost: 0 };
  const shown = { notes: 0, lost: 0 };
  const first =
    order ??
    found ??
    (sealed > head ? fault('tail_missing', head + 1, { through: String(sealed) }) : undefined) ??
    (await checkNotes(client, told, { ...known, epochs }, anchored)) ??
    (kept && (await checkNotes(client, kept.notes(), { ...known, epochs: [] }, shown))) ??
    (await alteredPersonal(client));
  return {
    head: String(head),
    events: scan.size,
    sealed: String(sealed),
    checkpoints: scan.checkpoints,
    anchored: anchored.notes,
    declaredLost: anchored.lost,
    kept: shown.notes,
    epoch: epochs.at(-1)?.number ?? FIRST_EPOCH,
    root: scan.root?.toString('base64') ?? null,
    fault: first ?? null,
    stragglers: await stragglers(client),
  };
}

/** Each value that was not erased is the one to which the events commit; the first event of one that is not. */
async function alteredPersonal(client: PoolClient): Promise<LogFault | undefined> {
  const { rows } = await client.query<{ position: string | null }>(
    `select (select min(e.position) from ledger.event e where strpos(e.record, p.commitment) > 0) as position
     from ledger.personal_value p
     where case when p.salt ~ '^([0-9a-f]{2})+$'
       then encode(sha256(decode(p.salt, 'hex') || convert_to(p.value, 'UTF8')), 'hex') <> p.commitment
       else true end
     order by position nulls last limit 1`,
  );
  const [row] = rows;
  return row && fault('personal_value_altered', row.position === null ? null : Number(row.position));
}

/** The first hundred. */
async function stragglers(client: PoolClient): Promise<readonly Straggler[]> {
  const { rows } = await client.query<Straggler>(
    'select position, kind, name from ledger.straggler order by position, kind, name limit 100',
  );
  return rows;
}

async function headOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ head: string }>(
    'select coalesce(max(position), 0) as head from ledger.event',
  );
  return Number(rows[0]!.head);
}

async function scanned(
  client: PoolClient,
  scan: LogScan,
  onProgress: (done: number) => void,
): Promise<LogFault | undefined> {
  let seals = await sealsAfter(client, '0');
  for (
    let page = await eventsAfter(client, 0);
    page.length > 0;
    page = await eventsAfter(client, scan.size)
  ) {
    for (const event of page) {
      const wrong = await scan.read(event);
      if (wrong) return scan.end() ?? wrong;
      if (seals[0]?.size !== event.position) continue;
      const [seal] = seals;
      const unsigned = scan.check(seal);
      if (unsigned) return unsigned;
      seals = seals.length > 1 ? seals.slice(1) : await sealsAfter(client, seal.size);
    }
    onProgress(scan.size);
  }
  const suspected = scan.end();
  if (suspected) return suspected;
  return seals[0] && fault('tail_missing', scan.size + 1, { through: seals[0].size });
}

async function eventsAfter(client: PoolClient, position: number): Promise<readonly KeptEvent[]> {
  const { rows } = await client.query<KeptEvent>(
    `select position, stream, version::text, event_id, command_id, ledger.instant(recorded_at) as recorded_at, record
     from ledger.event where position > $1 order by position limit $2`,
    [position, PAGE],
  );
  return rows;
}

async function sealsAfter(client: PoolClient, size: string): Promise<readonly KeptSeal[]> {
  const { rows } = await client.query<KeptSeal>(
    'select size, note from ops.seal where size > $1 order by size limit $2',
    [size, PAGE],
  );
  return rows;
}

/** Sorted by PostgreSQL, on its disk where it must: the names of all streams may be many. */
async function versionOutOfOrder(client: PoolClient, through: number): Promise<LogFault | undefined> {
  const { rows } = await client.query<{ position: string }>(
    `select position from (
       select position, version, row_number() over ordered as rank, lag(position) over ordered as before
       from ledger.event where position <= $1
       window ordered as (partition by stream order by version)
     ) e where version <> rank or before > position order by position limit 1`,
    [through],
  );
  return rows[0] && fault('version_out_of_order', Number(rows[0].position));
}

interface Known {
  readonly verifiers: readonly Verifier[];
  readonly sealed: number;
  readonly origin: string | undefined;
  readonly epochs: readonly Epoch[];
}

/** The tree that is kept is that of the events by now, so its roots are theirs. */
async function checkNotes(
  client: PoolClient,
  notes: AsyncIterable<string>,
  { verifiers, sealed, origin, epochs }: Known,
  count: { notes: number; lost: number },
): Promise<LogFault | undefined> {
  const nodes = nodesOf(new StoredTiles(client));
  let agreed = 0;
  for await (const note of notes) {
    const checkpoint = openCheckpoint(note, verifiers);
    if (!checkpoint) return fault('anchor_unreadable', null);
    const { size, root } = checkpoint;
    if (checkpoint.origin === origin && isDeclaredLost(checkpoint, epochs)) {
      count.lost += 1;
      continue;
    }
    if (size > sealed) return fault('tail_missing', sealed + 1, { through: String(size) });
    if (checkpoint.origin !== origin || !root.equals(await rootAt(nodes, size))) {
      return fault('root_differs', agreed + 1, { through: String(size) });
    }
    agreed = Math.max(agreed, size);
    count.notes += 1;
  }
  return undefined;
}
