import { Authentication, demonstrationAccounts, IdentityProvider, type ProviderSettings } from '#access';
import {
  bundleFile,
  checkpointOf,
  CRETS_SIRET,
  factProof,
  growthProof,
  journalFile,
  keptRefusals,
  changedIssues,
  issuedReport,
  issuedReports,
  issueReport,
  lastVerification,
  latestCheckpoint,
  type Ledger,
  Metrics,
  proveBalance,
  recordRefusal,
  today,
} from '#hosting';
import { day } from '#kernel';
import {
  bodyBalance,
  citedInside,
  conventions,
  deadlines,
  imputationReport,
  outstanding,
  parkedStreams,
  replayParked,
  skipParked,
  readModelPosition,
} from '#read-models';
import { REPORTS } from '#rendering';
import type { Ports } from './ports.js';

/** The sample accounts by token: of the demonstration only. */
export const sampleAccounts = demonstrationAccounts({ siret: CRETS_SIRET, from: day('2016-01-01') });

interface Settings {
  readonly metricsToken?: string | undefined;
  readonly metrics?: Metrics;
  readonly provider?: ProviderSettings | undefined;
  readonly writesPerMinute: number;
}

/** What the routes stand on, from an open ledger. */
export function portsOf(
  ledger: Ledger,
  { metricsToken, metrics = new Metrics(ledger.pool), provider, writesPerMinute }: Settings,
): Ports {
  const { configuration, clock, writer, store, pool, documents, uploads } = ledger;
  const { tokens, sessions, accounts, logins } = ledger;
  const { mode } = configuration;
  const samples: Ports['samples'] = mode === 'demonstration' ? sampleAccounts : new Map();
  return {
    mode,
    clock,
    writer,
    authentication: new Authentication({ tokens, demonstration: samples }),
    tokens,
    sessions,
    accounts,
    logins,
    deadLetters: {
      parked: () => parkedStreams(pool),
      replay: act => replayParked(pool, act),
      skip: act => skipParked(pool, act),
    },
    provider: provider && new IdentityProvider(provider),
    samples,
    documents,
    uploads,
    reading: {
      position: () => readModelPosition(pool),
      conventions: question => conventions(pool, question),
      bodyBalance: question => bodyBalance(pool, question),
      imputations: question => imputationReport(pool, question),
      outstanding: question => outstanding(pool, question),
      deadlines: question => deadlines(pool, question),
      citedInside: question => citedInside(pool, question),
    },
    reports: {
      ask: (report, common, filters) =>
        REPORTS[report].ask(pool, { ...common, today: today(clock) }, filters),
      issue: asked => issueReport({ pool, documents, clock }, asked),
      list: page => issuedReports(pool, page),
      find: number => issuedReport(pool, number),
      changedBy: (entry, isSeen) => changedIssues(pool, entry, isSeen),
    },
    proofs: {
      checkpoint: () => latestCheckpoint(pool),
      fact: (position, checkpoint) => factProof(pool, position, checkpoint),
      growth: (from, to, checkpoint) => growthProof(pool, from, to, checkpoint),
      balance: question => proveBalance({ pool, configuration }, question),
      seal: position => checkpointOf({ pool, configuration }, position),
      verification: () => lastVerification(pool),
    },
    metrics,
    metricsToken,
    writesPerMinute,
    bundle: () => bundleFile(ledger),
    journal: question => journalFile({ pool, configuration }, question),
    readAll: (after, limit) => store.readAll(after, limit),
    head: () => store.head(),
    streams: async category => {
      const { rows } = await pool.query<{ stream: string }>(
        `select stream from ledger.event where version = 1 and stream like $1 order by stream`,
        [`${category}-%`],
      );
      return rows.map(({ stream }) => stream);
    },
    personal: async commitments => {
      const kept = await store.readPersonal(commitments);
      return new Map(kept.map(({ commitment, value }) => [commitment, value]));
    },
    recordRefusal: attempt => recordRefusal(pool, attempt),
    refusals: question => keptRefusals(pool, question),
  };
}
