import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { ClientBase } from 'pg';
import { isRefusal } from '#kernel';
import { openCheckpoint } from '#proof';
import { rebuild } from '#read-models';
import { erasedBefore } from '../erasure/erased-file.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { FileAnchor } from '../sealing/anchor.js';
import { epochsOf, FIRST_EPOCH } from '../sealing/epochs.js';
import { admitVerifiers, readVerifiers } from '../sealing/keys.js';
import { sealNow } from '../sealing/keep-seals.js';
import { BackupRefused } from './backup-refused.js';
import { type CheckedBackup, documentsOf } from './check-backup.js';
import { linesOf, pagesOf } from './lines.js';
import { DOCUMENT_FOLDER, EVENTS, TABLE_PARTS, type TablePart } from './parts.js';
import { PostgresRecordSink } from './record-sink.js';
import { putThroughServer } from './through-server.js';

/** Lines written at a time. */
const PAGE = 1000;

type Restoring = Pick<Ledger, 'pool' | 'ownerUrl' | 'configuration' | 'documents' | 'store' | 'restoration'>;

export interface RestoreOptions {
  /** Goes on although the anchor knows later events, which are then declared lost for good. */
  readonly acceptLoss?: boolean | undefined;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Restored {
  readonly epoch: number;
  readonly size: number;
  /** The last event declared lost; null where none. */
  readonly lostThrough: number | null;
}

/**
 * Puts a checked backup into an empty database: the exact records at their positions and all rows beside them in one
 * transaction, which also raises the epoch; then makes the read models and signs. Documents, which are named by their
 * content, come first; what this data folder remembers as erased stays erased. Where the log stands in EventStoreDB the
 * records go there first, which no transaction covers: the log stays closed until all is in, and the same backup given
 * again goes on where it was. Throws `BackupRefused` before anything is written, but for `other_record`.
 */
export async function restore(
  ledger: Restoring,
  backup: CheckedBackup,
  options: RestoreOptions = {},
): Promise<Restored> {
  const { manifest, folder, sha256 } = backup;
  const { mode } = ledger.configuration;
  if (manifest.mode !== null && manifest.mode !== mode) {
    throw new BackupRefused('other_mode', { file: folder, found: manifest.mode, expected: mode });
  }
  const begun = await ledger.restoration?.underway();
  if (begun !== undefined && begun !== sha256) {
    throw new BackupRefused('restore_underway', { file: folder, found: begun });
  }
  const put =
    (begun === undefined ? undefined : await putBefore(ledger, sha256)) ??
    (await putBack(ledger, backup, begun !== undefined, options));
  await ledger.restoration?.end();
  await rebuild({ pool: ledger.pool, reader: ledger.store });
  await sealNow(ledger);
  return { ...put, size: manifest.size };
}

type Put = Pick<Restored, 'epoch' | 'lostThrough'>;

/** The epoch that an earlier run raised for this backup, where it came that far. */
async function putBefore({ pool }: Restoring, sha256: string): Promise<Put | undefined> {
  const { rows } = await pool.query<{ number: number; lost: string | null }>(
    'select number, lost_through as lost from ops.epoch where backup = $1',
    [sha256],
  );
  return (
    rows[0] && { epoch: rows[0].number, lostThrough: rows[0].lost === null ? null : Number(rows[0].lost) }
  );
}

async function putBack(
  ledger: Restoring,
  backup: CheckedBackup,
  begun: boolean,
  { acceptLoss = false, onProgress = () => {} }: RestoreOptions,
): Promise<Put> {
  const { manifest, folder } = backup;
  const { dataDir } = ledger.configuration;
  await assertEmpty(ledger.pool, begun ? besideTheLog : all);
  const lostThrough = await lostTail(dataDir, backup);
  if (lostThrough !== null && !acceptLoss) {
    const [found, expected] = [String(lostThrough), String(manifest.size)];
    throw new BackupRefused('events_lost', { file: folder, found, expected });
  }
  for await (const sha256 of documentsOf(folder)) await putDocument(ledger, folder, sha256);
  await admitVerifiers(dataDir, backup.verifierKeys);
  const { restoration, store } = ledger;
  if (restoration) await putThroughServer(restoration, store, backup, onProgress);
  return { epoch: await putRows(ledger, backup, lostThrough, onProgress), lostThrough };
}

type Emptied = Pick<TablePart, 'table' | 'where'>;
const all: readonly Emptied[] = [{ table: 'ledger.event' }, ...TABLE_PARTS];
/** What the records of a log in EventStoreDB do not bring. */
const besideTheLog = TABLE_PARTS.filter(part => !part.mirrored);

async function assertEmpty(pool: pg.Pool | ClientBase, tables: readonly Emptied[]): Promise<void> {
  for (const { table, where = 'true' } of tables) {
    const { rows } = await pool.query<{ base: string }>(
      `select current_database() as base from ${table} where ${where} limit 1`,
    );
    if (rows[0]) throw new BackupRefused('not_empty', { file: rows[0].base, found: table });
  }
}

/** The last event that the anchor was told of and the backup does not hold; null where there is none. */
async function lostTail(dataDir: string, { manifest, verifiers }: CheckedBackup): Promise<number | null> {
  const known = [...verifiers, ...(await readVerifiers(dataDir))];
  let last = 0;
  for await (const note of new FileAnchor(dataDir).notes()) {
    const checkpoint = openCheckpoint(note, known);
    if (!checkpoint || checkpoint.origin !== manifest.origin) {
      throw new BackupRefused('anchor_differs', { file: join(dataDir, 'anchor') });
    }
    last = Math.max(last, checkpoint.size);
  }
  return last > manifest.size ? last : null;
}

async function putDocument({ documents }: Restoring, folder: string, sha256: string): Promise<void> {
  const kept = await documents.put(await readFile(join(folder, DOCUMENT_FOLDER, sha256)), sha256);
  if (isRefusal(kept)) throw new BackupRefused('part_altered', { file: `${DOCUMENT_FOLDER}/${sha256}` });
}

async function putRows(
  { ownerUrl, configuration: { dataDir }, restoration }: Restoring,
  { folder, manifest, sha256 }: CheckedBackup,
  lostThrough: number | null,
  onProgress: (done: number, of: number) => void,
): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    // Nobody appends in between; what somebody appended before is seen here.
    await client.query("select pg_advisory_xact_lock(hashtext('ledger'), hashtext('append'))");
    const parts = restoration ? besideTheLog : TABLE_PARTS;
    await assertEmpty(client, restoration ? besideTheLog : all);
    if (!restoration) await putRecords(client, folder, done => onProgress(done, manifest.size));
    for (const { file, table, columns } of parts) {
      for await (const lines of pagesOf(linesOf(join(folder, file)), PAGE)) {
        await client.query(
          `insert into ${table} (${columns.join(', ')}) overriding system value
           select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::json)`,
          [`[${lines.join(',')}]`],
        );
      }
      if (columns.includes('id')) await goOnAfter(client, table, 'id');
    }
    await client.query('delete from ledger.personal_value where commitment = any ($1)', [
      await erasedBefore(dataDir),
    ]);
    const epoch = await raiseEpoch(client, manifest.size, manifest.root, sha256, lostThrough);
    await client.query('commit');
    return epoch;
  } finally {
    // Ends the transaction where it did not come to its end.
    await client.end();
  }
}

async function putRecords(
  client: ClientBase,
  folder: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const sink = new PostgresRecordSink(client);
  let done = 0;
  for await (const texts of pagesOf(linesOf(join(folder, EVENTS)), PAGE)) {
    await sink.write(BigInt(done + 1), texts);
    onProgress((done += texts.length));
  }
}

/** The numbers that the table draws itself go on after those that were put back. */
async function goOnAfter(client: ClientBase, table: string, column: string): Promise<void> {
  await client.query(
    `select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 0) + 1, false)
     from ${table}`,
  );
}

async function raiseEpoch(
  client: ClientBase,
  size: number,
  root: string,
  backup: string,
  lostThrough: number | null,
): Promise<number> {
  const number = ((await epochsOf(client)).at(-1)?.number ?? FIRST_EPOCH) + 1;
  await client.query(
    'insert into ops.epoch (number, position, root, backup, lost_through) values ($1, $2, $3, $4, $5)',
    [number, size, root, backup, lostThrough],
  );
  return number;
}
