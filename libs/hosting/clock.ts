import type { Clock } from '#event-store';
import { type Day, dayInParis, type Instant, instant } from '#kernel';

/** The time of this machine, to the millisecond. */
export const systemClock: Clock = () => instant(new Date().toISOString());

/** The day of a clock in Europe/Paris. */
export function today(clock: Clock): Day {
  return dayInParis(Date.parse(clock()));
}

/** A clock that shows what it is set to, for tests and the demonstration. */
export class SettableClock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  readonly now: Clock = () => this.#now;

  set(now: Instant): void {
    this.#now = now;
  }

  /** Moves forward. */
  advance(milliseconds: number): void {
    this.#now = instant(new Date(Date.parse(this.#now) + milliseconds).toISOString());
  }
}
