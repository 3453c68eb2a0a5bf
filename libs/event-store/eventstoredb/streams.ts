import {
  binaryEvent,
  type EventStoreDBClient,
  eventTypeFilter,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AllStreamSubscription,
  type ReadStreamOptions,
  type RecordedEvent,
} from '@eventstore/db-client';
import { EventStoreUnavailable } from '../port.js';
import { Unanswered, within, type Connection } from './connection.js';
import type { Limits } from './limits.js';
import type { SourcePosition } from './mirror-table.js';

/** Strings, whole numbers, lists and objects of them: what JSON gives back as it was. */
export type Plain = string | number | readonly Plain[] | { readonly [member: string]: Plain | undefined };

/** What we store under one event of EventStoreDB; `note` goes to its metadata. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly note: Plain;
}

export interface StoredEntry extends Entry {
  readonly stream: string;
  /** From 1. */
  readonly version: number;
  readonly at: SourcePosition | undefined;
}

/**
 * Given with every call, they select the classic Append, which has a deadline and options of its own; BatchAppend has
 * neither. A channel without TLS does not send them.
 */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The most bytes of one append; the server takes 1 MiB with all that goes around them. */
const LARGEST_APPEND = 1024 * 1024 - 64 * 1024;
/** A subscription reads ahead so many events. */
const AHEAD = 500;

/**
 * The calls of the client that we make, each the only safe way that we know: docs/adr/2026-11-21-eventstoredb.md says
 * which defect each answers. The streams of one log have its name before theirs, so that logs may share a server.
 */
export class Streams {
  constructor(
    private readonly connection: Connection,
    private readonly credentials: Credentials,
    private readonly log: string,
    private readonly limits: Limits,
  ) {}

  /**
   * Appends after an exact version; whether it stood. Where nobody knows, it looks whether the ids stand there, and
   * sends the same again while the stream has not moved. `giveUp` is asked before each sending.
   */
  async append(
    stream: string,
    expected: number,
    entries: readonly Entry[],
    giveUp: () => boolean = () => false,
  ): Promise<boolean> {
    assertVersion(expected);
    const events = entries.map(({ id, type, text, note }) =>
      binaryEvent({
        id,
        type: `${this.log}.${type}`,
        data: Buffer.from(text, 'utf8'),
        metadata: { note: plain(note) },
      }),
    );
    const size = events.reduce((sum, { data }) => sum + data.length, 0);
    if (size > LARGEST_APPEND) {
      throw new RangeError(`a record has at most ${LARGEST_APPEND} bytes, and so have those of one append`);
    }
    let unknown = false;
    return this.connection.patiently(this.limits.patience, async client => {
      if (unknown) {
        const standing = await this.#read(client, stream, {
          fromRevision: BigInt(expected),
          maxCount: entries.length,
        });
        if (standing.length > 0) {
          return (
            standing.length === entries.length &&
            standing.every((entry, index) => entry.id === entries[index]!.id)
          );
        }
      }
      if (giveUp()) throw new EventStoreUnavailable('an append took too long from its claims to its sending');
      try {
        unknown = true;
        const { success } = await within(
          this.limits.deadline + OUR_MARGIN,
          client.appendToStream(`${this.log}.${stream}`, events, {
            expectedRevision: expected === 0 ? 'no_stream' : BigInt(expected - 1),
            credentials: this.credentials,
            requiresLeader: true,
            deadline: this.limits.deadline,
          }),
        );
        return success;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return false;
        throw error;
      }
    });
  }

  /** The entries of a stream from a version on (from 1), as the leader has them. */
  async read(stream: string, fromVersion: number, most: number): Promise<readonly StoredEntry[]> {
    assertVersion(fromVersion);
    assertVersion(fromVersion - 1);
    return this.connection.patiently(this.limits.patience, client =>
      this.#read(client, stream, { fromRevision: BigInt(fromVersion - 1), maxCount: most }),
    );
  }

  /** The version of a stream as the leader has it; 0 for no stream. */
  async versionOf(stream: string): Promise<number> {
    const [last] = await this.connection.patiently(this.limits.patience, client =>
      this.#read(client, stream, { fromRevision: 'end', direction: 'backwards', maxCount: 1 }),
    );
    return last?.version ?? 0;
  }

  /** The client gives reads no deadline, and swallows the end of a call that it cancelled itself. */
  async #read(
    client: EventStoreDBClient,
    stream: string,
    options: ReadStreamOptions,
  ): Promise<readonly StoredEntry[]> {
    const events = client.readStream(`${this.log}.${stream}`, {
      ...options,
      credentials: this.credentials,
      requiresLeader: true,
    });
    const late = setTimeout(
      () => events.destroy(new Unanswered('a read is not answered')),
      this.limits.deadline,
    );
    const entries: StoredEntry[] = [];
    let whole = false;
    try {
      for await (const { event } of events) if (event) entries.push(this.entryOf(event));
      whole = true;
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    } finally {
      clearTimeout(late);
      if (!whole) void events.cancel().catch(() => {});
    }
    return entries;
  }

  /**
   * The events of a type in the server's order, after a position, until the connection ends. Its reader unsubscribes,
   * whatever happens: leaving its loop does not end the call.
   */
  subscribe(
    client: EventStoreDBClient,
    type: string,
    after: SourcePosition | undefined,
  ): AllStreamSubscription {
    return client.subscribeToAll(
      {
        fromPosition: after ?? 'start',
        filter: eventTypeFilter({ prefixes: [`${this.log}.${type}`] }),
        credentials: this.credentials,
      },
      { highWaterMark: AHEAD },
    );
  }

  entryOf(event: RecordedEvent): StoredEntry {
    const metadata = event.metadata as { readonly note?: Plain } | undefined;
    return {
      id: event.id,
      type: event.type.slice(this.log.length + 1),
      text: event.data instanceof Uint8Array ? Buffer.from(event.data).toString('utf8') : '',
      note: metadata?.note ?? {},
      stream: event.streamId.slice(this.log.length + 1),
      version: Number(event.revision) + 1,
      at: event.position,
    };
  }
}

/** Our own limit comes after the deadline of gRPC, in milliseconds. */
const OUR_MARGIN = 500;

/** A negative revision fails obscurely in the client, and an append without one cannot be repeated. */
function assertVersion(version: number): void {
  if (!Number.isSafeInteger(version) || version < 0) throw new TypeError(`not a version: ${version}`);
}

/** The value, where JSON gives it back as it is; the client never settles an append of anything else. */
function plain<T extends Plain>(value: T): T {
  const wrong = (part: unknown): boolean => {
    if (typeof part === 'string') return false;
    if (typeof part === 'number') return !Number.isSafeInteger(part);
    if (Array.isArray(part)) return part.some(wrong);
    if (typeof part !== 'object' || part === null || 'toJSON' in part) return true;
    return Object.values(part).some(member => member !== undefined && wrong(member));
  };
  if (wrong(value)) throw new TypeError('what is stored with a record is plain JSON');
  return value;
}
