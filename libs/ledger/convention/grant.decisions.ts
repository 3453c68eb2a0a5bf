import { Euros } from '#kernel';
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
import { ownEntry } from './evolving.js';
import { finalCheck } from './expense.decisions.js';
import { toOrderOf } from './formulas.js';
import { useByPostCheck } from './notified-grant.decisions.js';
import { type ConventionRefusal, no } from './refusals.js';
import { executorCheck } from './service-fait.decisions.js';
import type { Tranche } from './state.js';
import { traced } from './trace.js';
import { abandonedCheck, firmCheck } from './tranche.decisions.js';

/* A flat grant is paid in full once signed; its due is min(granted, accepted use) once the final use is accepted. */

interface Share {
  readonly allocation: string;
  readonly amount: Euros;
}

export type GrantCommand =
  | (MoneyDated &
      Place & {
        readonly type: 'DeclareUse';
        readonly final: boolean;
        /** Cumulated use since the start. */
        readonly used: readonly Share[];
        readonly documents: readonly string[];
        /** Of notified credits: the same use by post of the board’s split, cumulated. */
        readonly posts?: readonly { readonly post: string; readonly amount: Euros }[];
      })
  | (MoneyDated & {
      readonly type: 'AcceptUse';
      readonly use: string;
      /** Default: all that was declared. */
      readonly accepted?: readonly Share[];
    })
  | (MoneyDated &
      Place & { readonly type: 'AuthoriseCarryOver'; readonly amount: Euros; readonly reason: string });

export function decideGrant(command: GrantCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'DeclareUse':
      return declare(command, at);
    case 'AcceptUse':
      return accept(command, at);
    case 'AuthoriseCarryOver': {
      const { line, tranche, amount, reason } = command;
      return decideAfter(
        [
          ...moneyChecks(command, at),
          placeCheck(command, at),
          signedCheck(command, at),
          () => flatGrantCheck(command, at),
          positiveCheck(amount),
          () => {
            const unused = leastFrom(at, command, state => toOrderOf(place(state, command).tranche));
            const figures = { asked: amount.toString(), unused: unused.toString() };
            return amount.exceeds(unused) ? no('carry_over_above_unused', figures, '/amount') : undefined;
          },
        ],
        () => ({
          facts: [booked({ type: 'CarryOverAuthorised', data: { line, tranche, amount, reason } }, command)],
        }),
      );
    }
  }
}

type Of<T extends GrantCommand['type']> = Extract<GrantCommand, { type: T }>;

function declare(command: Of<'DeclareUse'>, at: Deciding): Outcome {
  const { line, tranche, final, used, documents, posts } = command;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () => flatGrantCheck(command, at),
      firmCheck(command, at),
      () => finalCheck(place(at.latest, command).tranche),
      () => allocationsCheck(used, place(at.latest, command).tranche, '/used'),
      () => useByPostCheck(used, posts, place(at.state, command).tranche),
    ],
    () => {
      const data = {
        use: at.act.commandId,
        line,
        tranche,
        final,
        used: [...used],
        documents: [...documents],
        ...(posts === undefined ? {} : { posts: [...posts] }),
      };
      return { facts: [booked({ type: 'ResourceUseDeclared', data }, command)] };
    },
  );
}

function accept(command: Of<'AcceptUse'>, at: Deciding): Outcome {
  const use = ownEntry(at.state.uses, command.use) && ownEntry(at.latest.uses, command.use);
  return decideAfter(
    [
      () => (at.act.role === 'tresorier' ? no('beneficiary_certifies', {}) : undefined),
      ...moneyChecks(command, at),
      () => (use ? undefined : no('use_unknown', { use: command.use }, '/use')),
      () => executorCheck(use!.line, at),
      () => (use!.final ? undefined : no('use_not_final', { use: command.use }, '/use')),
      () => abandonedCheck(use!, at),
      () => finalCheck(place(at.latest, use!).tranche),
      () =>
        command.accepted && allocationsCheck(command.accepted, place(at.latest, use!).tranche, '/accepted'),
    ],
    () => {
      const { line, tranche, used } = use!;
      const shares = new Map(
        (command.accepted ?? used).map(({ allocation, amount }) => [allocation, amount]),
      );
      const accepted = place(at.state, use!).tranche.allocations.map(({ id, maximum }) => {
        const amount = shares.get(id) ?? Euros.zero;
        return { allocation: id, amount, due: Euros.min(amount, maximum) };
      });
      const due = Euros.sum(accepted.map(item => item.due));
      const inputs = Object.fromEntries(accepted.map(({ allocation, amount }) => [allocation, amount]));
      const trace = traced('grant_due', 'Σ min(granted, accepted use)', inputs, due);
      const data = { use: command.use, line, tranche, accepted, trace };
      return { facts: [booked({ type: 'ResourceUseAccepted', data }, command)] };
    },
  );
}

function flatGrantCheck(command: Place, at: Deciding): ConventionRefusal | undefined {
  return place(at.latest, command).line.kind === 'flat_grant'
    ? undefined
    : no('line_takes_no_use', { line: command.line }, '/line');
}

function allocationsCheck(
  shares: readonly Share[],
  { allocations }: Tranche,
  at: string,
): ConventionRefusal | undefined {
  const seen = new Set<string>();
  for (const [index, { allocation }] of shares.entries()) {
    const pointer = `${at}/${index}/allocation`;
    if (!allocations.some(({ id }) => id === allocation))
      return no('allocation_unknown', { allocation }, pointer);
    if (seen.has(allocation)) return no('duplicate', { what: 'allocation', value: allocation }, pointer);
    seen.add(allocation);
  }
  return undefined;
}
