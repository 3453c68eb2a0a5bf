/** What may be wrong with the log; the first wrong position says where. */
export type LogFaultCode =
  /** No event at this position, and some after it. */
  | 'event_missing'
  /** The last events are gone: more were sealed, or anchored, than there are. */
  | 'tail_missing'
  /** The text is not JSON. */
  | 'event_unreadable'
  /** A column beside the text does not say what the text says. */
  | 'column_differs'
  /** The event is not the one that was sealed here: changed, replaced or moved. */
  | 'event_altered'
  /** The versions of its stream have a gap, or another order than the positions. */
  | 'version_out_of_order'
  | 'time_goes_back'
  /** The event is what was signed, but the tree that is kept has another hash. */
  | 'tile_altered'
  /** A checkpoint that no known key signed as it stands. */
  | 'checkpoint_not_signed'
  /** A checkpoint of another log, or not of the size that it is kept under. */
  | 'checkpoint_of_another'
  /** The events up to a checkpoint do not have its root, though each has the leaf that is kept. */
  | 'root_differs'
  /** A note of the anchor that is not a signed checkpoint of this log. */
  | 'anchor_unreadable'
  /** A personal value beside the log is not the one to which an event commits. */
  | 'personal_value_altered';

export interface LogFault {
  readonly code: LogFaultCode;
  /** The first wrong event, where it can be told; for a checkpoint, its size; null for an unreadable note. */
  readonly position: string | null;
  /** The last position that the fault may concern, where it is not the first. */
  readonly through?: string;
  readonly column?: string;
  /** As the text says, and as the column does. */
  readonly expected?: string;
  readonly found?: string;
}

export interface VerifiedLog {
  /** The last position. */
  readonly head: string;
  /** Events read, each compared with its columns and, where sealed, with the tree. */
  readonly events: number;
  /** How many events are in the tree. */
  readonly sealed: string;
  /** Signed checkpoints whose root was computed again, and notes of the anchor compared with them. */
  readonly checkpoints: number;
  readonly anchored: number;
  /** Notes of the anchor over events that a restore declared lost. */
  readonly declaredLost: number;
  /** Checkpoints that somebody else kept, each found to be a prefix. */
  readonly kept: number;
  /** 1, and one more after each restore. */
  readonly epoch: number;
  /** The root of the sealed events, base64; null where none is. */
  readonly root: string | null;
  readonly fault: LogFault | null;
  /** Records of EventStoreDB that came though what they relied on had moved; not a fault of the log, but to be looked at. */
  readonly stragglers: readonly Straggler[];
}

/** A record that arrived between the check of its guards or claims and what broke them. */
export interface Straggler {
  readonly position: string;
  /** `guard_moved`: a stream that it relied on had moved. `claim_held`: another held a key that it takes. */
  readonly kind: 'guard_moved' | 'claim_held';
  /** The stream, or the key. */
  readonly name: string;
}
