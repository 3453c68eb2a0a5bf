/** What a piece of work changes, and what it only looks at. */
export interface Touching {
  readonly changes: readonly string[];
  readonly looksAt: readonly string[];
}

interface Line {
  change: Promise<unknown>;
  looks: Promise<unknown>[];
}

/**
 * In the order of asking, for each name: who changes it waits for all before, who looks at it for who changes it. The
 * rest goes side by side.
 */
export class Turns {
  readonly #lines = new Map<string, Line>();

  async take<T>({ changes, looksAt }: Touching, work: () => Promise<T>): Promise<T> {
    const before: Promise<unknown>[] = [
      ...looksAt.flatMap(name => this.#lines.get(name)?.change ?? []),
      ...changes.flatMap(name => {
        const line = this.#lines.get(name);
        return line ? [line.change, ...line.looks] : [];
      }),
    ];
    const turn = Promise.allSettled(before).then(work);
    const lines = new Map<string, Line>();
    for (const name of looksAt) {
      const line = this.#lines.get(name) ?? { change: Promise.resolve(), looks: [] };
      line.looks.push(turn);
      lines.set(name, line);
    }
    for (const name of changes) lines.set(name, { change: turn, looks: [] });
    for (const [name, line] of lines) this.#lines.set(name, line);
    try {
      return await turn;
    } finally {
      this.#leave(lines, turn);
    }
  }

  #leave(lines: ReadonlyMap<string, Line>, turn: Promise<unknown>): void {
    for (const [name, line] of lines) {
      line.looks = line.looks.filter(look => look !== turn);
      const over = line.change === turn || this.#lines.get(name) !== line;
      if (over && line.looks.length === 0 && this.#lines.get(name) === line) this.#lines.delete(name);
    }
  }
}
