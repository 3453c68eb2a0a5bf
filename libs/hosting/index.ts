export { storageFault } from '#event-store';
export * from './clock.js';
export * from './configuration.js';
export * from './connections.js';
export { type EmbeddedPostgres, startEmbeddedPostgres, type Use } from './embedded-postgres/index.js';
export * from './log.js';
export { type Answered, Metrics } from './metrics/metrics.js';
export * from './migrations/index.js';
export * from './process.js';
export * from './start-embedded.js';
export * from './start-refused.js';
export { bundleFile } from './bundle/bundle-file.js';
export { type BundleRefusal, writeBundle } from './bundle/write-bundle.js';
export { journalFile, writeJournalFile } from './journal/journal-file.js';
export {
  JOURNAL_FORMATS,
  type JournalFormatName,
  type JournalQuestion,
  type JournalRefusal,
  statedLog,
} from './journal/write-journal.js';
export type { EngineOptions } from './ledger/engine.js';
export * from './ledger/keep-read-models.js';
export * from './ledger/open-ledger.js';
export * from './ledger/reference.js';
export * from './ledger/refusals.js';
export { codec, deciders } from './ledger/rules.js';
export { checkpointOf, keepSeals, sealNow } from './sealing/keep-seals.js';
export type { LogFault, Straggler } from './sealing/log-fault.js';
export { changedIssues, type ChangedIssue, type ColumnChange } from './issuing/changed-issues.js';
export { FormatNotOffered, type IssueAsked, issueReport } from './issuing/issue-report.js';
export { type IssuedReport, issuedReport, issuedReports, type KeptReport } from './issuing/issued-report.js';
export { type IssuedFault, type VerifiedIssues, verifyIssued } from './issuing/verify-issued.js';
export * from './sealing/proofs.js';
export * from './sealing/balance-proof.js';
export type { BalanceFault } from './sealing/verify-balances.js';
export * from './sealing/verify-ledger.js';
export { PostgresUploads, type Upload } from './ledger/uploads.js';
export {
  CRETS_REFERENCE,
  CRETS_SIRET,
  type DemonstrationProgress,
  loadDemonstration,
} from './demonstration/index.js';
export * from './backup/index.js';
export * from './erasure/erase-personal.js';
