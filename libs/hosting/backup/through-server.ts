import { join } from 'node:path';
import type { EventStore, Restoration, RestoredRecord } from '#event-store';
import { leafHash, RightEdge } from '#proof';
import { BackupRefused } from './backup-refused.js';
import type { CheckedBackup } from './check-backup.js';
import { linesOf, pagesOf } from './lines.js';
import { CLAIMS, EVENTS } from './parts.js';
import { namedIn } from './record-sink.js';

/** Lines sent at a time. */
const PAGE = 1000;

/**
 * Puts the records of a checked backup into an empty log in EventStoreDB, with the keys that they hold, then waits for
 * the mirror: the positions that it drew give the root of the backup, else `BackupRefused`. What an interrupted run of
 * the same backup put there stays, and the rest follows.
 */
export async function putThroughServer(
  restoration: Restoration,
  store: Pick<EventStore, 'readAll' | 'head'>,
  { folder, manifest, sha256 }: CheckedBackup,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  if ((await restoration.underway()) === undefined && !(await restoration.begin(sha256))) {
    throw new BackupRefused('not_empty', { file: 'EventStoreDB', found: 'ledger.event' });
  }
  const keys = await keysOf(folder);
  let done = 0;
  for await (const texts of pagesOf(linesOf(join(folder, EVENTS)), PAGE)) {
    const records = texts.map(text => restored(text, keys));
    const other = await restoration.put(done + 1, records);
    if (other !== undefined) throw otherRecord(other);
    onProgress((done += texts.length), manifest.size);
  }
  await restoration.mirrored(manifest.size);
  const edge = RightEdge.empty();
  for (let at = 0n; ;) {
    const page = await store.readAll(at, PAGE);
    if (page.length === 0) break;
    for (const { text } of page) edge.append(leafHash(text));
    at = page.at(-1)!.position;
  }
  if (edge.size !== manifest.size) throw otherRecord(manifest.size + 1);
  if (edge.root().toString('base64') !== manifest.root) throw otherRecord(manifest.size);
}

function otherRecord(position: number): BackupRefused {
  return new BackupRefused('other_record', { file: 'EventStoreDB', found: String(position) });
}

/** The keys that each event holds at the end of the backup. */
async function keysOf(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = new Map<string, string[]>();
  for await (const line of linesOf(join(folder, CLAIMS))) {
    const { key, event_id: eventId } = JSON.parse(line) as {
      readonly key: string;
      readonly event_id: string;
    };
    keys.set(eventId, [...(keys.get(eventId) ?? []), key]);
  }
  return keys;
}

function restored(text: string, keys: ReadonlyMap<string, readonly string[]>): RestoredRecord {
  const { stream, version, eventId, commandId, recordedAt } = namedIn(text);
  return { stream, version, eventId, commandId, recordedAt, text, claims: keys.get(eventId) ?? [] };
}
