import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnyDecider,
  type Basis,
  type Decision,
  encodeRecord,
  type FactCodec,
  isRefusal,
  type Refusal,
  refuse,
  type Stored,
  type Unstamped,
} from '#kernel';
import { type AppendRequest, type EventStore, telling } from '#event-store';
import { eventIdOf } from './command-id.js';
import { Contention, type Envelope, type RefusedAttempt, type Written } from './envelope.js';
import { type FoldedStream, FoldedStreams, type Snapshot } from './folded-streams.js';
import { Turns } from './turns.js';

/** The first on what is remembered, the others on what is read. */
const ATTEMPTS = 10;

export interface StreamWriterOptions {
  readonly store: EventStore;
  readonly deciders: readonly AnyDecider[];
  readonly codec: FactCodec;
  /** The number of the formulas in force, written into each record. */
  readonly formula: number;
  /** Keeps the trace of a refused attempt; awaited before the refusal is answered. */
  readonly recordRefusal?: (attempt: RefusedAttempt) => Promise<void>;
  /** Says which refusal a taken key means; default: `claim_taken`. */
  readonly claimRefusal?: (taken: { readonly key: string; readonly holder: string }) => Refusal;
  /** How many streams are remembered; default 2 000. */
  readonly rememberedStreams?: number;
}

/** A decision that is recorded nowhere. */
interface Foreseen extends Decision {
  /** The state of the stream as it would be. */
  readonly after: () => unknown;
}

/** A decision, and what it relied on. */
interface Ruling {
  readonly decision: Decision;
  readonly basis: readonly Basis[];
  readonly guards: AppendRequest['guards'];
}

/**
 * Loads a stream, decides, appends, and decides again where something moved meanwhile.
 *
 * A command is first decided on what this process remembers: what it records is safe, since the append checks the
 * versions, and what it refuses is decided again on what the store holds now.
 */
export class StreamWriter {
  readonly #streams: FoldedStreams;
  readonly #turns = new Turns();

  constructor(private readonly options: StreamWriterOptions) {
    const { store, deciders, codec, rememberedStreams = 2_000 } = options;
    this.#streams = new FoldedStreams(store, deciders, codec, rememberedStreams);
  }

  /**
   * Decides and records. A command already recorded is answered as it was then; a refusal is not remembered.
   * Throws `Contention`, and what the store throws when it is out of reach.
   */
  async write(envelope: Envelope): Promise<Written | Refusal> {
    const answer = await this.#turns.take(envelope.stream, () => this.#settle(envelope));
    if (isRefusal(answer)) await this.options.recordRefusal?.(attemptOf(envelope, answer));
    return answer;
  }

  /** What `write` would decide now, recording nothing; whether the command was recorded before is not asked. */
  async preview(envelope: Envelope): Promise<Foreseen | Refusal> {
    const { stream, act } = envelope;
    const { snapshot } = await this.#streams.fresh(stream);
    const ruling = await this.#rule(envelope, snapshot, true);
    if (isRefusal(ruling)) return ruling;
    const { decision, basis } = ruling;
    const { version, position } = snapshot;
    const decider = this.#streams.deciderOf(stream);
    return {
      ...decision,
      after: () =>
        decision.facts.reduce<unknown>((state, _, index) => {
          const record = this.#recordOf(envelope, decision, basis, version, index);
          const at = position + BigInt(index + 1);
          return decider.evolve(state, { ...record, recordedAt: act.now, position: at });
        }, snapshot.state),
    };
  }

  /** The state of a stream as all its facts make it, and its version (0: no such stream). */
  async read(stream: string): Promise<Snapshot> {
    return (await this.#streams.fresh(stream)).snapshot;
  }

  async #settle(envelope: Envelope): Promise<Written | Refusal> {
    const { stream, act, bodyHash } = envelope;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const fresh = attempt > 0;
      const folded = await (fresh ? this.#streams.fresh(stream) : this.#streams.remembered(stream));
      const before = folded.recorded(act.commandId);
      if (before) {
        const { version, position, events } = before;
        return before.bodyHash === bodyHash
          ? { stream, version, position, events, repeated: true }
          : refuse('idempotency_key_reused', {});
      }
      const { snapshot } = folded;
      const ruling = await this.#rule(envelope, snapshot, fresh);
      if (isRefusal(ruling) || ruling.decision.facts.length === 0) {
        if (!fresh) continue;
        if (isRefusal(ruling)) return ruling;
        const { version, position } = snapshot;
        return { stream, version, position, events: [], repeated: false };
      }
      const answer = await this.#append(envelope, folded, snapshot.version, ruling);
      if (answer) return answer;
      if (fresh) await pause(Math.random() * 4 * attempt);
    }
    throw new Contention(stream, ATTEMPTS);
  }

  async #rule(envelope: Envelope, { state, version }: Snapshot, fresh: boolean): Promise<Ruling | Refusal> {
    const { stream, command, act, ifMatch } = envelope;
    if (ifMatch !== undefined && ifMatch !== version) {
      return refuse('version_mismatch', { expected: ifMatch, actual: version });
    }
    const decider = this.#streams.deciderOf(stream);
    const needs = decider.needs(command, state);
    const read = await Promise.all(
      needs.map(need =>
        // What no guard protects could have moved long ago: it is read each time, in a read that callers share.
        fresh || !need.guarded ? this.#streams.fresh(need.stream) : this.#streams.remembered(need.stream),
      ),
    );
    const found = read.map(({ snapshot }, index) => ({ ...needs[index]!, ...snapshot }));
    const context = new Map(found.map(need => [need.stream, need.version === 0 ? undefined : need.state]));
    const decision = decider.decide(state, command, act, context);
    if (isRefusal(decision)) return decision;
    const versions = (kept: typeof found): Basis[] =>
      kept.map(need => ({ stream: need.stream, version: need.version }));
    return { decision, basis: versions(found), guards: versions(found.filter(need => need.guarded)) };
  }

  /** The answer; none where the stream, or one that it relied on, has moved. */
  async #append(
    envelope: Envelope,
    folded: FoldedStream,
    expected: number,
    { decision, basis, guards }: Ruling,
  ): Promise<Written | Refusal | undefined> {
    const { stream, act, personal = [] } = envelope;
    const { store, codec, claimRefusal } = this.options;
    const records = decision.facts.map((_, index) =>
      this.#recordOf(envelope, decision, basis, expected, index),
    );
    const request: AppendRequest = {
      stream,
      expected,
      records: records.map(record => ({
        eventId: record.eventId,
        commandId: act.commandId,
        write: recordedAt => encodeRecord(record, recordedAt, codec),
      })),
      guards,
      claims: (decision.claims ?? []).map(({ key, fact }) => ({ key, record: fact })),
      releases: decision.releases ?? [],
      personal,
    };
    const result = await telling(() => store.append(request));
    if (result.outcome === 'claim-conflict') {
      const { key, holder } = result;
      return claimRefusal?.({ key, holder }) ?? refuse('claim_taken', { key, holder });
    }
    if (result.outcome !== 'appended') return undefined;
    const { recordedAt, positions } = result;
    const stored = records.map<Stored>((record, index) => ({
      ...record,
      recordedAt,
      position: positions[index]!,
    }));
    folded.advance(stored);
    return {
      stream,
      version: expected + records.length,
      position: positions.at(-1)!,
      events: records.map(({ eventId, fact }) => ({ eventId, type: fact.type })),
      repeated: false,
    };
  }

  #recordOf(
    { stream, act, bodyHash, correlationId, causationId }: Envelope,
    { facts }: Decision,
    basis: readonly Basis[],
    expected: number,
    index: number,
  ): Unstamped {
    const { codec, formula } = this.options;
    const { commandId, actor, role, origin } = act;
    const decided = facts[index]!;
    return {
      ...decided,
      eventId: eventIdOf(commandId, index),
      stream,
      version: expected + index + 1,
      schemaVersion: codec.definitionOf(decided.fact.type).schemaVersion,
      actor,
      role,
      origin,
      basis,
      formula,
      commandId,
      bodyHash,
      correlationId,
      ...(causationId === undefined ? {} : { causationId }),
    };
  }
}

function attemptOf(
  { stream, command, act, bodyHash, correlationId }: Envelope,
  { code }: Refusal,
): RefusedAttempt {
  const { now: at, actor, role } = act;
  return { at, actor, role, stream, commandType: command.type, code, bodyHash, correlationId };
}
