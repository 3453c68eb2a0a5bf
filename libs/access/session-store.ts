import type { Instant } from '#kernel';
import type { Account } from './account.js';

/** Minutes without a request after which a session is over, and the most that it lasts. */
export const SESSION_IDLE_MINUTES = 60;
export const SESSION_MOST_MINUTES = 600;

/** Somebody logged in on the pages. */
export interface Session {
  readonly account: Account;
  /** When it ends if nothing more is asked. */
  readonly endsAt: Instant;
}

export interface NewSession {
  /** `hashToken` of the cookie's value. */
  readonly hash: string;
  readonly account: Account;
  /** `hashToken` of the token given at login: the session ends when the token does. */
  readonly tokenHash?: string;
}

export interface SessionStore {
  open(session: NewSession): Promise<void>;
  /** The session that goes on, kept alive by the question; nothing for one unknown, closed or over. */
  find(hash: string): Promise<Session | undefined>;
  close(hash: string): Promise<void>;
}
