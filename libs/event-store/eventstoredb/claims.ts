import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '../port.js';
import type { StoredEntry, Streams } from './streams.js';

/** An entry of the stream of a key. It counts only if the event it names stands where it says. */
interface ClaimEntry {
  readonly kind: 'ClaimTaken' | 'ClaimReleased' | 'ClaimAbandoned';
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
}

/** The claims of a request, written down before its event: what they name may still fail to come. */
export interface WrittenClaims {
  readonly conflict?: { readonly key: string; readonly holder: string };
  /** Says that the event will not come, so that nobody waits for it. */
  abandon(): Promise<void>;
}

/**
 * Each key has a stream of its own. Who takes the key, or gives it back, first writes so there, at an exact version,
 * and names the event by which it does; the entry counts once that event stands. One whose event has not come after
 * `grace` milliseconds is passed over.
 */
export class Claims {
  constructor(
    private readonly streams: Streams,
    private readonly grace: number,
  ) {}

  async write({ stream, expected, records, claims, releases }: AppendRequest): Promise<WrittenClaims> {
    const mine = new Set(records.map(record => record.eventId));
    const written: { key: string; entry: ClaimEntry }[] = [];
    const abandon = async () => {
      for (const { key, entry } of written)
        await this.#add(key, () => ({ ...entry, kind: 'ClaimAbandoned' }));
    };
    const entry = (kind: ClaimEntry['kind'], record: number): ClaimEntry => ({
      kind,
      stream,
      version: expected + record + 1,
      eventId: records[record]!.eventId,
    });
    for (const key of releases) {
      const released = entry('ClaimReleased', 0);
      const holder = await this.#add(key, held => (held?.stream === stream ? released : undefined), mine);
      if (holder?.stream === stream) written.push({ key, entry: released });
    }
    for (const { key, record } of claims) {
      const taken = entry('ClaimTaken', record);
      const holder = await this.#add(key, held => (held ? undefined : taken), mine);
      if (!holder) written.push({ key, entry: taken });
      else if (holder.eventId !== taken.eventId) {
        await abandon();
        return { conflict: { key, holder: holder.eventId }, abandon: async () => {} };
      }
    }
    return { abandon };
  }

  /** Adds what `decide` makes of the holder, if anything; answers the holder before. Decides again after a race. */
  async #add(
    key: string,
    decide: (holder: ClaimEntry | undefined) => ClaimEntry | undefined,
    mine: ReadonlySet<string> = new Set(),
  ): Promise<ClaimEntry | undefined> {
    const name = `claim-${key}`;
    for (;;) {
      const entries = await this.streams.read(name, 1, Number.MAX_SAFE_INTEGER);
      const holder = await this.#holder(entries, mine);
      const entry = decide(holder);
      if (!entry) return holder;
      const stored = { id: randomUUID(), type: entry.kind, text: JSON.stringify(entry), note: {} };
      if (await this.streams.append(name, entries.length, [stored])) return holder;
    }
  }

  /** The last word that counts: our own entries, those whose event stands, and those whose event may still come. */
  async #holder(entries: readonly StoredEntry[], mine: ReadonlySet<string>): Promise<ClaimEntry | undefined> {
    const abandoned = new Set<string>();
    for (const { text, storedAt } of entries.toReversed()) {
      const entry = JSON.parse(text) as ClaimEntry;
      if (entry.kind === 'ClaimAbandoned') abandoned.add(entry.eventId);
      else if (abandoned.has(entry.eventId)) continue;
      else if (mine.has(entry.eventId) || (await this.#stands(entry))) {
        return entry.kind === 'ClaimTaken' ? entry : undefined;
      } else if (entry.kind === 'ClaimTaken' && Date.now() - storedAt < this.grace) return entry;
    }
    return undefined;
  }

  async #stands({ stream, version, eventId }: ClaimEntry): Promise<boolean> {
    const [event] = await this.streams.read(stream, version, 1);
    return event?.id === eventId;
  }
}
