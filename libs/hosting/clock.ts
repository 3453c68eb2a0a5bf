import type { Clock } from '#event-store';
import { type Day, dayInParis, type Instant, instant } from '#kernel';

/** The time of this machine, to the millisecond. */
export const systemClock: Clock = () => instant(new Date().toISOString());

/** The day of a clock in Europe/Paris. */
export function today(clock: Clock): Day {
  return dayInParis(Date.parse(clock()));
}

/** The last millisecond of a day in Europe/Paris, which is an hour or two ahead of UTC. */
export function endOfDay(on: Day): Instant {
  const winter = `${on}T22:59:59.999Z`;
  return instant(dayInParis(Date.parse(winter)) === on ? winter : `${on}T21:59:59.999Z`);
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
