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

export interface TokenStore {
  add(token: NewToken): Promise<void>;
  /** The account of a token that holds now; nothing for one unknown, expired or revoked. */
  find(hash: string): Promise<Account | undefined>;
  /** Ends all tokens of this account; how many there were. */
  revoke(account: string): Promise<number>;
}
