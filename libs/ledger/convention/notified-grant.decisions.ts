import { Euros, rate } from '#kernel';
import { checkActivite, checkProgramme, checkUai } from '../identifiers.js';
import { type SchemeState, schemeVersion } from '../scheme/scheme.js';
import type { SchemeFlow } from '../scheme/scheme.events.js';
import { runningNowChecks, suspendedCheck } from './in-force.js';
import { codesCheck } from './codes.js';
import {
  at as place,
  booked,
  type Deciding,
  decideAfter,
  leastFrom,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  positiveCheck,
  signedCheck,
} from './deciding.js';
import { schoolCheck } from './drafting.decisions.js';
import { lineOf } from './evolving.js';
import { maximumOf, toOrderOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Axes, Line, School, Tranche } from './state.js';

/*
 * Globalised credits under a framework convention, which has no amount of its own (framework 2025, art. 3.2.3): the
 * académie notifies them to an établissement with the posts they may be spent on, its board votes their split.
 */

export type NotifiedGrantCommand =
  | (MoneyDated & {
      readonly type: 'NotifyGrant';
      readonly flow: string;
      /** The établissement that receives the credits; its school, where the convention does not name it yet. */
      readonly uai: string;
      readonly school?: School;
      /** The notification: a name that is new on the line of the établissement. */
      readonly tranche: string;
      readonly label: string;
      readonly amount: Euros;
      readonly posts: readonly { readonly post: string; readonly label: string }[];
      readonly axes: Axes;
    })
  | (MoneyDated &
      Place & {
        readonly type: 'VoteSplit';
        readonly shares: readonly { readonly post: string; readonly amount: Euros }[];
        readonly document?: string;
      })
  | (MoneyDated &
      Place & {
        readonly type: 'ReassignGrant';
        readonly amount: Euros;
        readonly to: string;
        readonly reason: string;
      });

export function decideNotifiedGrant(command: NotifiedGrantCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'NotifyGrant':
      return notify(command, at);
    case 'VoteSplit':
      return vote(command, at);
    case 'ReassignGrant':
      return reassign(command, at);
  }
}

type Of<T extends NotifiedGrantCommand['type']> = Extract<NotifiedGrantCommand, { type: T }>;

function notify(command: Of<'NotifyGrant'>, at: Deciding): Outcome {
  const { uai, tranche, amount, posts, axes } = command;
  const flow = notifiedFlow(command.flow, at);
  const id = lineIdOf(command);
  const school = command.school ?? at.latest.schools[uai];
  const payee = { legalType: 'eple', uai, name: school?.name ?? uai } as const;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      signedCheck(command, at),
      ...runningNowChecks(command, at),
      () => suspendedCheck(at.state) ?? suspendedCheck(at.latest),
      () => {
        const scheme = at.latest.draft!.scheme.code;
        return flow ? undefined : no('flow_not_notified', { flow: command.flow, scheme }, '/flow');
      },
      () => {
        const allowed = flow!.beneficiaryTypes;
        return allowed.includes('eple')
          ? undefined
          : no('beneficiary_type_excluded', { legalType: 'eple', flow: flow!.flow, allowed }, '/uai');
      },
      () => checkUai(uai, '/uai'),
      () => command.school && schoolCheck(command.school, '/school'),
      () => (school?.uai === uai ? undefined : no('school_unknown', { uai }, '/uai')),
      positiveCheck(amount),
      () =>
        twiceCheck(
          'post',
          posts.map(({ post }) => post),
          '/posts',
        ),
      () =>
        lineOf(at.latest, id)?.tranches.some(known => known.id === tranche)
          ? no('duplicate', { what: 'tranche', value: tranche }, '/tranche')
          : undefined,
      () => checkProgramme(axes.programme, '/axes/programme'),
      () => (axes.activite === undefined ? undefined : checkActivite(axes.activite, '/axes/activite')),
      () => codesCheck({ flow: command.flow, axes, payee }, '', command.on, at),
    ],
    () => {
      const { unit } = notifiedUnit(flow!)!;
      const whole = rate('1');
      const line = {
        id,
        flow: flow!.flow,
        kind: flow!.kind,
        label: flow!.label,
        payee,
        axes,
        advanceRate: flow!.advanceRate,
        tranches: [
          {
            id: tranche,
            label: command.label,
            advance: amount,
            allocations: [
              {
                id: `${uai}-${unit}`,
                uai,
                unit,
                quantity: 1,
                unitCeiling: amount,
                rate: whole,
                maximum: amount,
              },
            ],
          },
        ],
      };
      const schools = at.latest.schools[uai] || !command.school ? [] : [command.school];
      return {
        facts: [booked({ type: 'GrantNotified', data: { line, posts: [...posts], schools } }, command)],
      };
    },
  );
}

/** One line for each établissement and flow: each notification is a tranche of it. */
function lineIdOf({ flow, uai }: Of<'NotifyGrant'>): string {
  return `${flow}-${uai}`;
}

/** A flow of the convention's scheme whose amounts are those of notifications. */
function notifiedFlow(flow: string, { latest, context }: Deciding): SchemeFlow | undefined {
  const scheme = latest.draft?.scheme;
  const state = scheme && (context.get(scheme.stream) as SchemeState | undefined);
  const version = state && schemeVersion(state, scheme.version);
  return version?.flows.find(known => known.flow === flow && notifiedUnit(known) !== undefined);
}

function notifiedUnit({ units }: SchemeFlow) {
  return units.find(({ notified }) => notified === true);
}

function twiceCheck(what: string, values: readonly string[], pointer: string): ConventionRefusal | undefined {
  const value = values.find((item, index) => values.indexOf(item) !== index);
  return value === undefined ? undefined : no('duplicate', { what, value }, pointer);
}

function vote(command: Of<'VoteSplit'>, at: Deciding): Outcome {
  const { line, tranche, shares, document } = command;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () => postsCheck(shares, place(at.latest, command).tranche, '/shares'),
      () => {
        const total = Euros.sum(shares.map(({ amount }) => amount));
        const notified = maximumOf(place(at.state, command).tranche);
        const figures = { total: total.toString(), notified: notified.toString() };
        return total.equals(notified) ? undefined : no('split_does_not_add_up', figures, '/shares');
      },
      () => usedCheck(shares, place(at.latest, command).tranche),
    ],
    () => {
      const data = { line, tranche, shares: [...shares], ...(document === undefined ? {} : { document }) };
      return { facts: [booked({ type: 'SplitVoted', data }, command)] };
    },
  );
}

interface OfPost {
  readonly post: string;
  readonly amount: Euros;
}

/** Only posts that the notification names, each once. */
function postsCheck(
  shares: readonly OfPost[],
  { id, posts }: Pick<Tranche, 'id' | 'posts'>,
  pointer: string,
): ConventionRefusal | undefined {
  if (!posts) return no('grant_not_notified', { tranche: id }, '/tranche');
  const unknown = shares.findIndex(({ post }) => !posts.some(known => known.post === post));
  if (unknown !== -1) {
    const named = posts.map(({ post }) => post);
    return no('post_not_named', { post: shares[unknown]!.post, named }, `${pointer}/${unknown}/post`);
  }
  return twiceCheck(
    'post',
    shares.map(({ post }) => post),
    pointer,
  );
}

/** A later vote does not take back what was spent. */
function usedCheck(shares: readonly OfPost[], { usedByPost = [] }: Tranche): ConventionRefusal | undefined {
  for (const { post, amount } of usedByPost) {
    const voted = shares.find(share => share.post === post)?.amount ?? Euros.zero;
    if (amount.exceeds(voted)) {
      return no('split_below_use', { post, voted: voted.toString(), used: amount.toString() }, '/shares');
    }
  }
  return undefined;
}

/**
 * The use of notified credits is proven by post, within the split that was voted, and adds up to what is declared.
 * Other grants have no posts.
 */
export function useByPostCheck(
  used: readonly { readonly amount: Euros }[],
  posts: readonly OfPost[] | undefined,
  { id, posts: named, split }: Tranche,
): ConventionRefusal | undefined {
  if (!named) return posts && no('grant_not_notified', { tranche: id }, '/posts');
  if (!posts) return no('use_by_post_missing', { tranche: id }, '/posts');
  if (!split) return no('split_missing', { tranche: id }, '/posts');
  const total = Euros.sum(posts.map(({ amount }) => amount));
  const declared = Euros.sum(used.map(({ amount }) => amount));
  return (
    postsCheck(posts, { id, posts: named }, '/posts') ??
    aboveVoteCheck(posts, split) ??
    (total.equals(declared)
      ? undefined
      : no('use_does_not_add_up', { total: total.toString(), declared: declared.toString() }, '/posts'))
  );
}

function aboveVoteCheck(posts: readonly OfPost[], split: readonly OfPost[]): ConventionRefusal | undefined {
  for (const [index, { post, amount }] of posts.entries()) {
    const voted = split.find(share => share.post === post)?.amount ?? Euros.zero;
    if (amount.exceeds(voted)) {
      const figures = { post, used: amount.toString(), voted: voted.toString() };
      return no('use_above_vote', figures, `/posts/${index}/amount`);
    }
  }
  return undefined;
}

/** The académie decides that what is unused serves another purpose; the établissement keeps it. */
function reassign(command: Of<'ReassignGrant'>, at: Deciding): Outcome {
  const { line, tranche, amount, to, reason } = command;
  const kind = (): Line['kind'] => place(at.latest, command).line.kind;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () => (kind() === 'flat_grant' ? undefined : no('line_takes_no_use', { line }, '/line')),
      positiveCheck(amount),
      () => {
        const unused = leastFrom(at, command, state => toOrderOf(place(state, command).tranche));
        const figures = { asked: amount.toString(), unused: unused.toString() };
        return amount.exceeds(unused) ? no('carry_over_above_unused', figures, '/amount') : undefined;
      },
    ],
    () => ({
      facts: [booked({ type: 'GrantReassigned', data: { line, tranche, amount, to, reason } }, command)],
    }),
  );
}
