import type { AppendRequest, LoggedRecord, NewRecord } from './port.js';

/** Throws a TypeError on a request that no correct program makes; every adapter asks before it queues one. */
export function assertRequest({ stream, expected, records, guards, claims }: AppendRequest): void {
  if (stream === '') throw new TypeError('a stream has a name');
  if (records.length === 0) throw new TypeError('an append has at least one record');
  for (const version of [expected, ...guards.map(guard => guard.version)]) {
    if (!Number.isSafeInteger(version) || version < 0) throw new TypeError(`not a version: ${version}`);
  }
  if (new Set(records.map(record => record.eventId)).size !== records.length) {
    throw new TypeError('two records of an append share an event id');
  }
  if (new Set(claims.map(claim => claim.key)).size !== claims.length) {
    throw new TypeError('an append claims a key twice');
  }
  for (const { key, record } of claims) {
    if (!records[record]) throw new TypeError(`the claim ${key} names record ${record}, which is not there`);
  }
}

/** Whether what stands in the log is what these records say: the mark of a repeated append. */
export function standAs(records: readonly NewRecord[], stored: readonly LoggedRecord[]): boolean {
  return (
    stored.length === records.length &&
    records.every((record, index) => {
      const { eventId, recordedAt, text } = stored[index]!;
      return record.eventId === eventId && record.write(recordedAt) === text;
    })
  );
}
