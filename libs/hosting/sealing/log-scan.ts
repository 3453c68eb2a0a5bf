import {
  HASH_BYTES,
  leafHash,
  type NodeMade,
  openCheckpoint,
  placeOf,
  RightEdge,
  type Verifier,
} from '#proof';
import type { LogFault, LogFaultCode } from './log-fault.js';
import type { StoredTiles } from './stored-tiles.js';

/** An event as it is kept: its text, and the columns beside it in PostgreSQL's text. */
export interface KeptEvent {
  readonly position: string;
  readonly stream: string;
  readonly version: string;
  readonly event_id: string;
  readonly command_id: string;
  readonly recorded_at: string;
  readonly record: string;
}

export interface KeptSeal {
  readonly size: string;
  readonly note: string;
}

/** The columns, and the member of the text that each repeats. */
const COLUMNS = [
  ['stream', 'stream'],
  ['version', 'version'],
  ['event_id', 'eventId'],
  ['command_id', 'commandId'],
  ['recorded_at', 'recordedAt'],
] as const;

export interface Scanning {
  readonly tiles: StoredTiles;
  /** How many events are in the tiles. */
  readonly sealed: number;
  readonly origin: string | undefined;
  readonly verifiers: readonly Verifier[];
}

/** Goes through the log in position order and grows its tree again beside the one that is kept. */
export class LogScan {
  readonly #edge = RightEdge.empty();
  /** The first hash that is not the one kept: the next root tells which of the two is wrong. */
  #suspect: { readonly position: number; readonly ofLeaf: boolean } | undefined;
  #latest = '';
  #signed = 0;
  #root: Buffer | undefined;
  checkpoints = 0;

  constructor(private readonly options: Scanning) {}

  get size(): number {
    return this.#edge.size;
  }

  /** The root of the sealed events, once they have been read. */
  get root(): Buffer | undefined {
    return this.#root;
  }

  /** The next event. */
  async read(event: KeptEvent): Promise<LogFault | undefined> {
    const position = this.size + 1;
    if (event.position !== String(position)) {
      return fault('event_missing', position, { through: String(BigInt(event.position) - 1n) });
    }
    const made: (readonly [height: number, index: number, hash: Buffer])[] = [];
    const keep: NodeMade = (...node) => made.push(node);
    this.#edge.append(leafHash(event.record), keep);
    if (position <= this.options.sealed) await this.#compare(made);
    if (position === this.options.sealed) this.#root = this.#edge.root();
    return this.#suspect ? undefined : this.#readColumns(event, position);
  }

  async #compare(made: readonly (readonly [height: number, index: number, hash: Buffer])[]): Promise<void> {
    for (const [height, index, hash] of made) {
      const place = placeOf(height, index);
      if (!place || this.#suspect) continue;
      const tile = await this.options.tiles.tile(place.level, place.index);
      const kept = tile.subarray(place.place * HASH_BYTES, (place.place + 1) * HASH_BYTES);
      if (!kept.equals(hash)) this.#suspect = { position: this.size, ofLeaf: height === 0 };
    }
  }

  #readColumns(event: KeptEvent, position: number): LogFault | undefined {
    let text: Readonly<Record<string, unknown>>;
    try {
      text = JSON.parse(event.record) as Readonly<Record<string, unknown>>;
    } catch {
      return fault('event_unreadable', position);
    }
    for (const [column, member] of COLUMNS) {
      const found = event[column];
      const written = String(text[member]);
      // Known time never goes back: where the log stands in EventStoreDB, a clock that was behind is raised.
      const raised = column === 'recorded_at' && written < this.#latest && found === this.#latest;
      const expected = raised ? found : written;
      if (expected !== found) return fault('column_differs', position, { column, expected, found });
    }
    if (event.recorded_at < this.#latest) return fault('time_goes_back', position);
    this.#latest = event.recorded_at;
    return undefined;
  }

  /** A checkpoint of as many events as were read. */
  check({ size, note }: KeptSeal): LogFault | undefined {
    const checkpoint = openCheckpoint(note, this.options.verifiers);
    if (!checkpoint) return this.end() ?? fault('checkpoint_not_signed', this.size);
    if (String(checkpoint.size) !== size || checkpoint.origin !== this.options.origin) {
      return this.end() ?? fault('checkpoint_of_another', this.size);
    }
    const same = checkpoint.root.equals(this.#edge.root());
    if (this.#suspect) return this.#named(same);
    if (!same) return fault('root_differs', this.#signed + 1, { through: size });
    this.#signed = this.size;
    this.checkpoints += 1;
    return undefined;
  }

  /** What is left to say where no checkpoint follows. */
  end(): LogFault | undefined {
    return this.#suspect && this.#named(false);
  }

  /** @param signed whether the events read have the root that was signed */
  #named(signed: boolean): LogFault {
    const { position, ofLeaf } = this.#suspect!;
    return fault(ofLeaf && !signed ? 'event_altered' : 'tile_altered', position);
  }
}

export function fault(code: LogFaultCode, position: number | null, more: Partial<LogFault> = {}): LogFault {
  return { code, position: position === null ? null : String(position), ...more };
}
