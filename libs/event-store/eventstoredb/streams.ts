import {
  binaryEvent,
  eventTypeFilter,
  EventStoreDBClient,
  StreamNotFoundError,
  WrongExpectedVersionError,
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  UnavailableError,
  type AllStreamSubscription,
  type ReadStreamOptions,
  type RecordedEvent,
} from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';
import type { SourcePosition } from './mirror.js';

/** What we store under one event of EventStoreDB; `note` goes to its metadata. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly note: Readonly<Record<string, string>>;
}

export interface StoredEntry extends Entry {
  readonly stream: string;
  /** From 1. */
  readonly version: number;
  /** When the server stored it, in milliseconds since the Unix epoch. */
  readonly storedAt: number;
}

/** How long a call may take, and how long passing failures are waited out, in milliseconds. */
const DEADLINE = 5_000;
const PATIENCE = 15_000;

/**
 * Credentials select the classic Append, which has a deadline (BatchAppend has none). A channel without TLS does not
 * send them.
 */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The calls of the client that we make, each the only safe way that we know (docs: hardening of this adapter). */
export class Streams {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly credentials: Credentials,
  ) {}

  /** Appends after an exact version; answers whether it stood. Sent again with the same ids where nobody knows. */
  async append(stream: string, expected: number, entries: readonly Entry[]): Promise<boolean> {
    const events = entries.map(({ id, type, text, note }) =>
      binaryEvent({ id, type, data: Buffer.from(text, 'utf8'), metadata: { ...note } }),
    );
    return patiently(async () => {
      try {
        await this.client.appendToStream(stream, events, {
          expectedRevision: expected === 0 ? 'no_stream' : BigInt(expected - 1),
          credentials: this.credentials,
          requiresLeader: true,
          deadline: DEADLINE,
        });
        return true;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return false;
        throw error;
      }
    });
  }

  /** The entries of a stream from a version on (from 1), as the leader has them. */
  read(stream: string, fromVersion: number, most: number): Promise<readonly StoredEntry[]> {
    return this.#read(stream, { fromRevision: BigInt(fromVersion - 1), maxCount: most });
  }

  /** The version of a stream as the leader has it; 0 for no stream. */
  async versionOf(stream: string): Promise<number> {
    const [last] = await this.#read(stream, { fromRevision: 'end', direction: 'backwards', maxCount: 1 });
    return last?.version ?? 0;
  }

  #read(stream: string, options: ReadStreamOptions): Promise<readonly StoredEntry[]> {
    return patiently(async () => {
      const entries: StoredEntry[] = [];
      try {
        const events = this.client.readStream(stream, {
          ...options,
          credentials: this.credentials,
          requiresLeader: true,
        });
        for await (const { event } of events) if (event) entries.push(entryOf(event));
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return entries;
    });
  }

  /** The events of a type in the server's order, after a position, until the connection ends or `unsubscribe`. */
  subscribe(type: string, after: SourcePosition | undefined): AllStreamSubscription {
    return this.client.subscribeToAll({
      fromPosition: after ?? 'start',
      filter: eventTypeFilter({ prefixes: [type] }),
      credentials: this.credentials,
    });
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}

export function entryOf(event: RecordedEvent): StoredEntry {
  return {
    id: event.id,
    type: event.type,
    text: event.data instanceof Uint8Array ? Buffer.from(event.data).toString('utf8') : '',
    note: (event.metadata ?? {}) as Readonly<Record<string, string>>,
    stream: event.streamId,
    version: Number(event.revision) + 1,
    storedAt: event.created.getTime(),
  };
}

async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const giveUp = performance.now() + PATIENCE;
  for (let tries = 0; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || performance.now() > giveUp) throw error;
      await pause(Math.min(20 * 2 ** tries, 1_000));
    }
  }
}

function isPassing(error: unknown): boolean {
  return [UnavailableError, DeadlineExceededError, CancelledError, NotLeaderError].some(
    kind => error instanceof kind,
  );
}
