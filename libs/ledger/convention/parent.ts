import type { Context, Day } from '#kernel';
import { stageOf } from './convention.js';
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

/** A child's state with what its parent imposes on the same day. */
export function withParent(state: ConventionState, parent: ConventionState | undefined): ConventionState {
  const of = parent?.draft?.reference;
  if (!parent || of === undefined) return state;
  const { suspended = parent.suspended && { ...parent.suspended, of } } = state;
  const ended = parent.termination && { ...parent.termination, of };
  const termination =
    state.termination && ended && ended.noticeUntil < state.termination.noticeUntil
      ? ended
      : (state.termination ?? ended);
  const validUntil = state.signedOn === undefined ? state.validUntil : endUnder(state, parent);
  return {
    ...state,
    ...(suspended === undefined ? {} : { suspended }),
    ...(termination === undefined ? {} : { termination }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

/** Its parent's last day where it follows it, else the earlier of the two. */
function endUnder({ draft, validUntil: own }: ConventionState, { validUntil: of }: ConventionState) {
  if (of === undefined) return own;
  return draft?.followsParent === true || own === undefined || of < own ? of : own;
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
  const parentUntil = parent && stateAt(parent, on).validUntil;
  return validUntil !== undefined && parentUntil !== undefined && validUntil > parentUntil
    ? no('child_outside_parent', { parent: state.draft!.parent!.reference, validUntil, parentUntil })
    : undefined;
}
