import type { Day } from '#kernel';
import { type SchemeState, schemeVersion } from '../scheme/scheme.js';
import { runningChecks } from './in-force.js';
import { registered, registerChecks, type AccountAsked } from './account.decisions.js';
import { amendedMinimumCheck, awardedAnew, unitsAfter } from './amended-lines.js';
import type { UnitAsked } from './award.js';
import { expenseCheck } from './awarded-lines.js';
import {
  type Dated,
  type Deciding,
  decideAfter,
  lived,
  type Outcome,
  type Place,
  placeCheck,
  yearChecks,
} from './deciding.js';
import { unitsCheck } from './drafted-lines.js';
import { schoolCheck } from './drafting.decisions.js';
import { entitlementCheck } from './entitlement.js';
import { lineOf } from './evolving.js';
import {
  allocationsAdded,
  amendedTerms,
  firmAskedCheck,
  madeFirm,
  type TrancheAdded,
  tranchesAddedCheck,
  withTranchesAdded,
} from './amended-tranches.js';
import { amended } from './agreement.js';
import { withinParentCheck } from './parent.js';
import { no } from './refusals.js';
import type { School } from './state.js';
import { abandonedCheck } from './tranche.decisions.js';

/** Art. 10.1: a signed amendment changes quantities, dates, schools or the bank account; never what was paid. */
export interface SignAvenant extends Dated {
  readonly type: 'SignAvenant';
  readonly subject: string;
  readonly allocations: readonly (UnitAsked & { readonly line: string; readonly tranche: string })[];
  readonly schools: readonly School[];
  /** Tranches that it adds; each is firm by its signature, unless said to be conditional. */
  readonly tranches?: readonly TrancheAdded[];
  /** Tranches that it makes firm. */
  readonly firm?: readonly Place[];
  readonly validUntil?: Day;
  readonly deployment?: { readonly from: Day; readonly until: Day };
  readonly account?: AccountAsked;
}

export function decideAvenant(asks: SignAvenant, given: Deciding): Outcome {
  const command = { ...asks, allocations: [...asks.allocations, ...allocationsAdded(asks)] };
  const at = {
    ...given,
    state: withTranchesAdded(given.state, asks),
    latest: withTranchesAdded(given.latest, asks),
  };
  const { allocations, schools, validUntil, deployment, account, subject, on } = command;
  const { latest, context } = at;
  const scheme = latest.draft?.scheme;
  const version = scheme && schemeVersion(context.get(scheme.stream) as SchemeState, scheme.version);
  const flowOf = (line: string) => version?.flows.find(({ flow }) => flow === lineOf(latest, line)?.flow);
  return decideAfter(
    [
      ...runningChecks(command, at),
      () =>
        allocations.length + schools.length + (asks.firm ?? []).length === 0 &&
        !validUntil &&
        !deployment &&
        !account
          ? no('avenant_empty', {})
          : undefined,
      () =>
        validUntil !== undefined && validUntil < on
          ? no('validity_before_today', { validUntil, on }, '/validUntil')
          : undefined,
      () => withinParentCheck(latest, context, on, validUntil),
      () =>
        validUntil !== undefined && latest.draft?.followsParent === true
          ? no('child_follows_parent', { parent: latest.draft.parent?.reference ?? '' }, '/validUntil')
          : undefined,
      ...schools.map((school, index) => () => schoolCheck(school, `/schools/${index}`)),
      () => tranchesAddedCheck(asks, given),
      ...allocations.flatMap((asked, index) => [
        placeCheck(asked, at),
        () => abandonedCheck(asked, at),
        () =>
          latest.schools[asked.uai] || schools.some(({ uai }) => uai === asked.uai)
            ? undefined
            : no('school_unknown', { uai: asked.uai }, `/allocations/${index}/uai`),
        () => {
          const { uai, unit, line, tranche } = asked;
          const first = allocations.findIndex(
            other =>
              other.uai === uai && other.unit === unit && other.line === line && other.tranche === tranche,
          );
          return first < index
            ? no('duplicate', { what: 'allocation', value: `${uai}/${unit}` }, `/allocations/${index}`)
            : undefined;
        },
        () => unitsCheck(unitsAfter(command, asked, latest), flowOf(asked.line)!, `/allocations/${index}`),
        () => expenseCheck([asked], flowOf(asked.line)!, `/allocations/${index}`),
        () => entitlementCheck([asked], flowOf(asked.line)!, `/allocations/${index}`),
      ]),
      () => amendedMinimumCheck(command, latest, version!),
      () => firmAskedCheck(asks, at),
      ...(account ? [...yearChecks(command, at), ...registerChecks(account, at)] : []),
    ],
    () => {
      const number = latest.amendments + 1;
      const data = {
        number,
        subject,
        ...amendedTerms(asks, awardedAnew(command, latest, version!)),
        schools: [...schools],
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(deployment === undefined ? {} : { deployment }),
      };
      const avenant = lived({ type: 'AvenantSigned', data }, command);
      const firm = madeFirm(asks, amended(given.latest, data)).map(fact => lived(fact, command));
      return { facts: [avenant, ...firm, ...(account ? [registered(account, command, at)] : [])] };
    },
  );
}
