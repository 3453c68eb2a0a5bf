import { randomUUID } from 'node:crypto';
import type { Instant } from '#kernel';
import type { AppendRequest, AppendResult, EventStore, LoggedRecord, NewRecord } from '../port.js';

/** A record whose text is a small JSON object that names itself and its moment. */
export function fakeRecord(what: string, eventId: string = randomUUID()): NewRecord {
  return {
    eventId,
    commandId: randomUUID(),
    write: recordedAt => JSON.stringify({ recordedAt, what }),
  };
}

/** A name for a stream that no other test has. */
export function freshStream(category = 'convention'): string {
  return `${category}-${randomUUID()}`;
}

/** An append of records named by their texts, with whatever else the test is about. */
export function fakeAppend(
  stream: string,
  expected: number,
  texts: readonly string[] = ['fact'],
  more: Partial<AppendRequest> = {},
): AppendRequest {
  return {
    stream,
    expected,
    records: texts.map(text => fakeRecord(text)),
    guards: [],
    claims: [],
    releases: [],
    personal: [],
    ...more,
  };
}

/** The answer to an append that the test takes for granted; throws on a conflict. */
export async function stood(
  answer: Promise<AppendResult>,
): Promise<Extract<AppendResult, { outcome: 'appended' }>> {
  const result = await answer;
  if (result.outcome !== 'appended') throw new Error(`not appended: ${JSON.stringify(result)}`);
  return result;
}

/** Follows until `count` records were seen, then stops the follower and waits for its end. */
export async function followed(store: EventStore, after: bigint, count: number): Promise<LoggedRecord[]> {
  const stop = new AbortController();
  const seen: LoggedRecord[] = [];
  for await (const batch of store.follow(after, stop.signal)) {
    seen.push(...batch);
    if (seen.length >= count) stop.abort();
  }
  return seen;
}

/** What the text of a fake record says. */
export const saying = ({ text }: LoggedRecord): unknown => (JSON.parse(text) as { what: unknown }).what;
/** Positions side by side. */
export const places = (first: bigint, count: number): bigint[] =>
  Array.from({ length: count }, (_, index) => first + BigInt(index));

/** What the tests of the contract share: the store, and the clock that it reads. */
export interface Subject {
  readonly store: EventStore;
  now: Instant;
}
