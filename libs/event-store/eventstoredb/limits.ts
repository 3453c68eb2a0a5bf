/** How long things may take, in milliseconds. */
export interface Limits {
  /** A call, by gRPC; a little later by our own clock. */
  readonly deadline: number;
  /** A call with its repetitions. */
  readonly patience: number;
  /** From the claims of an append to its last sending; longer than that, and it is given up. */
  readonly claimed: number;
  /** How long a claim whose event is not there is waited for, before another takes it over. */
  readonly grace: number;
  /** From an append to its position. */
  readonly lag: number;
  /** How long one process may be silent before another fills the mirror. */
  readonly lease: number;
}

/** An event lands `claimed + deadline` after its claim at the latest: well before another may take the key over. */
export const DEFAULT_LIMITS: Limits = {
  deadline: 5_000,
  patience: 15_000,
  claimed: 20_000,
  grace: 60_000,
  lag: 10_000,
  lease: 4_000,
};
