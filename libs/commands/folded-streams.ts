import { type AnyDecider, decodeRecord, type FactCodec, type Stored } from '#kernel';
import type { EventStore } from '#event-store';

/** What a stream recorded for one command. */
export interface RecordedCommand {
  readonly bodyHash: string;
  readonly version: number;
  readonly position: bigint;
  readonly events: readonly { readonly eventId: string; readonly type: string }[];
}

/** The state of a stream at a version, with the position of its last fact. */
export interface Snapshot {
  readonly state: unknown;
  /** 0 where there is no such stream. */
  readonly version: number;
  readonly position: bigint;
}

/** One stream folded as far as this process knows it. It only ever moves forward, one version at a time. */
export class FoldedStream {
  #snapshot: Snapshot;
  readonly #commands = new Map<string, RecordedCommand>();
  #reading: Promise<void> | undefined;
  #awaited: Promise<void> | undefined;

  constructor(
    private readonly decider: AnyDecider,
    private readonly readAfter: (version: number) => Promise<readonly Stored[]>,
  ) {
    this.#snapshot = { state: decider.initial, version: 0, position: 0n };
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  recorded(commandId: string): RecordedCommand | undefined {
    return this.#commands.get(commandId);
  }

  /** Folds the next facts; those that it has already are left alone. */
  advance(facts: readonly Stored[]): void {
    for (const stored of facts) {
      const { version, position, eventId, commandId, bodyHash } = stored;
      if (version <= this.#snapshot.version) continue;
      if (version !== this.#snapshot.version + 1) {
        throw new RangeError(`${stored.stream} jumps from ${this.#snapshot.version} to ${version}`);
      }
      const state: unknown = this.decider.evolve(this.#snapshot.state, stored);
      this.#snapshot = { state, version, position };
      const events = this.#commands.get(commandId)?.events ?? [];
      this.#commands.set(commandId, {
        bodyHash,
        version,
        position,
        events: [...events, { eventId, type: stored.fact.type }],
      });
    }
  }

  /**
   * Reads what the stream gained. A caller may share a read that has not begun, never one that has: it would miss
   * what was appended between that beginning and this call.
   */
  refresh(): Promise<void> {
    this.#awaited ??= this.#readNext();
    return this.#awaited;
  }

  async #readNext(): Promise<void> {
    await this.#reading?.catch(() => {});
    this.#reading = this.#awaited;
    this.#awaited = undefined;
    this.advance(await this.readAfter(this.#snapshot.version));
  }
}

/** The streams used last, folded; at most `capacity` are remembered. */
export class FoldedStreams {
  readonly #remembered = new Map<string, FoldedStream>();
  readonly #deciders: ReadonlyMap<string, AnyDecider>;

  constructor(
    private readonly store: EventStore,
    deciders: readonly AnyDecider[],
    private readonly codec: FactCodec,
    private readonly capacity: number,
  ) {
    this.#deciders = new Map(deciders.map(decider => [decider.category, decider]));
    if (this.#deciders.size !== deciders.length) throw new TypeError('two deciders share a category');
  }

  /** The rules of a stream, by its name's category. Throws where there are none. */
  deciderOf(stream: string): AnyDecider {
    const decider = this.#deciders.get(stream.slice(0, stream.indexOf('-')));
    if (!decider) throw new TypeError(`no rules for the stream ${stream}`);
    return decider;
  }

  /** The stream as it is now in the store. */
  async fresh(stream: string): Promise<FoldedStream> {
    const folded = this.#remembered.get(stream) ?? this.#unread(stream);
    this.#remember(stream, folded);
    await folded.refresh();
    return folded;
  }

  /** The stream as this process knows it, which may be older than the store; read only where it knows nothing. */
  async remembered(stream: string): Promise<FoldedStream> {
    const folded = this.#remembered.get(stream);
    if (!folded || folded.snapshot.version === 0) return this.fresh(stream);
    this.#remember(stream, folded);
    return folded;
  }

  #unread(stream: string): FoldedStream {
    return new FoldedStream(this.deciderOf(stream), async version =>
      (await this.store.readStream(stream, version)).map(({ text, position }) =>
        decodeRecord(text, position, this.codec),
      ),
    );
  }

  #remember(stream: string, folded: FoldedStream): void {
    this.#remembered.delete(stream);
    this.#remembered.set(stream, folded);
    if (this.#remembered.size <= this.capacity) return;
    const [oldest] = this.#remembered.keys();
    this.#remembered.delete(oldest!);
  }
}
