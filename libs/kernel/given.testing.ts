import type { Act, AnyDecider, Context, Decider, Decision } from './decider.js';
import { type Fact, factCodec } from './fact.js';
import { day } from './day.js';
import { type Instant, instant } from './instant.js';
import type { NewFact, Stored } from './record.js';
import { isRefusal, type Refusal } from './refusal.js';

/** A fact recorded earlier; by default at noon of its date, never before the one before it, by `account-1`. */
export type Given<F extends Fact> = NewFact<F> & {
  readonly recordedAt?: string;
  readonly actor?: string;
};

interface Verdict<F extends Fact> {
  /** These facts and nothing else, in this order; no claim taken, none released. */
  records(...facts: readonly NewFact<F>[]): void;
  /** This decision and nothing else: facts, claims and releases. */
  decides(decision: Decision<F>): void;
  /** This refusal; where details (or a pointer) are given, these and nothing else. */
  refuses(code: string, details?: object, pointer?: string): void;
}

interface Situation<C, F extends Fact> {
  /** By default the command is given on the day of the last fact, by `account-1`. */
  when(command: C, act?: Partial<Act>, context?: Context): Verdict<F>;
}

/**
 * Given facts, when a command, then facts or a refusal; every comparison is strict. The facts pass through their
 * codec both ways, so a test holds no fact that the log would not. A context stream that the command does not need
 * is an error: production would not provide it.
 */
export function given<S, C, F extends Fact>(
  decider: Decider<S, C, F>,
  ...facts: readonly Given<F>[]
): Situation<C, F> {
  const history = storedFacts(decider, facts);
  const state = history.reduce((before, stored) => decider.evolve(before, stored), decider.initial);
  return {
    when(command, act = {}, context = new Map()) {
      const needed = new Set(decider.needs(command, state).map(({ stream }) => stream));
      for (const stream of context.keys()) {
        if (!needed.has(stream)) throw new Error(`the command does not need ${stream}`);
      }
      return verdictOn(decider, decider.decide(state, command, actOf(act, history.at(-1)), context));
    },
  };
}

function verdictOn<F extends Fact>(
  { definitions }: Pick<AnyDecider, 'definitions'>,
  answer: Decision<F> | Refusal,
): Verdict<F> {
  const decides = (expected: Decision<F>) => {
    expect(isRefusal(answer) ? answer : whole(answer)).toStrictEqual(whole(expected));
    const codec = factCodec(definitions);
    for (const { fact } of expected.facts) codec.encode(fact);
  };
  return {
    decides,
    records: (...facts) => decides({ facts }),
    refuses: (code, details, pointer) => {
      expect(answer).toMatchObject({ refused: true, code });
      if (!isRefusal(answer)) return;
      if (details !== undefined) expect(answer.details).toStrictEqual(details);
      if (pointer !== undefined) expect(answer.pointer).toBe(pointer);
    },
  };
}

/** A decision with nothing left out: no claims and an empty list of claims are the same. */
function whole<F extends Fact>(decision: Decision<F>) {
  return { claims: [], releases: [], ...decision };
}

function storedFacts<F extends Fact>(
  { category, definitions }: Pick<AnyDecider, 'category' | 'definitions'>,
  facts: readonly Given<F>[],
): Stored<F>[] {
  const codec = factCodec(definitions);
  let latest = '';
  return facts.map(({ recordedAt, actor = 'account-1', ...fact }, index) => {
    const { type } = fact.fact;
    const { schemaVersion } = codec.definitionOf(type);
    const stamp = recordedAt ?? `${fact.effectiveOn}T12:00:00.000Z`;
    latest = stamp > latest ? stamp : latest;
    return {
      ...fact,
      fact: codec.decode(type, schemaVersion, codec.encode(fact.fact)) as F,
      eventId: `event-${index + 1}`,
      stream: `${category}-given`,
      version: index + 1,
      position: BigInt(index + 1),
      schemaVersion,
      recordedAt: instant(latest),
      actor,
      role: 'gestionnaire',
      origin: { kind: 'typed' },
      basis: [],
      formula: 1,
      commandId: `command-${index + 1}`,
      bodyHash: `body-${index + 1}`,
      correlationId: `correlation-${index + 1}`,
    };
  });
}

const FIRST_MOMENT = '2016-01-04T12:00:00.000Z';

function actOf(act: Partial<Act>, last: Stored | undefined): Act {
  const moment: Instant = last?.recordedAt ?? instant(FIRST_MOMENT);
  const now = act.now ?? (act.today ? instant(`${act.today}T12:00:00.000Z`) : moment);
  return {
    actor: 'account-1',
    role: 'gestionnaire',
    origin: { kind: 'typed' },
    commandId: 'command-asked',
    ...act,
    now,
    today: act.today ?? day(now.slice(0, 10)),
  };
}
