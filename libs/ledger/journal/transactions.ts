import type { Day, Instant } from '#kernel';
import type { ConventionFactType, Row } from '../convention/index.js';
import { ACCOUNTS, postsOf } from './accounts.js';

/** What one recorded fact moved, as the journal reads it. */
export interface JournalFact {
  readonly position: bigint;
  readonly type: ConventionFactType;
  readonly eventId: string;
  readonly recordedAt: Instant;
  /** The fact's own data: the numbers in it are told with its entry. */
  readonly data: object;
  /** The name of its convention in the journal: see `conventionName`. */
  readonly convention: string;
  readonly rows: readonly JournalRow[];
}

export type JournalRow = Pick<
  Row,
  'measure' | 'line' | 'tranche' | 'allocation' | 'fiscalYear' | 'effectiveOn' | 'amount'
>;

export interface OpenedAccount {
  /** Place in `ACCOUNTS`. */
  readonly account: number;
  /** Convention, line, tranche and allocation, joined by colons. */
  readonly place: string;
}

export interface Posting extends OpenedAccount {
  /** Cents, debit positive. */
  readonly amount: bigint;
}

/** Postings of one date and one exercice that add up to 0.00. */
export interface Transaction {
  /** Position of the fact and rank of the transaction among those of the fact, from 1. */
  readonly code: string;
  readonly on: Day;
  readonly fiscalYear: number;
  readonly fact: Omit<JournalFact, 'rows'>;
  /** By place, then account. */
  readonly postings: readonly Posting[];
}

/**
 * The reference of the draft in force when the convention first posts, and the position of its first fact: unique,
 * and readable. Characters that the tools would read otherwise are escaped as in a URL.
 */
export function conventionName(reference: string, firstPosition: bigint): string {
  return `${encodeURIComponent(reference)}~${firstPosition}`;
}

/** The transactions of a fact, by date of effect, then exercice: several where it came late or reverses another. */
export function transactionsOf({ rows, ...fact }: JournalFact): readonly Transaction[] {
  const dated = new Map<string, JournalRow[]>();
  for (const row of rows) {
    const key = `${row.effectiveOn} ${row.fiscalYear}`;
    const known = dated.get(key);
    if (known) known.push(row);
    else dated.set(key, [row]);
  }
  const transactions: Transaction[] = [];
  for (const key of [...dated.keys()].sort()) {
    const together = dated.get(key)!;
    const postings = postingsOf(fact.convention, together);
    if (postings.length === 0) continue;
    const { effectiveOn: on, fiscalYear } = together[0]!;
    const code = `${fact.position}.${transactions.length + 1}`;
    transactions.push({ code, on, fiscalYear, fact, postings });
  }
  return transactions;
}

function postingsOf(convention: string, rows: readonly JournalRow[]): readonly Posting[] {
  const sums = new Map<string, bigint[]>();
  for (const { measure, line, tranche, allocation, amount } of rows) {
    const posts = postsOf(measure);
    if (posts.length === 0) continue;
    const place = [convention, ...[line, tranche, allocation].map(encodeURIComponent)].join(':');
    let sum = sums.get(place);
    if (!sum) sums.set(place, (sum = ACCOUNTS.map(() => 0n)));
    for (const [account, sign] of posts) sum[account]! += sign * amount;
  }
  return [...sums.keys()]
    .sort()
    .flatMap(place =>
      sums.get(place)!.flatMap((amount, account) => (amount === 0n ? [] : [{ account, place, amount }])),
    );
}
