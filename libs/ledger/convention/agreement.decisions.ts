import { type Day, Euros, lastDayOf, type Period } from '#kernel';
import { openCheck } from './closure.js';
import { ownEntry } from './evolving.js';
import {
  type Dated,
  type Deciding,
  decideAfter,
  lifeChecks,
  lived,
  type Outcome,
  signedCheck,
} from './deciding.js';
import { stateAt } from './history.js';
import { runningChecks } from './in-force.js';
import { parentInForceCheck, parentOf, withinParentCheck } from './parent.js';
import { no } from './refusals.js';
import type { FourEyesRule, Renewal } from './state.js';
import { alreadySuspendedCheck, forceMajeureCheck, resumedCheck } from './suspension.js';

/* The life of a convention once it is drafted (domain.md §5; Crêts, art. 7.2, 8, 10, 11). */

export type AgreementCommand =
  | (Dated & { readonly type: 'GiveVisa' })
  | (Dated & { readonly type: 'RefuseVisa'; readonly reason: string })
  | (Dated & {
      readonly type: 'SignConvention';
      readonly party: string;
      /** Commitment to the signatory's name: a personal field. */
      readonly signatory?: string;
      readonly capacity?: string;
      /** Agreed at the last signature, where the text is silent. */
      readonly renewal?: Renewal;
    })
  | (Dated & {
      readonly type: 'SuspendConvention';
      readonly cause: 'change_of_object' | 'change_of_use' | 'force_majeure';
      readonly reason: string;
    })
  | (Dated & {
      readonly type: 'ResumeConvention';
      readonly reason: string;
      /** Which suspension ends, where two are in force. */
      readonly cause?: 'payments' | 'force_majeure';
    })
  | (Dated & {
      readonly type: 'ReduceConvention';
      readonly reason: string;
      readonly allocations: readonly {
        readonly id: string;
        readonly line: string;
        readonly tranche: string;
        readonly maximum: Euros;
      }[];
    })
  | (Dated & { readonly type: 'AuthoriseObjectChange'; readonly change: string })
  | (Dated & {
      readonly type: 'NotifyTermination';
      readonly party: string;
      readonly reason?: string;
      /** At once, after more than six months of force majeure (framework 2025, art. 11). */
      readonly forceMajeure?: boolean;
    })
  | (Dated & {
      readonly type: 'ReceiveFinancialReport';
      readonly document: string;
      readonly totalExpense?: Euros;
    })
  | (Dated & { readonly type: 'CloseConvention' })
  | (Dated & { readonly type: 'RelaxFourEyes'; readonly rule: FourEyesRule; readonly reason: string });

export function decideAgreement(command: AgreementCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'GiveVisa':
      return decideAfter([...lifeChecks(command, at), visaCheck(at)], () => ({
        facts: [lived({ type: 'VisaGiven', data: {} }, command)],
      }));
    case 'RefuseVisa':
      return decideAfter([...lifeChecks(command, at), visaCheck(at)], () => ({
        facts: [lived({ type: 'VisaRefused', data: { reason: command.reason } }, command)],
      }));
    case 'SignConvention':
      return sign(command, at);
    case 'SuspendConvention':
      return decideAfter(
        [
          ...lifeChecks(command, at),
          signedCheck(command, at),
          () => authorityCheck(command, command.cause === 'force_majeure'),
          () => alreadySuspendedCheck(command.cause, at.state),
        ],
        () => {
          const { cause, reason } = command;
          return { facts: [lived({ type: 'ConventionSuspended', data: { cause, reason } }, command)] };
        },
      );
    case 'ResumeConvention':
      return decideAfter([...lifeChecks(command, at), () => resumedCheck(command.cause, at.state)], () => {
        const { reason, cause } = command;
        const data = { reason, ...(cause === undefined ? {} : { cause }) };
        return { facts: [lived({ type: 'ConventionResumed', data }, command)] };
      });
    case 'ReduceConvention':
      return reduce(command, at);
    case 'AuthoriseObjectChange':
      return decideAfter([...runningChecks(command, at), () => authorityCheck(command, false)], () => ({
        facts: [lived({ type: 'ObjectChangeAuthorised', data: { change: command.change } }, command)],
      }));
    case 'NotifyTermination':
      return notify(command, at);
    case 'ReceiveFinancialReport':
      return decideAfter([...lifeChecks(command, at), signedCheck(command, at)], () => {
        const { document, totalExpense } = command;
        const data = { document, ...(totalExpense === undefined ? {} : { totalExpense }) };
        return { facts: [lived({ type: 'FinancialReportReceived', data }, command)] };
      });
    case 'CloseConvention':
      return decideAfter(
        [
          ...lifeChecks(command, at),
          signedCheck(command, at),
          () => openCheck(at.state) ?? openCheck(at.latest),
        ],
        () => ({ facts: [lived({ type: 'ConventionClosed', data: {} }, command)] }),
      );
    case 'RelaxFourEyes':
      return decideAfter(lifeChecks(command, at), () => {
        const { rule, reason } = command;
        return { facts: [lived({ type: 'FourEyesRelaxed', data: { rule, reason } }, command)] };
      });
  }
}

type Of<T extends AgreementCommand['type']> = Extract<AgreementCommand, { type: T }>;

function sign(command: Of<'SignConvention'>, at: Deciding): Outcome {
  const { party, signatory, capacity, renewal } = command;
  const { draft } = at.latest;
  const parties = draft?.parties ?? [];
  const complete = parties.every(({ id }) => id === party || ownEntry(at.latest.signatures, id));
  return decideAfter(
    [
      ...lifeChecks(command, at),
      () => (parties.some(({ id }) => id === party) ? undefined : no('party_unknown', { party }, '/party')),
      () => {
        const on = ownEntry(at.latest.signatures, party);
        return on ? no('already_signed', { party, on }, '/party') : undefined;
      },
      () => parentInForceCheck(at.latest, at.context, command.on),
      () => withinParentCheck(at.latest, at.context, command.on, ownEnd(command.on, at)),
      () => renewalAgreedCheck(renewal, complete, at),
      () => {
        const validUntil = draft?.validUntil;
        return validUntil !== undefined && validUntil < command.on
          ? no('signed_after_term', { validUntil, on: command.on }, '/on')
          : undefined;
      },
    ],
    () => {
      const parent = draft!.followsParent === true ? parentOf(at.latest, at.context) : undefined;
      const validUntil = parent ? stateAt(parent, command.on).validUntil : ownEnd(command.on, at);
      const data = {
        party,
        complete,
        ...(signatory === undefined ? {} : { signatory }),
        ...(capacity === undefined ? {} : { capacity }),
        ...(complete && validUntil !== undefined ? { validUntil } : {}),
        ...(renewal === undefined ? {} : { renewal }),
      };
      return { facts: [lived({ type: 'ConventionSigned', data }, command)] };
    },
  );
}

/** The last day that the agreement states itself; none for a child that follows its parent. */
function ownEnd(on: Day, { latest: { draft, validity } }: Deciding): Day | undefined {
  return draft?.followsParent === true || draft?.openEnded !== undefined
    ? undefined
    : (draft?.validUntil ?? lastDayOf(on, validity as Period));
}

/** Of the convention itself, and not of its parent. */
function isOwn<T extends { readonly of?: string }>(fact: T | undefined): fact is T {
  return fact !== undefined && fact.of === undefined;
}

/** Art. 7.2: a reduction lowers maxima, and is never refused because more was paid, nor after the end. */
function reduce(command: Of<'ReduceConvention'>, at: Deciding): Outcome {
  return decideAfter(
    [
      ...lifeChecks(command, at),
      signedCheck(command, at),
      () => authorityCheck(command, false),
      () => {
        for (const [index, { id, line, tranche, maximum }] of command.allocations.entries()) {
          const pointer = `/allocations/${index}`;
          const known = at.state.lines
            .find(candidate => candidate.id === line)
            ?.tranches.find(candidate => candidate.id === tranche)
            ?.allocations.find(candidate => candidate.id === id);
          if (!known) return no('allocation_unknown', { allocation: id }, pointer);
          const first = command.allocations.findIndex(
            other => other.id === id && other.line === line && other.tranche === tranche,
          );
          if (first < index) {
            return no('duplicate', { what: 'allocation', value: id }, pointer);
          }
          if (!known.maximum.exceeds(maximum)) {
            const figures = { maximum: known.maximum.toString(), asked: maximum.toString() };
            return no('reduction_not_lower', { allocation: id, ...figures }, pointer);
          }
        }
        return undefined;
      },
    ],
    () => {
      const { reason, allocations } = command;
      const data = { reason, allocations: [...allocations] };
      return { facts: [lived({ type: 'ConventionReduced', data }, command)] };
    },
  );
}

/** Art. 10.2: notice by registered letter; it runs from the day of its receipt. */
function notify(command: Of<'NotifyTermination'>, at: Deciding): Outcome {
  const { party, reason, forceMajeure = false } = command;
  const draft = at.latest.draft;
  return decideAfter(
    [
      ...runningChecks(command, at),
      () =>
        draft?.parties.some(({ id }) => id === party) ? undefined : no('party_unknown', { party }, '/party'),
      () => {
        const { termination } = at.latest;
        // A force majeure ends at once what a notice would end later; a child ends under its parent's notice.
        return isOwn(termination) && !(forceMajeure && command.on < termination.noticeUntil)
          ? no('already_in_notice', { noticeUntil: termination.noticeUntil })
          : undefined;
      },
      () => (forceMajeure ? forceMajeureCheck(command.on, at.state) : undefined),
    ],
    () => {
      const months = forceMajeure ? 0 : (draft?.noticeMonths ?? 0);
      const noticeUntil = lastDayOf(command.on, { months });
      const data = {
        party,
        noticeUntil,
        ...(reason === undefined ? {} : { reason }),
        ...(forceMajeure ? { forceMajeure } : {}),
      };
      return { facts: [lived({ type: 'TerminationNotified', data }, command)] };
    },
  );
}

/** No act on terms that were not agreed: renewal is stated once, by the text or with the last signature. */
function renewalAgreedCheck(renewal: Renewal | undefined, complete: boolean, { latest }: Deciding) {
  if (renewal === undefined) return undefined;
  const { renewal: known, followsParent, parent } = latest.draft ?? {};
  if (followsParent) return no('child_follows_parent', { parent: parent?.reference ?? '' }, '/renewal');
  if (known || !complete)
    return no(known ? 'renewal_already_agreed' : 'renewal_before_last_signature', {}, '/renewal');
  return renewalCheck(renewal);
}

/** A renewal goes on for some time. */
export function renewalCheck({ years = 0, months = 0 }: Renewal) {
  return years + months > 0 ? undefined : no('renewal_without_period', {}, '/renewal');
}

function visaCheck({ latest }: Deciding) {
  // A refused visa may be given later, on a file that was put right.
  return () =>
    latest.visa === 'awaited' || latest.visa === 'refused'
      ? undefined
      : no('visa_not_expected', { visa: latest.visa });
}

/** Art. 7.2 gives the power to the ministry: the fact must name who decided. */
function authorityCheck({ decidedBy }: Dated, exempt: boolean) {
  return decidedBy === undefined && !exempt
    ? no('authority_missing', { rule: 'art. 7.2' }, '/decidedBy')
    : undefined;
}
