import type { Account } from './account.js';
import { hashToken } from './token.js';
import type { TokenStore } from './token-store.js';

/** How long a revoked token may still be taken for good, in milliseconds. */
const REMEMBERED_FOR = 5_000;

/** Above this many answers the oldest are forgotten, so that guesses don't fill the memory. */
const MOST_REMEMBERED = 10_000;

export interface AuthenticationOptions {
  readonly tokens: TokenStore;
  /** Accounts by token in clear, in demonstration mode only. */
  readonly demonstration?: ReadonlyMap<string, Account>;
  /** Milliseconds on a clock that never goes back; default `performance.now`. */
  readonly elapsed?: () => number;
}

/** Whose a bearer token is. Answers are remembered for five seconds. */
export class Authentication {
  readonly #remembered = new Map<string, { readonly account: Account | undefined; readonly until: number }>();

  constructor(private readonly options: AuthenticationOptions) {}

  /** The account of a token; nothing where there is none, or no longer. */
  async accountOf(token: string): Promise<Account | undefined> {
    const sample = this.options.demonstration?.get(token);
    if (sample) return sample;
    const { tokens, elapsed = () => performance.now() } = this.options;
    const hash = hashToken(token);
    const remembered = this.#remembered.get(hash);
    if (remembered && elapsed() < remembered.until) return remembered.account;
    const account = await tokens.find(hash);
    this.#remembered.delete(hash);
    this.#remembered.set(hash, { account, until: elapsed() + REMEMBERED_FOR });
    if (this.#remembered.size > MOST_REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      this.#remembered.delete(oldest!);
    }
    return account;
  }
}
