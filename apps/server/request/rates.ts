import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import './trace.js';

/** How many requests are taken in how long. */
export interface Rate {
  readonly max: number;
  readonly timeWindow: string;
  /** By default the address from where it comes. */
  readonly keyGenerator?: (request: FastifyRequest) => string;
}

/** From one address: enough for people, few for guesses. */
export const LOGINS: Rate = { max: 30, timeWindow: '1 minute' };
/** What takes long to make. */
export const HEAVY: Rate = { max: 4, timeWindow: '1 minute', keyGenerator: whoSends };

/** A session, else an address: those who share one address do not share their sessions. */
function whoSends({ headers, ip }: FastifyRequest): string {
  const { cookie } = headers;
  return cookie === undefined ? ip : createHash('sha256').update(cookie).digest('hex');
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Throws where the account has sent too much in a minute. */
    countWrite(request: FastifyRequest): Promise<void>;
  }
}

/** Calls and forms count alike: an account has one measure, whichever tokens and sessions it uses. */
export function limitWrites(
  fastify: FastifyInstance,
  { writesPerMinute }: Pick<Ports, 'writesPerMinute'>,
): void {
  const check = fastify.createRateLimit({
    max: writesPerMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ account, ip }: FastifyRequest) => account?.id ?? ip,
  });
  fastify.decorate('countWrite', async request => {
    const counted = await check(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    // Not traced: what comes too fast would fill the list of refused attempts.
    throw new Refused([edge('too_many_requests', { seconds: Math.max(1, counted.ttlInSeconds) })], true);
  });
}
