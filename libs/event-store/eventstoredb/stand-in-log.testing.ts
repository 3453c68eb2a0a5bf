/** An event as the stand-in keeps it. */
export interface Kept {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly metadata: readonly (readonly [string, string])[];
  readonly custom: Uint8Array;
  readonly data: Uint8Array;
  /** Neither dense nor from 1, as on a real server. */
  readonly commit: number;
}

export type Proposed = Pick<Kept, 'id' | 'metadata' | 'custom' | 'data'>;

export const typeOf = ({ metadata }: Pick<Kept, 'metadata'>): string =>
  metadata.find(([key]) => key === 'type')?.[1] ?? '';

/** The events of a stand-in, in the memory of its process. */
export class StandInLog {
  readonly #log: Kept[] = [];
  readonly #streams = new Map<string, Kept[]>();
  readonly listeners = new Set<(event: Kept) => void>();

  constructor() {
    // A real server has events of its own before ours.
    this.keep('$settings', [
      {
        id: crypto.randomUUID(),
        metadata: [['type', '$UserUpdated']],
        custom: Buffer.of(),
        data: Buffer.from('{}'),
      },
    ]);
  }

  stream(name: string): readonly Kept[] {
    return this.#streams.get(name) ?? [];
  }

  /** Events after a commit position. */
  after(commit: number): readonly Kept[] {
    const first = this.#log.findLastIndex(event => event.commit <= commit) + 1;
    return this.#log.slice(first);
  }

  keep(stream: string, proposed: readonly Proposed[]): void {
    const standing = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, standing);
    for (const { id, metadata, custom, data } of proposed) {
      const kept: Kept = {
        stream,
        revision: standing.length,
        id,
        metadata: [...metadata, ['created', String(BigInt(Date.now()) * 10_000n)]],
        custom,
        data,
        commit: (this.#log.at(-1)?.commit ?? 900) + 100 + data.length,
      };
      standing.push(kept);
      this.#log.push(kept);
      for (const listener of this.listeners) listener(kept);
    }
  }

  /**
   * Appends after a revision (-1: no stream; `undefined`: any). False where the stream is elsewhere, unless these very
   * ids stand right after that revision: then it is the same append again.
   */
  append(stream: string, after: number | undefined, proposed: readonly Proposed[]): boolean {
    const standing = this.stream(stream);
    const next = after === undefined ? standing.length : after + 1;
    const repeated =
      next < standing.length && proposed.every(({ id }, index) => standing[next + index]?.id === id);
    if (repeated) return true;
    if (next !== standing.length) return false;
    this.keep(stream, proposed);
    return true;
  }
}
