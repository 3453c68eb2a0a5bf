import type { Instant } from '#kernel';
import type { Account } from './account.js';
import type { Identity } from './identity.js';

/** Who somebody is, as the administrator knows them; never in the log, which holds the pseudonymous id alone. */
export interface Person {
  readonly account: Account;
  readonly name: string;
  /** By both, somebody who logs in at the provider of identities for the first time is recognised. */
  readonly email?: string;
  /** SIRET of the employer. */
  readonly siret?: string;
}

export interface KnownPerson extends Person {
  readonly openedAt: Instant;
  /** The last login at the provider. */
  readonly seenAt?: Instant;
  readonly disabledAt?: Instant;
  /** Recognised at the provider once. */
  readonly bound: boolean;
}

/** What was done to the rights of an account. */
export interface AccountAct {
  readonly at: Instant;
  readonly account: string;
  readonly act: 'opened' | 'changed' | 'disabled' | 'enabled' | 'token_given' | 'token_revoked';
  readonly by: string;
  /** Role, perimeter, or the name of the token. */
  readonly what: Readonly<Record<string, unknown>>;
}

/** The accounts of persons. Each change leaves an act. */
export interface AccountStore {
  list(): Promise<readonly KnownPerson[]>;
  find(id: string): Promise<KnownPerson | undefined>;
  /** False where the id or the e-mail is taken. */
  open(person: Person, by: string): Promise<boolean>;
  /** False where the e-mail is another's. */
  change(person: Person, by: string): Promise<boolean>;
  /** Ends its sessions and tokens at once; or lets them be again. False where that was so already. */
  setDisabled(id: string, disabled: boolean, by: string): Promise<boolean>;
  /** The account of who logged in at the provider; nothing where nobody gave them one, or it is disabled. */
  admit(identity: Identity): Promise<Account | undefined>;
  /** The last acts, the newest first. */
  acts(limit: number): Promise<readonly AccountAct[]>;
  keepAct(act: Omit<AccountAct, 'at'>): Promise<void>;
}
