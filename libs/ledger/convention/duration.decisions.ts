import { type Day, lastDayOf } from '#kernel';
import {
  type Dated,
  type Deciding,
  decideAfter,
  datedChecks,
  lifeChecks,
  lived,
  type Outcome,
  signedCheck,
} from './deciding.js';
import { brokenOff, endOfPeriod, repeated } from './duration.js';
import { type History, latestState } from './history.js';
import { conventionStream, withinParentCheck } from './parent.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState } from './state.js';

/* Renewal, the end of an open-ended convention, its replacement by another, the committee that follows it. */

export type DurationCommand =
  | (Dated & { readonly type: 'RenewConvention' })
  | (Dated & { readonly type: 'CompleteDeployment' })
  | (Dated & {
      readonly type: 'SupersedeConvention';
      /** Id of the signed convention that cancels and replaces this one. */
      readonly by: string;
    })
  | (Dated & { readonly type: 'RecordCommitteeMeeting'; readonly committee?: string });

export function decideDuration(command: DurationCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'RenewConvention':
      return renew(command, at);
    case 'CompleteDeployment':
      return decideAfter(
        [...lifeChecks(command, at), signedCheck(command, at), () => openEndedCheck(command.on, at)],
        () => ({ facts: [lived({ type: 'DeploymentCompleted', data: {} }, command)] }),
      );
    case 'SupersedeConvention':
      return supersede(command, at);
    case 'RecordCommitteeMeeting': {
      const { committee } = command;
      return decideAfter([...datedChecks(command, at), signedCheck(command, at)], () => ({
        facts: [lived({ type: 'CommitteeMet', data: committee === undefined ? {} : { committee } }, command)],
      }));
    }
  }
}

type Of<T extends DurationCommand['type']> = Extract<DurationCommand, { type: T }>;

function renew(command: Of<'RenewConvention'>, at: Deciding): Outcome {
  const { renewal, renewals, validUntil, draft } = at.latest;
  const renewed = () => lastDayOf(validUntil!, repeated(renewal!, 1));
  return decideAfter(
    [
      ...lifeChecks(command, at),
      signedCheck(command, at),
      () =>
        draft?.followsParent === true
          ? no('child_follows_parent', { parent: draft.parent?.reference ?? '' })
          : undefined,
      () => (renewal && validUntil !== undefined ? undefined : no('renewal_not_agreed', {})),
      () =>
        renewal!.tacit ? no('renewal_is_tacit', { until: endOfPeriod(at.state, command.on)! }) : undefined,
      () => (command.on > validUntil! ? no('renewal_after_end', { endedOn: validUntil! }, '/on') : undefined),
      () => brokenOffCheck(at.latest),
      () => (renewals >= renewal!.most ? no('renewals_exhausted', { most: renewal!.most }) : undefined),
      () => withinParentCheck(at.latest, at.context, command.on, renewed()),
    ],
    () => {
      const data = { number: renewals + 1, validUntil: renewed() };
      return { facts: [lived({ type: 'ConventionRenewed', data }, command)] };
    },
  );
}

function brokenOffCheck({ termination, superseded }: ConventionState): ConventionRefusal | undefined {
  if (superseded) return no('already_superseded', { on: superseded.on, by: superseded.reference });
  return termination ? no('already_in_notice', { noticeUntil: termination.noticeUntil }) : undefined;
}

function openEndedCheck(on: Day, { latest }: Deciding): ConventionRefusal | undefined {
  const ended = [latest.validUntil, brokenOff(latest)].filter(day => day !== undefined).sort()[0];
  if (latest.draft?.openEnded === undefined) return no('convention_has_term', {});
  return ended !== undefined && ended < on ? no('convention_expired', { validUntil: ended }) : undefined;
}

/** "Annule et remplace": the later convention is signed, and of the same académie. */
function supersede(command: Of<'SupersedeConvention'>, at: Deciding): Outcome {
  const { by, on } = command;
  const stream = conventionStream(by);
  const history = at.context.get(stream) as History | undefined;
  const successor = history && latestState(history);
  return decideAfter(
    [
      ...lifeChecks(command, at),
      signedCheck(command, at),
      () => {
        const { superseded } = at.latest;
        return superseded && no('already_superseded', { on: superseded.on, by: superseded.reference });
      },
      () => {
        const known = successor?.draft?.academie === at.latest.draft!.academie;
        return known ? undefined : no('successor_unknown', { by }, '/by');
      },
      () => {
        const { draft, signedOn, superseded } = successor!;
        const { reference } = draft!;
        if (reference === at.latest.draft!.reference) return no('successor_unknown', { by }, '/by');
        if (signedOn === undefined || on < signedOn)
          return no('successor_not_signed', { reference, on }, '/by');
        return superseded
          ? no('successor_superseded', { reference, by: superseded.reference }, '/by')
          : undefined;
      },
    ],
    () => {
      const data = { by: { stream, reference: successor!.draft!.reference } };
      return { facts: [lived({ type: 'ConventionSuperseded', data }, command)] };
    },
  );
}
