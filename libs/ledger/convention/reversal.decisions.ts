import { type Day, yearOf } from '#kernel';
import type { ConventionFact, ConventionFactType, StoredConventionFact } from './convention.events.js';
import { aftermathCheck } from './aftermath.js';
import {
  booked,
  datedChecks,
  type Dated,
  type Deciding,
  decideAfter,
  type Outcome,
  yearChecks,
  yearStatus,
} from './deciding.js';
import { posteKey } from './evolving.js';
import { type History, historyOf } from './history.js';
import { lifeCheck } from './life-reversal.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState } from './state.js';

/*
 * Contre-passation (invariant 8): an entry is reversed at most once, by its exact inverse, and only because it was
 * wrong in the ledger. While its fiscal year is open the original vanishes at every effective date; once the year
 * is closed the reversal is dated the day it is recorded, in the column of corrections.
 */

export interface ReverseEntry extends Omit<Dated, 'on'> {
  readonly type: 'ReverseEntry';
  /** Event id of the entry. */
  readonly entry: string;
  readonly motive: string;
  /** The day of its recording. */
  readonly on: Day;
}

const REVERSIBLE: ReadonlySet<ConventionFactType> = new Set<ConventionFactType>([
  'CommitmentRecorded',
  'CommitmentRaised',
  'CommitmentLowered',
  'CommitmentReleased',
  'PaymentRequested',
  'PaymentCancelled',
  'PaymentRejected',
  'PaymentExecuted',
  'PaymentReturned',
  'PaymentReissued',
  'PaymentAbandoned',
  'PaymentObserved',
  'ExpenseStatementSubmitted',
  'ExpenseStatementReturned',
  'ServiceFaitCertified',
  'ResourceUseDeclared',
  'ResourceUseAccepted',
  'CarryOverAuthorised',
  'ReversementOrdered',
  'ReversementCut',
  'ReversementContested',
  'ReversementCancelled',
  'ReversementWrittenOff',
  'RepaymentReceived',
  'CreditsRestored',
  'OtherFundingDeclared',
  'GrantNotified',
  'SplitVoted',
  'GrantReassigned',
  'EquipmentMoved',
  'PartyChanged',
  'SchoolChanged',
  'CommitteeMet',
  // Acts of the life that change no text: recorded by mistake, nobody ever did them.
  'ConventionSuspended',
  'ConventionResumed',
  'ConventionReduced',
  'ObjectChangeAuthorised',
  'TerminationNotified',
  'ConventionRenewed',
  'DeploymentCompleted',
  'ConventionSuperseded',
  'FinancialReportReceived',
  'TrancheAbandoned',
  'HeadCountObserved',
  // What else was wrong in a closed file is put right once its closure is.
  'ConventionClosed',
]);

/** The entry of an event id; or of a command id, which every write answers, where the command recorded one fact. */
export function entryOf(history: History, id: string): StoredConventionFact | undefined {
  const found = history.facts.filter(({ eventId, commandId }) => eventId === id || commandId === id);
  return found.length === 1 ? found[0] : undefined;
}

export function decideReversal(command: ReverseEntry, at: Deciding): Outcome {
  const { motive } = command;
  const original = entryOf(at.history, command.entry);
  const entry = original?.eventId ?? command.entry;
  const today = { ...command, on: at.act.today };
  const originYear = original ? (original.fiscalYear ?? yearOf(original.effectiveOn)) : 0;
  const erased = yearStatus(originYear, at) === 'open';
  return decideAfter(
    [
      ...(original?.fact.type === 'ConventionClosed' ? [] : datedChecks(today, at)),
      () => (original ? undefined : no('entry_unknown', { entry }, '/entry')),
      () =>
        original!.fact.type === 'EntryReversed' ? no('reversal_of_reversal', { entry }, '/entry') : undefined,
      () =>
        REVERSIBLE.has(original!.fact.type)
          ? undefined
          : no('entry_not_reversible', { type: original!.fact.type }, '/entry'),
      () => (at.history.reversed.has(entry) ? no('already_reversed', { entry }, '/entry') : undefined),
      () => {
        const status = yearStatus(originYear, at);
        return status === 'open' || status === 'closed'
          ? undefined
          : no('fiscal_year_not_open', { year: originYear, status }, '/entry');
      },
      ...(erased ? [] : yearChecks(today, at)),
      () => successorCheck(original!, at),
      () => lifeCheck(original!, at),
      () => carriesPaymentsCheck(original!, at),
      () => aftermathCheck(original!, at),
    ],
    () => {
      const { fact, effectiveOn } = original!;
      const data = {
        entry,
        entryType: fact.type,
        motive,
        mode: erased ? ('erased' as const) : ('corrected' as const),
        originYear,
      };
      const dated = erased ? { ...today, on: effectiveOn, fiscalYear: originYear } : today;
      return { facts: [booked({ type: 'EntryReversed', data }, dated)] };
    },
  );
}

/** What rests on an entry is reversed first: the later of two that name the same payment, statement, order … */
function successorCheck(
  original: StoredConventionFact,
  { history }: Deciding,
): ConventionRefusal | undefined {
  const id = subjectOf(original.fact);
  if (id === undefined) return undefined;
  const index = history.facts.indexOf(original);
  const successor = history.facts
    .slice(index + 1)
    .find(
      ({ eventId, fact }) =>
        !history.reversed.has(eventId) && fact.type !== 'EntryReversed' && restsOn(fact, original.fact, id),
    );
  return successor
    ? no('entry_has_successor', { entry: original.eventId, successor: successor.eventId })
    : undefined;
}

function subjectOf({ data }: ConventionFact): string | undefined {
  if ('payment' in data) return data.payment;
  if ('repayment' in data) return data.repayment;
  if ('order' in data) return data.order;
  if ('use' in data) return data.use;
  return 'statement' in data ? data.statement : undefined;
}

function restsOn({ data, type }: ConventionFact, original: ConventionFact, id: string): boolean {
  // Repayments and cuts of one order stand beside each other: only the order itself carries them.
  if ('order' in data && 'order' in original.data && original.type !== 'ReversementOrdered') {
    return type === 'CreditsRestored' && 'repayment' in data && data.repayment === id;
  }
  return Object.entries(data).some(
    ([name, value]) => ['payment', 'repayment', 'order', 'use', 'statement'].includes(name) && value === id,
  );
}

/** A commitment that carries payments is not reversed: without it, what was paid would stand on nothing. */
function carriesPaymentsCheck(
  { eventId, fact }: StoredConventionFact,
  { history }: Deciding,
): ConventionRefusal | undefined {
  if (fact.type !== 'CommitmentRecorded' && fact.type !== 'CommitmentRaised') return undefined;
  const without = historyOf(history.facts.filter(stored => stored.eventId !== eventId));
  const { ej, poste } = fact.data;
  const short = without.slots.some(({ state }) => isShort(state, posteKey(fact.data)));
  const carried = history.slots.some(({ state }) =>
    state.lines.some(({ tranches }) =>
      tranches.some(({ postes }) => {
        const known = postes[posteKey(fact.data)];
        return known !== undefined && known.consumed.plus(known.requested).isPositive;
      }),
    ),
  );
  const refused = fact.type === 'CommitmentRecorded' ? carried : short;
  return refused ? no('commitment_carries_payments', { ej, poste }) : undefined;
}

function isShort({ lines }: ConventionState, key: string): boolean {
  return lines.some(({ tranches }) =>
    tranches.some(({ postes }) => {
      const poste = postes[key];
      if (!poste) return false;
      const used = poste.released.plus(poste.consumed).plus(poste.requested);
      return used.exceeds(poste.committed);
    }),
  );
}
