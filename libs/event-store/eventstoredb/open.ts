import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { Doorbell } from '../doorbell.js';
import { type Clock, type EventStore, EventStoreUnavailable } from '../port.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { type Beginning, MirrorTable } from './mirror-table.js';
import type { Restoration } from './restoration.js';

export interface EventStoreDbOptions {
  /** `esdb://…` or `esdb+discover://…`, with name and password where the channel has TLS. */
  readonly address: string;
  /** The name of this log on the server, before the names of its streams: logs may share a server. */
  readonly log: string;
  /** Of the database that holds the mirror, as the application. */
  readonly pool: Pool;
  readonly limits?: Partial<Limits>;
  /** Opens the log although a backup is being put back into it: to go on with that. */
  readonly restoring?: boolean;
  /** Told of what the mirror meets and tries again. */
  readonly onTrouble?: (error: unknown) => void;
  /** How many records were copied by now, while the mirror catches up at start. */
  readonly onProgress?: (copied: bigint) => void;
}

export interface EventStoreDb {
  /** As the server says; `unknown` where it does not. */
  readonly serverVersion: string;
  /** Rings when this process copied records. */
  readonly doorbell: Doorbell;
  /** Puts a backup back into the log, where it is empty. */
  readonly restoration: Restoration;
  /** The log, stamped by a clock. */
  storeAt(clock: Clock): EventStore;
  /** Call it after the stores are closed. */
  close(): Promise<void>;
}

/**
 * Why the log cannot be opened: the database is another log's, the server does not hold what was copied from it, or a
 * backup is being put back.
 */
export class EventStoreRefused extends Error {
  override readonly name = 'EventStoreRefused';

  constructor(readonly reason: Exclude<Beginning, 'ready'> | 'server-of-another-log' | 'being-restored') {
    super(reason);
  }
}

/**
 * Opens a log in EventStoreDB: agrees with the server, makes sure that the database mirrors it, and starts to fill the
 * mirror. The client is loaded only by processes that ask for it. Throws `EventStoreRefused`, and
 * `EventStoreUnavailable` whose cause says why: an address that the client does not read, a wrong password, silence.
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStoreDb> {
  const [connecting, streaming, { Mirroring }, storing, claiming, restoring] = await Promise.all([
    import('./connection.js'),
    import('./streams.js'),
    import('./mirroring.js'),
    import('./eventstoredb-event-store.js'),
    import('./claims.js'),
    import('./restoration.js'),
  ]);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const table = new MirrorTable(options.pool);
  const connection = await reached(() => connecting.Connection.to(options.address));
  try {
    const serverVersion = await reached(() => connection.negotiate(limits));
    const streams = new streaming.Streams(connection, credentialsOf(options.address), options.log, limits);
    // The negotiation says nothing of the leader, nor of the name and password.
    const underway = await reached(() => restoring.underwayIn(streams));
    if (underway !== undefined && !options.restoring) throw new EventStoreRefused('being-restored');
    const beginning = await table.begin(options.log);
    if (beginning !== 'ready') throw new EventStoreRefused(beginning);
    await assertSameLog(streams, table);
    const doorbell = new Doorbell();
    const mirroring = new Mirroring({
      connection,
      streams,
      table,
      doorbell,
      limits,
      assertSameLog: () => assertSameLog(streams, table),
      onTrouble: options.onTrouble ?? (() => {}),
    });
    const close = async () => {
      await mirroring.close();
      await connection.close();
    };
    await caughtUp(mirroring, table, options.onProgress ?? (() => {}));
    const claims = new claiming.Claims(streams, limits);
    const parts = { streams, table, mirroring, doorbell, limits };
    return {
      serverVersion,
      doorbell,
      restoration: new restoring.Restoration({ ...parts, claims }),
      storeAt: clock => new storing.EventStoreDbEventStore(parts, clock),
      close,
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function reached<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EventStoreUnavailable) throw error;
    throw new EventStoreUnavailable('EventStoreDB cannot be used', { cause: error });
  }
}

/** The last record that was copied stands in EventStoreDB: else this is another server, or an old backup of it. */
async function assertSameLog(
  streams: InstanceType<typeof import('./streams.js').Streams>,
  table: MirrorTable,
): Promise<void> {
  const [last] = await table.readAll((await table.head()) - 1n, 1);
  if (!last) return;
  const [entry] = await streams.read(last.stream, last.version, 1);
  if (entry?.id !== last.eventId || entry.text !== last.text) {
    throw new EventStoreRefused('server-of-another-log');
  }
}

/** A server too old to say that all was sent is believed after so long a silence, in milliseconds. */
const SILENCE = 2_000;

async function caughtUp(
  mirroring: { readonly caughtUp: boolean },
  table: MirrorTable,
  onProgress: (copied: bigint) => void,
): Promise<void> {
  let copied = await table.head();
  let moved = performance.now();
  while (!mirroring.caughtUp && performance.now() - moved < SILENCE) {
    await pause(20);
    const head = await table.head();
    if (head === copied) continue;
    copied = head;
    moved = performance.now();
    onProgress(copied);
  }
}

/** Those of the address; a channel without TLS sends none, and yet they choose how an append is sent. */
function credentialsOf(address: string): { readonly username: string; readonly password: string } {
  const [, username = '', password = ''] = /^[a-z+]+:\/\/(?:([^:@/]*):([^@/]*)@)?/.exec(address) ?? [];
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
