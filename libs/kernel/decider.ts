import type { Day } from './day.js';
import type { Fact, FactDefinition } from './fact.js';
import type { Instant } from './instant.js';
import type { NewFact, Origin, Stored } from './record.js';
import type { Refusal } from './refusal.js';

/** Who acts, and when: it arrives with the command, so that a decision is a pure function. */
export interface Act {
  /** Pseudonymous account id of the person; for an import, its launcher. */
  readonly actor: string;
  readonly role: string;
  readonly origin: Origin;
  readonly now: Instant;
  /** The day of `now` in Europe/Paris. */
  readonly today: Day;
  /** UUIDv5 of (actor, stream, idempotency key): ids of what the command creates derive from it. */
  readonly commandId: string;
}

/** Another stream that a decision reads. A guarded one must not have moved when the facts are appended. */
export interface Need {
  readonly stream: string;
  readonly guarded: boolean;
}

/** Folded states of the streams asked for, by stream name; `undefined` where there is no such stream. */
export type Context = ReadonlyMap<string, unknown>;

/** A unique key that a fact takes for ever, or until a reversal releases it. */
export interface Claim {
  readonly key: string;
  /** Index of the fact that takes it, in the decision. */
  readonly fact: number;
}

export interface Decision<F extends Fact = Fact> {
  readonly facts: readonly NewFact<F>[];
  readonly claims?: readonly Claim[];
  readonly releases?: readonly string[];
}

/**
 * The rules of one kind of stream. All pure: no clock, no chance, no I/O.
 *
 * @typeParam S state, folded by `evolve` from `initial`
 * @typeParam C commands
 * @typeParam F facts
 */
export interface Decider<S, C, F extends Fact> {
  /** The stream's kind: streams are named `category-id`; ASCII, no dash. */
  readonly category: string;
  readonly definitions: readonly FactDefinition[];
  readonly initial: S;
  evolve(state: S, stored: Stored<F>): S;
  /** The other streams that this command must read, known from the command and the state alone. */
  needs(command: C, state: S): readonly Need[];
  decide(state: S, command: C, act: Act, context: Context): Decision<F> | Refusal;
}

/** A decider whose types are not known here: what the rooms that treat all streams alike hold. */
export type AnyDecider = Decider<unknown, { readonly type: string }, Fact>;
