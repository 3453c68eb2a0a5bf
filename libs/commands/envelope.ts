import type { Act, Instant, Refusal } from '#kernel';
import type { PersonalValue } from '#event-store';

/** One command on its way to one stream. */
export interface Envelope<C extends { readonly type: string } = { readonly type: string }> {
  /** `category-id`; the category names the rules that decide. */
  readonly stream: string;
  readonly command: C;
  /** Who asks, when, and under which command id. */
  readonly act: Act;
  /** Of all that was asked (`bodyHashOf`): what tells a repetition from another request under the same key. */
  readonly bodyHash: string;
  /** The version that the asker has seen (If-Match); where the stream has another, nothing is decided. */
  readonly ifMatch?: number;
  readonly correlationId: string;
  /** The event that made a policy ask. */
  readonly causationId?: string;
  /** The values of the personal fields that the command commits to. */
  readonly personal?: readonly PersonalValue[];
}

/** What was recorded for a command. */
export interface Written {
  readonly stream: string;
  /** The stream's version after it. */
  readonly version: number;
  /** The position of its last fact; where nothing had to be recorded, that of the stream's last fact (0: none). */
  readonly position: bigint;
  readonly events: readonly { readonly eventId: string; readonly type: string }[];
  /** True where this very command had been recorded before, and is answered as it was then. */
  readonly repeated: boolean;
}

/** A refused attempt, kept outside the ledger: who asked what and when, and why it was refused. */
export interface RefusedAttempt {
  readonly at: Instant;
  readonly actor: string;
  readonly role: string;
  readonly stream: string;
  readonly commandType: string;
  readonly code: Refusal['code'];
  readonly bodyHash: string;
  readonly correlationId: string;
}

/** A stream so busy that a command found it, or what it relies on, moved at every attempt: ask again later (503). */
export class Contention extends Error {
  override readonly name = 'Contention';

  constructor(
    readonly stream: string,
    readonly attempts: number,
  ) {
    super(`${stream} moved during each of ${attempts} attempts`);
  }
}
