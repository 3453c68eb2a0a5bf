import type { EventStore, LoggedRecord, PersonalValue } from '../port.js';

/** A position in the log of EventStoreDB: neither dense nor ours alone. */
export interface SourcePosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/**
 * The copy of our streams that draws the dense positions, filled by one follower of EventStoreDB. All that is read
 * by position is read here.
 */
export interface Mirror extends Pick<
  EventStore,
  'readStream' | 'readAll' | 'head' | 'readPersonal' | 'erasePersonal'
> {
  /** Where the last record added stands in the source; none for an empty mirror. */
  checkpoint(): Promise<SourcePosition | undefined>;
  /**
   * Adds a record at the next position, with its checkpoint in one transaction. Its time is raised to that of the
   * record before it. One that is there already is left alone.
   */
  add(record: Omit<LoggedRecord, 'position'>, from: SourcePosition): Promise<void>;
  /** Whether an event of these ids is there. */
  hasAny(eventIds: readonly string[]): Promise<boolean>;
  keepPersonal(values: readonly PersonalValue[]): Promise<void>;
}
