import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Account } from '#access';
import type { Instant } from '#kernel';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';

/** What every page shows around its own matter: who is there, until when, and where. */
export interface Frame {
  readonly mode: 'demonstration' | 'production';
  /** The path and query of the page. */
  readonly url: string;
  /** Of this answer alone: by it the page names its scripts (CSP). */
  readonly nonce: string;
  readonly account?: Account;
  /** When the session ends if nothing more is asked. */
  readonly endsAt?: Instant;
  /** To be sent back by every form of this session. */
  readonly csrf?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    frame?: Frame;
    /** Of a page. */
    nonce: string;
  }
}

/** What programs ask is asked with a token, the pages with a session; never the other way round. */
export const isApi = ({ url }: Pick<FastifyRequest, 'url'>) => /^\/(?:api|metrics)(?:\/|$|\?)/.test(url);

/** Follows from the session, and does not tell its cookie. */
export function csrfOf(session: string): string {
  return createHash('sha256').update(`csrf|${session}`).digest('hex');
}

/** The field of a form that carries it. */
export const CSRF_FIELD = '_csrf';

/** Throws where a form was not made by a page of this session. */
export function checkCsrf({ frame }: FastifyRequest, given: unknown): void {
  const wanted = frame?.csrf;
  if (wanted === undefined || typeof given !== 'string' || given.length !== wanted.length) {
    throw new Refused([edge('form_not_ours')]);
  }
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) throw new Refused([edge('form_not_ours')]);
}

/** Throws where a browser says that another site sends this form; older ones name the site only. */
export function checkOrigin({ headers, host }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  const ours =
    typeof site === 'string' ? site === 'same-origin' || site === 'none' : isHere(headers.origin, host);
  if (!ours) throw new Refused([edge('form_not_ours')]);
}

function isHere(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return true;
  const sender = URL.parse(origin);
  return sender !== null && sender.host === URL.parse(`${sender.protocol}//${host}`)?.host;
}
