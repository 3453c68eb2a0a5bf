export {
  bodyBalance,
  type BodyBalance,
  type BodyLine,
  type BodyPayment,
} from './body-balance/body-balance.query.js';
export { lineOfFact } from './citation/citation.projection.js';
export { type CitationQuestion, citedInside } from './citation/citation.query.js';
export {
  conventionBalances,
  type ConventionBalances,
  type LineBalances,
  type SchoolBalances,
  type TrancheBalances,
} from './convention/convention-balances.query.js';
export { conventionReference } from './convention/convention-reference.query.js';
export {
  conventions,
  type Conventions,
  type ConventionsQuestion,
  type ListedConvention,
} from './convention/conventions.query.js';
export {
  financialStatement,
  type FinancialLine,
  type FinancialStatement,
  type FinancialStatementQuestion,
  type PaidEntry,
} from './document/financial-statement.query.js';
export type { DocumentHead, LineHead } from './document/head.js';
export {
  paymentSettlement,
  type PaymentSettlement,
  type PaymentSettlementQuestion,
  type SettlementFigures,
} from './document/payment-settlement.query.js';
export { paymentCurve, type PaidStep, type PaymentCurve } from './document/payment-curve.query.js';
export {
  repaymentOrder,
  type RepaymentOrder,
  type RepaymentOrderQuestion,
} from './document/repayment-order.query.js';
export {
  type CertifiedExpense,
  type CertifiedShare,
  serviceFaitCertificate,
  type ServiceFaitCertificate,
  type ServiceFaitQuestion,
} from './document/service-fait-certificate.query.js';
export {
  followUp,
  type FollowUp,
  type FollowUpQuestion,
  type FollowUpReport,
  type FollowUpStream,
  type Holder,
} from './follow-up/follow-up.query.js';
export { type Grant, type Grants, grants, type GrantsQuestion } from './grant/grants.query.js';
export {
  recoveries,
  type Recovery,
  type RecoveryQuestion,
  type RecoveryReport,
  type RecoveryStream,
} from './recovery/recovery.query.js';
export { type Balance, BALANCE_NAMES, type Balances, balancesOf } from './current-balance/balances.js';
export {
  type DeadlineList,
  deadlines,
  type DeadlinesPageQuestion,
  type DeadlinesQuestion,
  type DeadlineStream,
  type ListedDeadline,
  streamDeadlines,
} from './deadline/deadlines.query.js';
export { ENTITIES, GENERATION } from './generation.js';
export {
  compareImputations,
  type ComparedRow,
  type ComparisonQuestion,
  type ImputationComparison,
} from './imputation-report/imputation-comparison.query.js';
export {
  balancesAt,
  imputationReport,
  type ImputationFigures,
  type ImputationQuestion,
  type ImputationReport,
  type ImputationRowOfReport,
  type ImputationStream,
  type Level,
  LEVELS,
  streamImputations,
} from './imputation-report/imputation-report.query.js';
export {
  type Missing,
  outstanding,
  type Outstanding,
  type OutstandingQuestion,
  type OutstandingReport,
  type OutstandingStream,
  streamOutstanding,
  type WaitingKind,
} from './outstanding/outstanding.query.js';
export { journalFacts, type JournalScope } from './journal/journal.query.js';
export { readModelPosition } from './projector/checkpoint.js';
export {
  type Act,
  type ParkedStream,
  parkedStreams,
  replayParked,
  skipParked,
} from './projector/dead-letters.js';
export type { LogRecord } from './projector/followed.js';
export type { LogReader } from './projector/folding.js';
export { GenerationDiffers, projectBatch, Projector, runProjector } from './projector/projector.js';
export { prepareReadModels, rebuild } from './projector/rebuild.js';
export { FENCED, transaction } from './projector/transaction.js';
export { type Difference, type Verified, verifyReadModels } from './projector/verify.js';
export { type VerifiedKeys, verifyKeys } from './projector/verify-keys.js';
export { type AsOf, onSnapshot, type Stated } from './reading/as-of.js';
export { incompleteOf } from './reading/incomplete.js';
export { CursorUnknown } from './reading/cursor.js';
export {
  type SchoolBudget,
  schoolBudgets,
  type SchoolBudgets,
  type SchoolBudgetsQuestion,
  type SchoolBudgetStream,
  streamSchoolBudgets,
} from './school-budget/school-budgets.query.js';
export { type YearFigures, yearly, type YearlyQuestion, type YearlyReport } from './yearly/yearly.query.js';
