import type { Instant } from '#kernel';
import type { Account } from './account.js';

/** A token to be kept: what it stands for, what it is called, and until when it holds. */
export interface NewToken {
  /** `hashToken` of the token. */
  readonly hash: string;
  readonly account: Account;
  /** What the holder's token list calls it. */
  readonly label: string;
  readonly expiresAt?: Date;
}

/** A token as its list shows it, without what would let it be used. */
export interface KnownToken {
  readonly hash: string;
  readonly account: string;
  readonly role: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | undefined;
  readonly revokedAt: Instant | undefined;
}

export interface TokenStore {
  add(token: NewToken): Promise<void>;
  /** The account of a token that holds now; nothing for one unknown, expired or revoked. */
  find(hash: string): Promise<Account | undefined>;
  /** All of them, those that hold first. */
  list(): Promise<readonly KnownToken[]>;
  /** Ends one; nothing where none holds under this hash. */
  end(hash: string): Promise<KnownToken | undefined>;
  /** Ends all tokens of this account; how many there were. */
  revoke(account: string): Promise<number>;
}
