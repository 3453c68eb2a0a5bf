import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** How many requests are taken in how long. */
export interface Rate {
  readonly max: number;
  readonly timeWindow: string;
  /** By default the address from where it comes. */
  readonly keyGenerator?: (request: FastifyRequest) => string;
}

/** From one address: enough for people, few for guesses. */
export const LOGINS: Rate = { max: 30, timeWindow: '1 minute' };
/** Forms of one session: more than a person sends. */
export const WRITES: Rate = { max: 120, timeWindow: '1 minute', keyGenerator: whoSends };
/** What a form asks while it is filled. */
export const WHILE_TYPING: Rate = { max: 600, timeWindow: '1 minute', keyGenerator: whoSends };
/** What takes long to make. */
export const HEAVY: Rate = { max: 4, timeWindow: '1 minute', keyGenerator: whoSends };

/** A session, else an address: those who share one address do not share their sessions. */
function whoSends({ headers, ip }: FastifyRequest): string {
  const { cookie } = headers;
  return cookie === undefined ? ip : createHash('sha256').update(cookie).digest('hex');
}
