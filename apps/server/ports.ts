import type { Readable } from 'node:stream';
import type {
  Account,
  AccountStore,
  Authentication,
  IdentityProvider,
  LoginStore,
  SessionStore,
  TokenStore,
} from '#access';
import type { RefusedAttempt, StreamWriter } from '#commands';
import type { DocumentStore } from '#files';
import type {
  Answered,
  BalanceAnswer,
  BalanceQuestion,
  BundleRefusal,
  FactProof,
  GrowthProof,
  JournalQuestion,
  JournalRefusal,
  ChangedIssue,
  IssueAsked,
  IssuedReport,
  KeptReport,
  KeptRefusal,
  KeptVerification,
  RefusalQuestion,
  SignedCheckpoint,
  Upload,
} from '#hosting';
import type { Instant } from '#kernel';
import type { Asked, Common, ReportName } from '#rendering';
import type { Act as ParkedAct, ParkedStream } from '#read-models';
import type { Reading } from './reading/reading.js';

/** One record of the log, as it is stored. */
export interface LoggedText {
  readonly position: bigint;
  readonly stream: string;
  readonly text: string;
}

/** Who sent which document; its bytes are in the document store. */
export interface Uploads {
  /** Remembers a sender of a document. */
  add(upload: Upload): Promise<void>;
  /** The document as this account sent it, else as its first sender did. */
  find(sha256: string, account: string): Promise<Upload | undefined>;
}

/** Reports and documents by their name, and those that were issued. */
export interface Reports {
  /** Undefined where what it is about does not exist inside the perimeter. */
  ask(report: ReportName, common: Omit<Common, 'today'>, filters: ReportFilters): Promise<Asked | undefined>;
  /** Throws `FormatNotOffered`, `TooLongToPrint`. */
  issue(asked: IssueAsked): Promise<IssuedReport | undefined>;
  /** The latest first. */
  list(page: { readonly before?: string; readonly limit: number }): Promise<readonly KeptReport[]>;
  find(number: string): Promise<KeptReport | undefined>;
  /** Those issued before an entry that it changes. */
  changedBy(
    entry: { readonly convention: string; readonly position: string },
    isSeen: (issued: KeptReport) => boolean,
  ): Promise<readonly ChangedIssue[]>;
}
export type ReportFilters = IssueAsked['filters'];

/** By what the log is verified. */
export interface Proofs {
  /** The latest; `undefined` before the first. */
  checkpoint(): Promise<SignedCheckpoint | undefined>;
  /** @param position at most the size of the checkpoint */
  fact(position: number, checkpoint: SignedCheckpoint): Promise<FactProof>;
  growth(from: number, to: number, checkpoint: SignedCheckpoint): Promise<GrowthProof>;
  /** A balance of a closed year, under the note signed at its close. */
  balance(question: BalanceQuestion): Promise<BalanceAnswer>;
  /** Signs all that is in the log, up to this position at least; the checkpoint, `undefined` for an empty log. */
  seal(position: bigint): Promise<SignedCheckpoint | undefined>;
  /** The last one; `undefined` before the first. */
  verification(): Promise<KeptVerification | undefined>;
}

/** Facts that the views could not read. */
export interface DeadLetters {
  parked(): Promise<readonly ParkedStream[]>;
  /** How many facts are still missing; nothing where the stream is not parked. */
  replay(act: ParkedAct): Promise<number | undefined>;
  skip(act: ParkedAct): Promise<boolean>;
}

/** What those who operate the ledger measure. */
export interface MetricsPort {
  answered(answered: Answered): void;
  refused(code: string): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  close(): void;
}

/** All that the routes stand on: the server holds no rule and no storage of its own. */
export abstract class Ports {
  abstract readonly mode: 'demonstration' | 'production';
  abstract readonly clock: () => Instant;
  abstract readonly writer: StreamWriter;
  abstract readonly authentication: Authentication;
  abstract readonly tokens: TokenStore;
  abstract readonly sessions: SessionStore;
  abstract readonly accounts: AccountStore;
  abstract readonly logins: LoginStore;
  abstract readonly deadLetters: DeadLetters;
  /** Where people log in; absent: by tokens alone. */
  abstract readonly provider: IdentityProvider | undefined;
  /** The sample accounts by token; none outside the demonstration. */
  abstract readonly samples: ReadonlyMap<string, Account>;
  abstract readonly documents: DocumentStore;
  abstract readonly uploads: Uploads;
  abstract readonly reading: Reading;
  abstract readonly proofs: Proofs;
  abstract readonly metrics: MetricsPort;
  /** Who reads the metrics bears it. */
  abstract readonly metricsToken: string | undefined;
  /** The most that one account may send in a minute, previews included. */
  abstract readonly writesPerMinute: number;
  /** All that an auditor needs to verify the log without this server, ready to be sent. */
  abstract bundle(): Promise<Readable | BundleRefusal>;
  /** The whole of a journal, ready to be sent. */
  abstract journal(question: JournalQuestion): Promise<Readable | JournalRefusal>;
  abstract readonly reports: Reports;
  /** Records in position order, after `after`, at most `limit`. */
  abstract readAll(after: bigint, limit: number): Promise<readonly LoggedText[]>;
  /** The last position of the log. */
  abstract head(): Promise<bigint>;
  /** The names of the streams of a category, in order. */
  abstract streams(category: string): Promise<readonly string[]>;
  /** The personal values still kept for these commitments; an erased one is left out. */
  abstract personal(commitments: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps the trace of an attempt that was refused before it reached the rules. */
  abstract recordRefusal(attempt: RefusedAttempt): Promise<void>;
  abstract refusals(question: RefusalQuestion): Promise<readonly KeptRefusal[]>;
}
