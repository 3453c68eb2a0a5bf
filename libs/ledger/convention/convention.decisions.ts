import { type Act, type Context, type Decider, Euros, isRefusal, type Need, yearOf } from '#kernel';
import { fiscalYearStream } from '../fiscal-year/fiscal-year.js';
import { NOMENCLATURE_STREAM } from '../nomenclature/nomenclature.js';
import { schemeStream } from '../scheme/scheme.js';
import { type AccountCommand, decideAccount } from './account.decisions.js';
import { type AgreementCommand, decideAgreement } from './agreement.decisions.js';
import { decideAvenant, type SignAvenant } from './avenant.decisions.js';
import { type CommitmentCommand, decideCommitment } from './commitment.decisions.js';
import { conventionFacts, type ConventionFact } from './convention.events.js';
import { type CorrespondenceCommand, decideCorrespondence } from './correspondence.decisions.js';
import { type Deciding, deciding, fiscalYearOf, type MoneyDated, type Outcome } from './deciding.js';
import type { DraftConvention } from './draft-asked.js';
import { decideDraft } from './drafting.decisions.js';
import { decideDuration, type DurationCommand } from './duration.decisions.js';
import { decideEquipment, type MoveEquipment } from './equipment.decisions.js';
import { decideExecution, type ExecutionCommand } from './execution.decisions.js';
import { decideStatement, type ReturnStatement, type SubmitStatement } from './expense.decisions.js';
import { decideGrant, type GrantCommand } from './grant.decisions.js';
import { decideHeadCount, type ObserveHeadCount } from './head-count.decisions.js';
import { type History, latestState, noHistory, record } from './history.js';
import { withKeys } from './keys.js';
import { conventionStream } from './parent.js';
import { decideIdentity, type IdentityCommand } from './identity.decisions.js';
import { decideNotifiedGrant, type NotifiedGrantCommand } from './notified-grant.decisions.js';
import { decideRequest, type RequestPayment } from './payment.decisions.js';
import { no } from './refusals.js';
import { decideReversal, entryOf, type ReverseEntry } from './reversal.decisions.js';
import { decideReversement, type ReversementCommand } from './reversement.decisions.js';
import { type AbandonTranche, decideTranche } from './tranche.decisions.js';
import { type CertifyServiceFait, decideServiceFait } from './service-fait.decisions.js';

/** All that can be asked of a convention. */
export type ConventionCommand =
  | DraftConvention
  | AgreementCommand
  | SignAvenant
  | AbandonTranche
  | ObserveHeadCount
  | DurationCommand
  | AccountCommand
  | CommitmentCommand
  | RequestPayment
  | ExecutionCommand
  | SubmitStatement
  | ReturnStatement
  | CertifyServiceFait
  | GrantCommand
  | NotifiedGrantCommand
  | MoveEquipment
  | IdentityCommand
  | ReversementCommand
  | ReverseEntry
  | CorrespondenceCommand;

export type ConventionCommandType = ConventionCommand['type'];

/** Which rules answer which command: one line per command. */
const rules: {
  [T in ConventionCommandType]: (command: Extract<ConventionCommand, { type: T }>, at: Deciding) => Outcome;
} = {
  DraftConvention: decideDraft,
  GiveVisa: decideAgreement,
  RefuseVisa: decideAgreement,
  SignConvention: decideAgreement,
  SignAvenant: decideAvenant,
  AbandonTranche: decideTranche,
  ObserveHeadCount: decideHeadCount,
  SuspendConvention: decideAgreement,
  ResumeConvention: decideAgreement,
  ReduceConvention: decideAgreement,
  AuthoriseObjectChange: decideAgreement,
  NotifyTermination: decideAgreement,
  ReceiveFinancialReport: decideAgreement,
  CloseConvention: decideAgreement,
  RenewConvention: decideDuration,
  CompleteDeployment: decideDuration,
  SupersedeConvention: decideDuration,
  RecordCommitteeMeeting: decideDuration,
  RelaxFourEyes: decideAgreement,
  RegisterAccount: decideAccount,
  ConfirmAccount: decideAccount,
  EndAccount: decideAccount,
  RecordCommitment: decideCommitment,
  RaiseCommitment: decideCommitment,
  LowerCommitment: decideCommitment,
  ReleaseCommitment: decideCommitment,
  RequestPayment: decideRequest,
  CancelPayment: decideExecution,
  RejectPayment: decideExecution,
  ExecutePayment: decideExecution,
  ReturnPayment: decideExecution,
  ReissuePayment: decideExecution,
  AbandonPayment: decideExecution,
  ObservePayment: decideExecution,
  SubmitStatement: decideStatement,
  ReturnStatement: decideStatement,
  CertifyServiceFait: decideServiceFait,
  DeclareUse: decideGrant,
  AcceptUse: decideGrant,
  AuthoriseCarryOver: decideGrant,
  NotifyGrant: decideNotifiedGrant,
  VoteSplit: decideNotifiedGrant,
  ReassignGrant: decideNotifiedGrant,
  MoveEquipment: decideEquipment,
  ChangeParty: decideIdentity,
  ChangeSchool: decideIdentity,
  OrderReversement: decideReversement,
  CutReversement: decideReversement,
  CancelReversement: decideReversement,
  WriteOffReversement: decideReversement,
  ContestReversement: decideReversement,
  ReceiveRepayment: decideReversement,
  RestoreCredits: decideReversement,
  ReverseEntry: decideReversal,
  ExplainAnomaly: decideCorrespondence,
  SendReminder: decideCorrespondence,
  SendFormalNotice: decideCorrespondence,
  InterruptPrescription: decideCorrespondence,
  DeclareOtherFunding: decideCorrespondence,
};

const guardedYear = (year: number): Need => ({ stream: fiscalYearStream(year), guarded: true });

/** The streams that a command reads: its scheme, the nomenclature, the fiscal years it is booked on, the parent. */
function needs(command: ConventionCommand, history: History): readonly Need[] {
  const named = command.type === 'DraftConvention' ? command.parent : undefined;
  const parent = named === undefined ? latestState(history).draft?.parent?.stream : conventionStream(named);
  const own = ownNeeds(command, history);
  const known = parent === undefined || own.some(({ stream }) => stream === parent);
  return known ? own : [...own, { stream: parent, guarded: true }];
}

function ownNeeds(command: ConventionCommand, history: History): readonly Need[] {
  const latest = latestState(history);
  const years = yearsOf(command, history).map(guardedYear);
  const nomenclature = { stream: NOMENCLATURE_STREAM, guarded: true };
  switch (command.type) {
    case 'DraftConvention':
      return [{ stream: schemeStream(command.scheme.code), guarded: true }, nomenclature];
    case 'SignAvenant':
      return latest.draft ? [{ stream: latest.draft.scheme.stream, guarded: true }, ...years] : [];
    case 'ObserveHeadCount':
      return latest.draft ? [{ stream: latest.draft.scheme.stream, guarded: true }] : [];
    case 'SupersedeConvention':
      return [{ stream: conventionStream(command.by), guarded: true }];
    case 'NotifyGrant':
      return latest.draft
        ? [{ stream: latest.draft.scheme.stream, guarded: false }, nomenclature, ...years]
        : years;
    case 'RecordCommitment':
      return [nomenclature, ...years];
    default:
      return LIFE.has(command.type) ? [] : years;
  }
}

/** Commands that record no money fact: no exercice. */
const LIFE: ReadonlySet<ConventionCommandType> = new Set<ConventionCommandType>([
  'MoveEquipment',
  'ChangeParty',
  'ChangeSchool',
  'SupersedeConvention',
  'RenewConvention',
  'CompleteDeployment',
  'RecordCommitteeMeeting',
  'GiveVisa',
  'RefuseVisa',
  'SignConvention',
  'SuspendConvention',
  'ResumeConvention',
  'ReduceConvention',
  'AuthoriseObjectChange',
  'NotifyTermination',
  'ReceiveFinancialReport',
  'CloseConvention',
  'RelaxFourEyes',
]);

function yearsOf(command: ConventionCommand, history: History): readonly number[] {
  if (command.type === 'ReverseEntry') {
    const original = entryOf(history, command.entry);
    const origin = original && (original.fiscalYear ?? yearOf(original.effectiveOn));
    return [...new Set([yearOf(command.on), ...(origin === undefined ? [] : [origin])])];
  }
  const dated: MoneyDated = command;
  const { correctsYear } = dated;
  return [...new Set([fiscalYearOf(dated), ...(correctsYear === undefined ? [] : [correctsYear])])];
}

/** An amount that no record holds: what is typed is bounded, a product or a sum of it is not. */
function tooLarge(value: unknown): Euros | undefined {
  if (value instanceof Euros) return value.magnitude().exceeds(Euros.largest) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const found = tooLarge(part);
    if (found) return found;
  }
  return undefined;
}

/** The rules of a convention: pure functions over one stream. */
export const conventionDecider: Decider<History, ConventionCommand, ConventionFact> = {
  category: 'convention',
  definitions: Object.values(conventionFacts),
  initial: noHistory,
  evolve: record,
  needs,
  decide: (history: History, command: ConventionCommand, act: Act, context: Context) => {
    const rule = rules[command.type] as (command: ConventionCommand, at: Deciding) => Outcome;
    const outcome = rule(command, deciding(history, command.on, act, context));
    if (isRefusal(outcome)) return outcome;
    const amount = tooLarge(outcome.facts.map(({ fact }) => fact.data));
    return amount
      ? no('amount_too_large', { amount: amount.toString(), most: `${Euros.largest}` })
      : withKeys(history, outcome);
  },
};
