import {
  type Decider,
  firstRefusal,
  type Rate,
  rate,
  rateExceeds,
  type Refusal,
  refuse,
  sameRate,
} from '#kernel';
import { advanceWarnings } from './general-law.js';
import { type SchemeFact, type SchemeFlow, schemeFacts, type SchemeVersion } from './scheme.events.js';
import { matrixRefusal, type TermsRefusal, termsRefusal } from './scheme-terms.js';
import { evolveScheme, noScheme, type SchemeState } from './scheme.js';

/** Publishes the next version of a scheme; it ends the version before it, from its first day. */
export type PublishScheme = { readonly type: 'PublishScheme' } & Omit<SchemeVersion, 'version' | 'warnings'>;
export type SchemeCommand = PublishScheme;

export type SchemeRefusal =
  | Refusal<'scheme_code_malformed', { given: string }>
  | Refusal<'scheme_validity_upside_down', { validFrom: string; validUntil: string }>
  | Refusal<'scheme_version_not_later', { validFrom: string; previousFrom: string }>
  | Refusal<'scheme_versions_overlap', { validFrom: string; previousUntil: string }>
  | Refusal<'scheme_without_flow', { code: string }>
  | Refusal<'scheme_flow_twice' | 'scheme_without_beneficiary' | 'scheme_without_unit', { flow: string }>
  | Refusal<'scheme_unit_twice', { flow: string; unit: string }>
  | Refusal<'scheme_unit_too_long', { flow: string; unit: string; most: number }>
  | Refusal<
      'scheme_in_kind_with_money' | 'scheme_entitlement_of_money' | 'scheme_notified_not_grant',
      { flow: string; unit: string }
    >
  | Refusal<'scheme_rate_above_one', { flow: string; unit: string; rate: string }>
  | Refusal<
      'scheme_advance_above_one' | 'scheme_interim_above_one' | 'scheme_grant_not_whole',
      { flow: string; rate: string }
    >
  | TermsRefusal;

const ONE = rate('1');

/** The longest name of a unit, in characters: with a UAI it makes the id of an allocation, of at most 40. */
export const LONGEST_UNIT = 31;

const published = schemeFacts.SchemePublished.schema.omit({ version: true, warnings: true });

/** Reads a scheme as a JSON body states it; throws on one that is not of that form. */
export function schemeOfJson(json: unknown): PublishScheme {
  return { type: 'PublishScheme', ...published.parse(json) };
}

/** Schemes: stream `scheme-<code>`. */
export const schemeDecider: Decider<SchemeState, SchemeCommand, SchemeFact> = {
  category: 'scheme',
  definitions: Object.values(schemeFacts),
  initial: noScheme,
  evolve: evolveScheme,
  needs: () => [],
  decide: (state, command) => {
    const { type: _, ...scheme } = command;
    const version = state.versions.length + 1;
    const warnings = advanceWarnings(scheme.flows, scheme.validFrom);
    return (
      refusalOf(state, scheme) ?? {
        facts: [
          {
            fact: { type: 'SchemePublished', data: { ...scheme, version, warnings } },
            effectiveOn: scheme.validFrom,
          },
        ],
      }
    );
  },
};

type Proposed = Omit<PublishScheme, 'type'>;

function refusalOf(state: SchemeState, scheme: Proposed): SchemeRefusal | undefined {
  return firstRefusal<SchemeRefusal>(
    () =>
      /^[a-z0-9_]{1,80}$/.test(scheme.code)
        ? undefined
        : refuse('scheme_code_malformed', { given: scheme.code }, '/code'),
    () => validityRefusal(scheme),
    () => successionRefusal(state, scheme),
    () =>
      scheme.flows.length > 0 ? undefined : refuse('scheme_without_flow', { code: scheme.code }, '/flows'),
    ...scheme.flows.map((flow, index) => () => {
      const twice = scheme.flows.findIndex(other => other.flow === flow.flow) < index;
      return twice
        ? refuse('scheme_flow_twice', { flow: flow.flow }, `/flows/${index}/flow`)
        : (flowRefusal(flow, `/flows/${index}`) ?? termsRefusal(flow, `/flows/${index}`));
    }),
    () => matrixRefusal(scheme),
  );
}

function validityRefusal({ validFrom, validUntil }: Proposed): SchemeRefusal | undefined {
  return validUntil !== undefined && validUntil < validFrom
    ? refuse('scheme_validity_upside_down', { validFrom, validUntil }, '/validUntil')
    : undefined;
}

/** Two versions never hold on the same day, and no version changes the days of the one before it. */
function successionRefusal({ versions }: SchemeState, { validFrom }: Proposed): SchemeRefusal | undefined {
  const previous = versions.at(-1);
  if (!previous) return undefined;
  if (validFrom <= previous.validFrom) {
    return refuse('scheme_version_not_later', { validFrom, previousFrom: previous.validFrom }, '/validFrom');
  }
  return previous.validUntil !== undefined && validFrom <= previous.validUntil
    ? refuse('scheme_versions_overlap', { validFrom, previousUntil: previous.validUntil }, '/validFrom')
    : undefined;
}

function flowRefusal(proposed: SchemeFlow, at: string): SchemeRefusal | undefined {
  const { flow, kind, beneficiaryTypes, units, advanceRate, interimShare } = proposed;
  if (beneficiaryTypes.length === 0) {
    return refuse('scheme_without_beneficiary', { flow }, `${at}/beneficiaryTypes`);
  }
  if (units.length === 0) return refuse('scheme_without_unit', { flow }, `${at}/units`);
  for (const [index, { unit, rate: share }] of units.entries()) {
    if (units.findIndex(other => other.unit === unit) < index) {
      return refuse('scheme_unit_twice', { flow, unit }, `${at}/units/${index}/unit`);
    }
    if (unit.length > LONGEST_UNIT) {
      const details = { flow, unit, most: LONGEST_UNIT };
      return refuse('scheme_unit_too_long', details, `${at}/units/${index}/unit`);
    }
    if (rateExceeds(share, ONE)) {
      return refuse('scheme_rate_above_one', { flow, unit, rate: share }, `${at}/units/${index}/rate`);
    }
  }
  if (rateExceeds(advanceRate, ONE)) {
    return refuse('scheme_advance_above_one', { flow, rate: advanceRate }, `${at}/advanceRate`);
  }
  if (interimShare !== undefined && rateExceeds(interimShare, ONE)) {
    return refuse('scheme_interim_above_one', { flow, rate: interimShare }, `${at}/interimShare`);
  }
  const inKind = inKindRefusal(proposed, at);
  if (inKind) return inKind;
  const partial = [...units.map(unit => unit.rate), advanceRate].find((share: Rate) => !sameRate(share, ONE));
  return kind === 'flat_grant' && partial !== undefined
    ? refuse('scheme_grant_not_whole', { flow, rate: partial }, at)
    : undefined;
}

/** Equipment in kind has no price and is due by count; the amount of a notification is that of a grant. */
function inKindRefusal(
  { flow, kind, units, advanceRate }: SchemeFlow,
  at: string,
): SchemeRefusal | undefined {
  for (const [index, { unit, ceiling, notified, entitlement }] of units.entries()) {
    const pointer = `${at}/units/${index}`;
    const details = { flow, unit };
    if (kind === 'in_kind' && (!ceiling.isZero || rateExceeds(advanceRate, rate('0')))) {
      return refuse('scheme_in_kind_with_money', details, pointer);
    }
    if (entitlement && kind !== 'in_kind') {
      return refuse('scheme_entitlement_of_money', details, `${pointer}/entitlement`);
    }
    if (notified === true && kind !== 'flat_grant') {
      return refuse('scheme_notified_not_grant', details, `${pointer}/notified`);
    }
  }
  return undefined;
}
