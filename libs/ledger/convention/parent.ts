import type { Context, Day } from '#kernel';
import { stageOf } from './convention.js';
import { endsOf, lastEndOf } from './duration.js';
import { type History, latestState, stateAt } from './history.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState } from './state.js';

/*
 * A child convention lives within its parent (académie and département, then one collège): its validity follows the
 * parent's, and a suspension or the end of the parent holds for it. Nothing of it is written into the child: its own
 * facts are read together with the parent's.
 */

/** The parent as a decision read it; none where the convention has none. */
export function parentOf({ draft }: ConventionState, context: Context): History | undefined {
  const stream = draft?.parent?.stream;
  return stream === undefined ? undefined : (context.get(stream) as History | undefined);
}

/** A child's state with what its parent imposes on the same day: the longest it may last, a suspension, an end. */
export function withParent(state: ConventionState, parent: ConventionState | undefined): ConventionState {
  const of = parent?.draft?.reference;
  if (!parent || of === undefined) return state;
  const { suspended = parent.suspended && { ...parent.suspended, of } } = state;
  const { superseded = parent.superseded && { ...parent.superseded, of } } = state;
  const ended = parent.termination && { ...parent.termination, of };
  const termination =
    state.termination && ended && ended.noticeUntil < state.termination.noticeUntil
      ? ended
      : (state.termination ?? ended);
  const lasting = state.signedOn === undefined ? state : termUnder(state, parent);
  return {
    ...lasting,
    ...(suspended === undefined ? {} : { suspended }),
    ...(superseded === undefined ? {} : { superseded }),
    ...(termination === undefined ? {} : { termination }),
  };
}

/** Its parent's term where it follows it, tacit renewals included; else its own, and never after the parent's last. */
function termUnder(state: ConventionState, parent: ConventionState): ConventionState {
  const { validUntil: _, renewal, ...rest } = state;
  if (state.draft?.followsParent === true) {
    return {
      ...rest,
      ...(parent.validUntil === undefined ? {} : { validUntil: parent.validUntil }),
      ...(parent.renewal === undefined ? {} : { renewal: parent.renewal }),
    };
  }
  const last = lastEndOf(parent);
  if (last === undefined) return state;
  const within = endsOf(state).filter(end => end <= last);
  if (within.length === 0) return { ...rest, validUntil: last };
  return renewal?.tacit ? { ...state, renewal: { ...renewal, most: within.length - 1 } } : state;
}

/** The parent named by a draft: known, of the same académie, and no child itself. */
export function parentCheck(
  command: { readonly parent?: string; readonly academie: string },
  context: Context,
  own: string | undefined,
): ConventionRefusal | undefined {
  if (command.parent === undefined) return undefined;
  const stream = conventionStream(command.parent);
  const parent = context.get(stream) as History | undefined;
  const draft = parent && latestState(parent).draft;
  if (!draft || draft.academie !== command.academie || stream === own) {
    return no('parent_unknown', { parent: command.parent }, '/parent');
  }
  return draft.parent
    ? no('parent_is_child', { parent: draft.reference, of: draft.parent.reference }, '/parent')
    : undefined;
}

export function conventionStream(id: string): string {
  return `convention-${id}`;
}

/** A child is signed under a parent that is in force on that day. */
export function parentInForceCheck(state: ConventionState, context: Context, on: Day) {
  const parent = parentOf(state, context);
  if (!parent) return undefined;
  const own = latestState(parent).draft;
  if (own?.parent) return no('parent_is_child', { parent: own.reference, of: own.parent.reference });
  const then = stateAt(parent, on);
  const stage = stageOf(then, on);
  if (stage === 'signed' || stage === 'in_notice') return undefined;
  const { reference } = state.draft!.parent!;
  return then.suspended && stage === 'suspended'
    ? no('parent_suspended', { parent: reference, since: then.suspended.since })
    : no('parent_not_in_force', { parent: reference, on }, '/on');
}

/** A child's own last day is not after its parent's. */
export function withinParentCheck(
  state: ConventionState,
  context: Context,
  on: Day,
  validUntil: Day | undefined,
): ConventionRefusal | undefined {
  const parent = parentOf(state, context);
  const parentUntil = parent && lastEndOf(stateAt(parent, on));
  return validUntil !== undefined && parentUntil !== undefined && validUntil > parentUntil
    ? no('child_outside_parent', { parent: state.draft!.parent!.reference, validUntil, parentUntil })
    : undefined;
}
