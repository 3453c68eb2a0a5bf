import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '../port.js';
import type { Limits } from './limits.js';
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
  /** Whether so long has passed that the event must not be sent any more: another may be taking the keys over. */
  expired(): boolean;
  /** Says that the event will not come, so that nobody waits for it. */
  abandon(): Promise<void>;
}

/** The versions that the events of this request are to have. */
type Mine = ReadonlyMap<string, number>;

/**
 * Each key has a stream of its own. Who takes the key, or gives it back, first writes so there, at an exact version
 * (the first with *no stream*), and names the event by which it does; the entry counts once that event stands. One
 * whose event has not come after `grace` is passed over; one whose place in its stream another event took, at once.
 */
export class Claims {
  /** When this process first saw an entry whose event was not there: no clock of another machine is asked. */
  readonly #seen = new Map<string, number>();

  constructor(
    private readonly streams: Streams,
    private readonly limits: Pick<Limits, 'claimed' | 'grace'>,
  ) {}

  async write({ stream, expected, records, claims, releases }: AppendRequest): Promise<WrittenClaims> {
    const began = performance.now();
    const expired = () => performance.now() - began > this.limits.claimed;
    const mine = new Map(records.map((record, index) => [record.eventId, expected + index + 1]));
    const written: { key: string; entry: ClaimEntry }[] = [];
    const abandon = async () => {
      for (const { key, entry } of written) {
        await this.#add(key, () => ({ ...entry, kind: 'ClaimAbandoned' }));
      }
    };
    const entryOf = (kind: ClaimEntry['kind'], record: number): ClaimEntry => ({
      kind,
      stream,
      version: expected + record + 1,
      eventId: records[record]!.eventId,
    });
    for (const key of releases) {
      const entry = entryOf('ClaimReleased', 0);
      const holder = await this.#add(key, held => (held?.stream === stream ? entry : undefined), mine);
      if (holder?.stream === stream) written.push({ key, entry });
    }
    for (const { key, record } of claims) {
      const entry = entryOf('ClaimTaken', record);
      const holder = await this.#add(key, held => (held ? undefined : entry), mine);
      if (!holder || holder.eventId === entry.eventId) written.push({ key, entry });
      else {
        await abandon();
        return { conflict: { key, holder: holder.eventId }, expired, abandon: async () => {} };
      }
    }
    return { expired, abandon };
  }

  /** Makes an event that stands the holder of a key, where it is not yet: the key of a log put back from a backup. */
  async restore(key: string, event: Omit<ClaimEntry, 'kind'>): Promise<void> {
    await this.#add(key, holder =>
      holder?.eventId === event.eventId ? undefined : { kind: 'ClaimTaken', ...event },
    );
  }

  /** Adds what `decide` makes of the holder, if anything; answers the holder before. Decides again after a race. */
  async #add(
    key: string,
    decide: (holder: ClaimEntry | undefined) => ClaimEntry | undefined,
    mine: Mine = new Map(),
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
  async #holder(entries: readonly StoredEntry[], mine: Mine): Promise<ClaimEntry | undefined> {
    const abandoned = new Set<string>();
    for (const { id, text } of entries.toReversed()) {
      const entry = JSON.parse(text) as ClaimEntry;
      if (entry.kind === 'ClaimAbandoned') abandoned.add(entry.eventId);
      else if (abandoned.has(entry.eventId)) continue;
      else {
        const coming = await this.#coming(entry, mine);
        const counts = coming === 'stands' || (coming === 'may come' && !this.#waited(id));
        if (coming !== 'may come') this.#seen.delete(id);
        if (!counts) continue;
        if (entry.kind === 'ClaimTaken') return entry;
        if (coming === 'stands') return undefined;
      }
    }
    return undefined;
  }

  /** Our own event is as good as there, at the version asked now: an entry of an earlier try names another. */
  async #coming(
    { stream, version, eventId }: ClaimEntry,
    mine: Mine,
  ): Promise<'stands' | 'may come' | 'never'> {
    const own = mine.get(eventId);
    if (own !== undefined) return own === version ? 'stands' : 'never';
    const [event] = await this.streams.read(stream, version, 1);
    if (!event) return 'may come';
    return event.id === eventId ? 'stands' : 'never';
  }

  #waited(id: string): boolean {
    const now = performance.now();
    const first = this.#seen.get(id) ?? now;
    this.#seen.set(id, first);
    return now - first >= this.limits.grace;
  }
}
