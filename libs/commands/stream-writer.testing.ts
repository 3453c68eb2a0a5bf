import {
  type Act,
  count,
  day,
  type Decider,
  fact,
  type FactOf,
  factCodec,
  type Instant,
  instant,
  maybe,
  refuse,
  text,
} from '#kernel';
import { type EventStore, InMemoryEventStore } from '#event-store';
import { bodyHashOf, commandIdOf } from './command-id.js';
import type { Envelope } from './envelope.js';
import { StreamWriter, type StreamWriterOptions } from './stream-writer.js';

/* A purse that is filled and spent from, within a limit that stands in a stream of its own. */

const Filled = fact('PurseFilled', 'life', 'Money was put in.', { amount: count(), remark: maybe(text()) });
const Spent = fact('PurseSpent', 'life', 'Money was taken out.', { amount: count() });
const LimitSet = fact('LimitSet', 'life', 'The most that may be spent at once was set.', { most: count() });

export interface Purse {
  readonly content: number;
  readonly eventIds: readonly string[];
}

type PurseCommand =
  | { readonly type: 'fill'; readonly amount: number; readonly invoice?: string; readonly free?: string }
  | { readonly type: 'spend'; readonly amount: number; readonly limit?: string; readonly unguarded?: true }
  | { readonly type: 'nothing' };

const purse: Decider<Purse, PurseCommand, FactOf<typeof Filled> | FactOf<typeof Spent>> = {
  category: 'purse',
  definitions: [Filled, Spent],
  initial: { content: 0, eventIds: [] },
  evolve: ({ content, eventIds }, { fact: { type, data }, eventId }) => ({
    content: type === 'PurseFilled' ? content + data.amount : content - data.amount,
    eventIds: [...eventIds, eventId],
  }),
  needs: command =>
    command.type === 'spend' && command.limit !== undefined
      ? [{ stream: command.limit, guarded: command.unguarded !== true }]
      : [],
  decide: ({ content }, command, { today: effectiveOn }, context) => {
    if (command.type === 'nothing') return { facts: [] };
    const { amount } = command;
    if (command.type === 'fill') {
      return {
        facts: [
          { fact: { type: 'PurseFilled', data: { amount } }, effectiveOn },
          { fact: { type: 'PurseFilled', data: { amount: 0, remark: 'counted' } }, effectiveOn },
        ],
        claims: command.invoice === undefined ? [] : [{ key: command.invoice, fact: 0 }],
        releases: command.free === undefined ? [] : [command.free],
      };
    }
    const most = (context.get(command.limit ?? '') as number | undefined) ?? Infinity;
    if (amount > most) return refuse('above_limit', { amount, most });
    if (amount > content) return refuse('purse_too_small', { amount, content });
    return { facts: [{ fact: { type: 'PurseSpent', data: { amount } }, effectiveOn, fiscalYear: 2016 }] };
  },
};

const limit: Decider<number, { type: 'set'; most: number }, FactOf<typeof LimitSet>> = {
  category: 'limit',
  definitions: [LimitSet],
  initial: 0,
  evolve: (_, stored) => stored.fact.data.most,
  needs: () => [],
  decide: (_, { most }, { today }) => ({
    facts: [{ fact: { type: 'LimitSet', data: { most } }, effectiveOn: today }],
  }),
};

export const NOW: Instant = instant('2016-11-03T09:12:44.120Z');
export const codec = factCodec([Filled, Spent, LimitSet]);
export const newStore = () => new InMemoryEventStore(() => NOW);

export function newWriter(store: EventStore, options: Partial<StreamWriterOptions> = {}): StreamWriter {
  return new StreamWriter({ store, deciders: [purse, limit], codec, formula: 1, ...options });
}

type AnyCommand = PurseCommand | { readonly type: 'set'; readonly most: number };

/** A command under its idempotency key. */
export function asking(
  key: string,
  command: AnyCommand,
  also: Partial<Envelope> = {},
  stream = command.type === 'set' ? 'limit-1' : 'purse-1',
): Envelope {
  const act: Act = {
    actor: 'somebody',
    role: 'gestionnaire',
    origin: { kind: 'typed' },
    now: NOW,
    today: day('2016-11-03'),
    commandId: commandIdOf('somebody', stream, key),
  };
  const { type, ...body } = command;
  return { stream, command, act, bodyHash: bodyHashOf(type, body), correlationId: 'request-1', ...also };
}

/** The store, letting `meddle` act once, right before the next append: a forced interleaving. */
export function meddledWith(store: EventStore, meddle: () => Promise<unknown>, times = 1): EventStore {
  let left = times;
  return new Proxy(store, {
    get(target, name: keyof EventStore) {
      if (name === 'append') {
        return async (request: Parameters<EventStore['append']>[0]) => {
          if (left-- > 0) await meddle();
          return target.append(request);
        };
      }
      const member = target[name];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
