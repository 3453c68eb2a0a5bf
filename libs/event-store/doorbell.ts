/** Wakes the followers of this process when something was appended. */
export class Doorbell {
  #rings = 0;
  readonly #waiting = new Set<() => void>();

  /** How often it rang: read it before looking at the log, so that no ring is missed. */
  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings++;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when it has rung since `seen`, when the signal aborts, or after `milliseconds`. */
  heard(seen: number, signal: AbortSignal, milliseconds?: number): Promise<void> {
    if (this.#rings !== seen || signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }
}
