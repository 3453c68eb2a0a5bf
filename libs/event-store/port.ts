import type { Instant } from '#kernel';

/** A record as the log holds it: the exact canonical text, and what the store needs to find it. */
export interface LoggedRecord {
  /** From 1, dense, in commit order, over all streams. */
  readonly position: bigint;
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly commandId: string;
  readonly recordedAt: Instant;
  readonly text: string;
}

/** A record to append. The store stamps it: `write` gives its canonical text, one line, for the moment of recording. */
export interface NewRecord {
  readonly eventId: string;
  readonly commandId: string;
  write(recordedAt: Instant): string;
}

/** The value of a personal field, kept beside the log so that it can be erased; the record holds its commitment. */
export interface PersonalValue {
  /** SHA-256 of salt and value, hexadecimal. */
  readonly commitment: string;
  readonly salt: string;
  readonly value: string;
}

export interface AppendRequest {
  readonly stream: string;
  /** The stream's version before: 0 for no stream. An append without expectation does not exist: a retry needs one. */
  readonly expected: number;
  /** At least one; they take the versions `expected + 1`, `expected + 2` … */
  readonly records: readonly NewRecord[];
  /** Versions of other streams that must still hold (0: still no stream). */
  readonly guards: readonly { readonly stream: string; readonly version: number }[];
  /** Unique keys that the records take; `record` is the index of the taker. */
  readonly claims: readonly { readonly key: string; readonly record: number }[];
  /** Keys given back by this stream before its claims are taken. A key that the stream does not hold is left alone. */
  readonly releases: readonly string[];
  readonly personal: readonly PersonalValue[];
}

export type AppendResult =
  | {
      readonly outcome: 'appended';
      readonly positions: readonly bigint[];
      readonly recordedAt: Instant;
    }
  /** The stream is not at the expected version. */
  | { readonly outcome: 'version-conflict'; readonly actual: number }
  /** A guarded stream has moved. */
  | { readonly outcome: 'guard-conflict'; readonly stream: string; readonly actual: number }
  /** The key is held by another event; `holder` is that event's id. */
  | { readonly outcome: 'claim-conflict'; readonly key: string; readonly holder: string };

/**
 * The append-only log. All or nothing per request; the facts of one request stand together.
 *
 * Order: positions are dense and in commit order, so a reader that has seen position p will never see a lower
 * one appear. Recorded times never go back in position order: an append older than the head is stamped with the
 * head's time. An append that was acknowledged is durable. A repeated append (same event ids, same expected
 * version) has one effect and is answered as the first was.
 *
 * Conflicts are results; faults of the store (unreachable, disk full) throw.
 */
export interface EventStore {
  append(request: AppendRequest): Promise<AppendResult>;
  /** The records of a stream in version order, those after `afterVersion` only; none where there is no stream. */
  readStream(stream: string, afterVersion?: number): Promise<readonly LoggedRecord[]>;
  /** Records in position order, after `after`, at most `limit`. */
  readAll(after: bigint, limit: number): Promise<readonly LoggedRecord[]>;
  /** Batches of records in position order, after `after`, for ever: never skips, never repeats. Ends when aborted. */
  follow(after: bigint, signal: AbortSignal): AsyncIterable<readonly LoggedRecord[]>;
  /** The last position; 0 for an empty log. */
  head(): Promise<bigint>;
  /** The personal values still kept for these commitments, in no order; an erased one is left out. */
  readPersonal(commitments: readonly string[]): Promise<readonly PersonalValue[]>;
  /** Erases a personal value for good; the log keeps its commitment. Nothing happens where it is gone already. */
  erasePersonal(commitment: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The store does not answer, or has not told a position in time. A write may have been recorded: the same command, asked
 * again, is answered as it was then.
 */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}

/** The present moment; injected, so that tests and the demonstration set the time. */
export type Clock = () => Instant;
