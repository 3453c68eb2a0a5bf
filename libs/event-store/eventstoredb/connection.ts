import {
  AccessDeniedError,
  EventStoreDBClient,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreUnavailable } from '../port.js';
import type { Limits } from './limits.js';

/** What the server said, and will say again: the others pass, or may. */
const DEFINITE = [
  EventStoreUnavailable,
  AccessDeniedError,
  InvalidArgumentError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  TypeError,
  RangeError,
];

/** The same failure so many times in a row makes a new client. */
const REBUILT_AFTER = 3;
/** How long a client may take to end its calls, in milliseconds. */
const DISPOSED_IN = 2_000;

/** Nobody knows what became of a call: it was not answered in time. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The answer, or `Unanswered` after that many milliseconds. What the promise does later is nobody's concern. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unanswered(`no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The connections of this process, by address: its stores share them. */
const connections = new Map<string, Connection>();

/**
 * The one client that this process has for a server: the failures of one client reach into the calls of every other
 * one of the process. It is made anew when it fails in the same way again and again, since it keeps some failures for
 * ever.
 */
export class Connection {
  #client: EventStoreDBClient;
  #users = 0;
  #failure = '';
  #times = 0;
  #rebuilt = new AbortController();

  private constructor(private readonly address: string) {
    this.#client = EventStoreDBClient.connectionString(address);
  }

  /** @param address `esdb://…` or `esdb+discover://…` */
  static to(address: string): Connection {
    const connection = connections.get(address) ?? new Connection(address);
    connections.set(address, connection);
    connection.#users++;
    return connection;
  }

  /** For what lasts longer than a call: the client, and the signal that it was replaced. */
  get current(): { readonly client: EventStoreDBClient; readonly replaced: AbortSignal } {
    return { client: this.#client, replaced: this.#rebuilt.signal };
  }

  /** Asks the server what it can do; its version, `unknown` where it does not say. */
  async negotiate({ deadline, patience }: Limits): Promise<string> {
    const { serverVersion } = await this.patiently(patience, client =>
      // Open to subclasses only, and without deadline: a failed negotiation is kept as long as the client.
      within(deadline, client['capabilities']),
    );
    return serverVersion;
  }

  /**
   * Repeats a call until it is answered, or fails in a way that stays, for about so many milliseconds. The call must be one that may be repeated.
   * Throws `EventStoreUnavailable` when patience ends: a write may then have happened.
   */
  async patiently<T>(patience: number, call: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const giveUp = performance.now() + patience;
    for (let tries = 0; ; tries++) {
      try {
        const answer = await call(this.#client);
        this.#times = 0;
        return answer;
      } catch (error) {
        if (DEFINITE.some(kind => error instanceof kind)) throw error;
        this.failed(error);
        const rest = Math.min(20 * 2 ** tries, 1_000);
        if (performance.now() + rest > giveUp) {
          throw new EventStoreUnavailable('EventStoreDB does not answer', { cause: error });
        }
        await pause(rest);
      }
    }
  }

  /** Counts a failure: the third of a kind in a row replaces the client. */
  failed(error: unknown): void {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#times = failure === this.#failure ? this.#times + 1 : 1;
    this.#failure = failure;
    if (this.#times < REBUILT_AFTER) return;
    this.#times = 0;
    const old = this.#client;
    this.#client = EventStoreDBClient.connectionString(this.address);
    this.#rebuilt.abort();
    this.#rebuilt = new AbortController();
    old.dispose().catch(() => {});
  }

  /** The last of its users disposes of the client. */
  async close(): Promise<void> {
    this.#users--;
    if (this.#users > 0) return;
    connections.delete(this.address);
    await within(DISPOSED_IN, this.#client.dispose()).catch(() => {});
  }
}
