import { type Day, day, laterOf, yearEnd } from '#kernel';
import { Balances, type ConventionBalances } from './balances.js';
import { type JournalFact, type OpenedAccount, type Transaction, transactionsOf } from './transactions.js';

/** How a journal is written. Every text ends with a line feed, or is empty. */
export interface JournalFormat {
  head(year: number | undefined): string;
  /** What a convention brings from the years before, on 1 January of this one. */
  opening(convention: ConventionBalances, year: number): string;
  /** @param opened accounts that are met for the first time, each with its place */
  transaction(transaction: Transaction, opened: readonly OpenedAccount[]): string;
  /** What the accounts of a convention come to at the end, on the last day of the journal. */
  closing(convention: ConventionBalances, on: Day): string;
  /** The last words: from how much of the log it was made. */
  tail(log: LogStated): string;
}

/** How much of the log a journal was made from. */
export interface LogStated {
  readonly position: bigint;
  /** The root of the facts up to that position, base64. */
  readonly root: string;
}

const FIRST_DAY = day('1900-01-01');

/**
 * The journal of the facts of a log, given in position order: whole, or of one exercice with the balances brought
 * forward. The whole journal of a longer log begins with that of a shorter one, but for its closing block. It keeps the
 * balances of each allocation, and nothing else.
 */
export class Journal {
  readonly #balances = new Balances();
  #last: Day;

  constructor(
    private readonly format: JournalFormat,
    private readonly year?: number,
  ) {
    this.#last = year === undefined ? FIRST_DAY : yearEnd(year);
  }

  head(): string {
    return this.format.head(this.year);
  }

  /** For a journal of one exercice, before all entries: what was booked on earlier ones. */
  carry(fact: JournalFact): void {
    for (const { fiscalYear, postings, fact: of } of transactionsOf(fact)) {
      if (fiscalYear < this.year!) this.#balances.add(of.convention, postings);
    }
  }

  *opening(): Generator<string> {
    for (const convention of this.#balances.conventions()) {
      const brought = convention.accounts.filter(({ amount }) => amount !== 0n);
      if (brought.length === 0) continue;
      yield this.format.opening({ ...convention, accounts: brought }, this.year!);
    }
    this.#balances.forgetCleared();
  }

  *entries(fact: JournalFact): Generator<string> {
    for (const transaction of transactionsOf(fact)) {
      if (this.year !== undefined && transaction.fiscalYear !== this.year) continue;
      this.#last = laterOf(this.#last, transaction.on);
      yield this.format.transaction(transaction, this.#balances.add(fact.convention, transaction.postings));
    }
  }

  *closing(log: LogStated): Generator<string> {
    for (const convention of this.#balances.conventions()) {
      yield this.format.closing(convention, this.#last);
    }
    yield this.format.tail(log);
  }
}
