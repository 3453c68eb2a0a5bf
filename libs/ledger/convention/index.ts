export type { AccountAsked, AccountCommand } from './account.decisions.js';
export { type AccountRefusal, payeeKey } from './accounts.js';
export type { AgreementCommand } from './agreement.decisions.js';
export type { SignAvenant } from './avenant.decisions.js';
export type { UnitAsked } from './award.js';
export { type CommitmentCommand } from './commitment.decisions.js';
export {
  type ConventionCommand,
  type ConventionCommandType,
  conventionDecider,
} from './convention.decisions.js';
export * from './convention.events.js';
export { isLifeFact, noConvention, type Stage, stageOf } from './convention.js';
export type { CorrespondenceCommand } from './correspondence.decisions.js';
export {
  type Deadline,
  DEADLINE_KINDS,
  type DeadlineKind,
  type Deadlines,
  deadlinesAt,
  deadlinesOf,
} from './deadlines.js';
export { type DeadlineStep, deadlineSteps, renewalSteps } from './deadline-steps.js';
export type { DraftConvention, LineAsked } from './draft-asked.js';
export type { DurationCommand } from './duration.decisions.js';
export { endOf, endOfPeriod, lastEndOf } from './duration.js';
export type { MoveEquipment } from './equipment.decisions.js';
export { EQUIPMENT_MOVEMENTS } from './equipment.events.js';
export type { EquipmentMovement } from './equipment.js';
export { lineOf, posteKey, trancheOf } from './evolving.js';
export type { ExecutionCommand } from './execution.decisions.js';
export type { ReturnStatement, SubmitStatement } from './expense.decisions.js';
export * from './formulas.js';
export type { GrantCommand } from './grant.decisions.js';
export * from './history.js';
export type { IdentityCommand } from './identity.decisions.js';
export { standingKeys } from './keys.js';
export { movementsOf, timelineOf, valueOn } from './movements.js';
export { withParent } from './parent.js';
export type { NotifiedGrantCommand } from './notified-grant.decisions.js';
export { type RequestPayment } from './payment.decisions.js';
export type { ConventionRefusal, ConventionRefusalCode, ConventionRefusals } from './refusals.js';
export type { ReverseEntry } from './reversal.decisions.js';
export type { ReversementCommand } from './reversement.decisions.js';
export { openOf } from './reversement.js';
export { type Measure, MEASURES, type Row } from './rows.js';
export { type CertifyServiceFait } from './service-fait.decisions.js';
export * from './state.js';
export { FORMULAS, type Trace } from './trace.js';
