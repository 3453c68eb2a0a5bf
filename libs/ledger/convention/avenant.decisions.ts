import type { Day } from '#kernel';
import { type SchemeState, schemeVersion } from '../scheme/scheme.js';
import { runningChecks } from './agreement.decisions.js';
import { registered, registerChecks, type AccountAsked } from './account.decisions.js';
import { awarded, type UnitAsked } from './award.js';
import {
  type Dated,
  type Deciding,
  decideAfter,
  lived,
  type Outcome,
  placeCheck,
  yearChecks,
} from './deciding.js';
import { unitsCheck } from './drafted-lines.js';
import { schoolCheck } from './drafting.decisions.js';
import { entitlementCheck } from './entitlement.js';
import { lineOf } from './evolving.js';
import { no } from './refusals.js';
import type { ConventionState, School } from './state.js';

/** Art. 10.1: a signed amendment changes quantities, dates, schools or the bank account; never what was paid. */
export interface SignAvenant extends Dated {
  readonly type: 'SignAvenant';
  readonly subject: string;
  readonly allocations: readonly (UnitAsked & { readonly line: string; readonly tranche: string })[];
  readonly schools: readonly School[];
  readonly validUntil?: Day;
  readonly deployment?: { readonly from: Day; readonly until: Day };
  readonly account?: AccountAsked;
}

export function decideAvenant(command: SignAvenant, at: Deciding): Outcome {
  const { allocations, schools, validUntil, deployment, account, subject, on } = command;
  const { latest, context } = at;
  const scheme = latest.draft?.scheme;
  const version = scheme && schemeVersion(context.get(scheme.stream) as SchemeState, scheme.version);
  const flowOf = (line: string) => version?.flows.find(({ flow }) => flow === lineOf(latest, line)?.flow);
  return decideAfter(
    [
      ...runningChecks(command, at),
      () =>
        allocations.length + schools.length === 0 && !validUntil && !deployment && !account
          ? no('avenant_empty', {})
          : undefined,
      () =>
        validUntil !== undefined && validUntil < on
          ? no('validity_before_today', { validUntil, on }, '/validUntil')
          : undefined,
      ...schools.map((school, index) => () => schoolCheck(school, `/schools/${index}`)),
      ...allocations.flatMap((asked, index) => [
        placeCheck(asked, at),
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
        () => entitlementCheck([asked], flowOf(asked.line)!, `/allocations/${index}`),
      ]),
      ...(account ? [...yearChecks(command, at), ...registerChecks(account, at)] : []),
    ],
    () => {
      const number = latest.amendments + 1;
      const changed = allocations.map(({ line, tranche, ...asked }) => ({
        line,
        tranche,
        allocation: awarded(asked, flowOf(line)!, latest.rounding),
      }));
      const data = {
        number,
        subject,
        allocations: changed,
        schools: [...schools],
        ...(validUntil === undefined ? {} : { validUntil }),
        ...(deployment === undefined ? {} : { deployment }),
      };
      const avenant = lived({ type: 'AvenantSigned', data }, command);
      return { facts: account ? [avenant, registered(account, command, at)] : [avenant] };
    },
  );
}

/** What the school of an allocation has on the line, in all tranches, once the amendment is signed. */
function unitsAfter(
  { allocations }: SignAvenant,
  { line, uai, unit }: SignAvenant['allocations'][number],
  state: ConventionState,
): readonly UnitAsked[] {
  const ofSchool = (other: UnitAsked) => other.uai === uai && other.unit === unit;
  const changed = allocations.filter(other => other.line === line && ofSchool(other));
  const kept = (lineOf(state, line)?.tranches ?? []).flatMap(tranche =>
    changed.some(other => other.tranche === tranche.id) ? [] : tranche.allocations.filter(ofSchool),
  );
  return [...changed, ...kept];
}
