import { ACCOUNTS } from './accounts.js';
import type { OpenedAccount, Posting } from './transactions.js';

/** What the accounts of one convention come to: those that were posted to, by place, then account. */
export interface ConventionBalances {
  readonly convention: string;
  readonly accounts: readonly Posting[];
}

/** Balances and marks of an allocation: an account is open once it was posted to. */
interface Held {
  readonly amounts: BigInt64Array;
  open: number;
}

/** Running balances, in few bytes: a ledger may have a hundred thousand allocations. */
export class Balances {
  readonly #conventions = new Map<string, Map<string, Held>>();

  /** Adds postings; the accounts that they open, in their order. */
  add(convention: string, postings: readonly Posting[]): readonly OpenedAccount[] {
    let places = this.#conventions.get(convention);
    if (!places) this.#conventions.set(convention, (places = new Map()));
    const opened: OpenedAccount[] = [];
    for (const { account, place, amount } of postings) {
      let held = places.get(place);
      if (!held) places.set(place, (held = { amounts: new BigInt64Array(ACCOUNTS.length), open: 0 }));
      held.amounts[account]! += amount;
      if ((held.open & (1 << account)) === 0) opened.push({ account, place });
      held.open |= 1 << account;
    }
    return opened;
  }

  /** In the order in which they were first posted to. */
  *conventions(): Generator<ConventionBalances> {
    for (const [convention, places] of this.#conventions) {
      const accounts = [...places.keys()].sort().flatMap(place => {
        const { amounts, open } = places.get(place)!;
        return [...amounts].flatMap((amount, account) =>
          (open & (1 << account)) === 0 ? [] : [{ account, place, amount }],
        );
      });
      if (accounts.length > 0) yield { convention, accounts };
    }
  }

  /** Closes the accounts that stand at 0.00: they are as if they had never been posted to. */
  forgetCleared(): void {
    for (const places of this.#conventions.values()) {
      for (const held of places.values()) {
        for (const [account, amount] of held.amounts.entries()) {
          if (amount === 0n) held.open &= ~(1 << account);
        }
      }
    }
  }
}
