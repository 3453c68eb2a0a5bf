import { createHash } from 'node:crypto';
import { commandIdOf, eventIdOf, newStreamOf, sealPersonal } from '#commands';
import type { PersonalValue } from '#event-store';
import type { Role } from '#access';
import { day, type Day, type Instant, instant } from '#kernel';
import type { ConventionCommand, FiscalYearCommand, InstallationCommand, SchemeCommand } from '#ledger';
import { onePagePdf } from './pdf.js';

/** Somebody who records: a pseudonymous account and its role. */
export interface Person {
  readonly id: string;
  readonly role: Role;
}

/** A supporting document, kept before the first fact that names it. */
export interface DemonstrationDocument {
  readonly sha256: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly by: string;
  readonly at: Instant;
}

/** One command, at the moment when it was recorded. */
export interface Step {
  readonly at: Instant;
  readonly stream: string;
  readonly person: Person;
  /** Idempotency key: a load that was killed goes on where it stopped. */
  readonly key: string;
  readonly command: ConventionCommand | FiscalYearCommand | InstallationCommand | SchemeCommand;
  readonly personal: readonly PersonalValue[];
}

type Undated<C> = C extends ConventionCommand ? Omit<C, 'on'> : never;
/** A command without its date of effect. */
export type Asked = Undated<ConventionCommand>;

export interface Circumstances {
  /** The day of recording, where it came late. */
  readonly recordedOn?: string;
  readonly ground?: string;
  readonly personal?: readonly PersonalValue[];
}

/** What happened to one convention, in the order of recording. */
export class Story {
  readonly steps: Step[] = [];
  readonly documents: DemonstrationDocument[] = [];
  readonly stream: string;

  /** @param nth from 0: its recordings fall on seconds of their own */
  constructor(
    readonly key: string,
    readonly nth: number,
    drafter: Person,
  ) {
    this.stream = newStreamOf('convention', drafter.id, `demonstration:${key}`);
  }

  /** Asks for something on a day; the command's id, which is that of what it creates. */
  ask(person: Person, on: string, asked: Asked, also: Circumstances = {}): string {
    const key = `demonstration:${this.key}:${this.steps.length + 1}`;
    const { ground, personal = [] } = also;
    const command = {
      ...asked,
      on: day(on),
      ...(ground === undefined ? {} : { ground: { document: ground } }),
    } as ConventionCommand;
    const at = this.#momentOf(also.recordedOn ?? on);
    this.steps.push({ at, stream: this.stream, person, key, command, personal });
    return commandIdOf(person.id, this.stream, key);
  }

  /** Its event, where it records one only. */
  entryOf(commandId: string): string {
    return eventIdOf(commandId, 0);
  }

  /** Writes a document for the next step; its SHA-256. */
  document(name: string, person: Person, on: string, title: string, lines: readonly string[]): string {
    const bytes = onePagePdf(title, [...lines, '', 'Document fictif, produit pour la démonstration.']);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.documents.push({ sha256, name, bytes, by: person.id, at: this.#momentOf(on) });
    return sha256;
  }

  /** Minutes of the working day, in the order of asking. */
  #momentOf(on: string): Instant {
    const sameDay = this.steps.filter(({ at }) => at.startsWith(on)).length;
    const moment = at(on, 8 * 60 + sameDay * 7, this.nth % 60, this.nth);
    const last = this.steps.at(-1)?.at;
    if (last !== undefined && last > moment)
      throw new TypeError(`${this.key}: ${moment} comes after ${last}`);
    return moment;
  }
}

/** A moment of a day, in minutes from midnight UTC. */
export function at(on: string, minutes: number, seconds = 0, milliseconds = 0): Instant {
  const moment = Date.parse(`${on}T00:00:00.000Z`) + minutes * 60_000 + seconds * 1_000 + milliseconds;
  return instant(new Date(moment).toISOString());
}

/** The day that many days later. */
export function daysAfter(on: string, days: number): Day {
  return day(new Date(Date.parse(`${on}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10));
}

/** A personal value with a salt that follows from it, so that the same story gives the same bytes. */
export function sealed(value: string): PersonalValue {
  return sealPersonal(value, createHash('sha256').update(`demonstration:${value}`).digest());
}
