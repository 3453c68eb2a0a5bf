import type { Context } from '#kernel';
import { checkActivite, checkInseeCode, checkProgramme, checkSiret, checkUai } from '../identifiers.js';
import { schemeInForce, type SchemeState, schemeStream, schemeVersion } from '../scheme/scheme.js';
import type { SchemeVersion } from '../scheme/scheme.events.js';
import { renewalCheck } from './agreement.decisions.js';
import { awardedLines, draftWarnings, minimumCheck } from './awarded-lines.js';
import type { ConventionFact } from './convention.events.js';
import { type Deciding, decideAfter, firstOf, lived, type Outcome } from './deciding.js';
import type { DraftConvention } from './draft-asked.js';
import { type History, latestState } from './history.js';
import { conventionStream, parentCheck } from './parent.js';
import { lineCheck, statedMaximaCheck } from './drafted-lines.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Draft, School } from './state.js';

/* Drafting: what the agreement grants follows from its scheme, and what it states must agree with it. */

export function decideDraft(command: DraftConvention, at: Deciding): Outcome {
  const { latest, act, context } = at;
  const scheme = context.get(schemeStream(command.scheme.code)) as SchemeState | undefined;
  const { code, version: wanted } = command.scheme;
  const version = scheme && (wanted ? schemeVersion(scheme, wanted) : schemeInForce(scheme, command.on));
  return decideAfter(
    [
      () =>
        command.on > act.today
          ? no('date_in_future', { on: command.on, today: act.today }, '/on')
          : undefined,
      () => {
        const signedBy = Object.keys(latest.signatures);
        return signedBy.length > 0 ? no('draft_frozen', { signedBy }) : undefined;
      },
      () => {
        const last = at.history.slots.at(-1)?.stored.effectiveOn;
        return last !== undefined && command.on < last
          ? no('life_out_of_order', { on: command.on, last }, '/on')
          : undefined;
      },
      () => durationCheck(command),
      () => parentCheck(command, context, at.history.facts[0]?.stream),
      () => {
        const { parent, followsParent } = childOf(command, context);
        return parent && followsParent && command.renewal
          ? no('child_follows_parent', { parent: parent.reference }, '/renewal')
          : undefined;
      },
      () => partiesCheck(command),
      () => identifiersCheck(command),
      () => duplicatesCheck(command),
      () =>
        version || (scheme && wanted === undefined)
          ? undefined
          : no('scheme_unknown', { scheme: code, ...(wanted ? { version: wanted } : {}) }, '/scheme'),
      () => {
        if (!version) return no('scheme_not_in_force', { scheme: code, on: command.on }, '/scheme');
        const over = version.validUntil !== undefined && version.validUntil < command.on;
        return version.validFrom > command.on || over
          ? no('scheme_not_in_force', { scheme: code, on: command.on }, '/scheme')
          : undefined;
      },
      () => firstOf(command.lines, (line, pointer) => lineCheck(line, pointer, command, version!, at)),
      () => minimumCheck(awardedLines(command, version!), version!),
      () => statedMaximaCheck(command, awardedLines(command, version!)),
    ],
    () => {
      const fact = draftOf(command, version!, context);
      return { facts: [lived(fact, command)] };
    },
  );
}

/** A period, a last day, or what the convention lasts as long as: one of the three; none where it follows a parent. */
function durationCheck(command: DraftConvention): ConventionRefusal | undefined {
  const { validUntil, openEnded, renewal, parent, on } = command;
  const stated = durationsOf(command);
  if (stated === 0 && parent === undefined) return no('validity_missing', {}, '/validity');
  if (stated > 1) return no('validity_twice', {}, '/validity');
  if (validUntil !== undefined && validUntil < on) {
    return no('signed_after_term', { validUntil, on }, '/validUntil');
  }
  if (renewal === undefined) return undefined;
  return openEnded === undefined ? renewalCheck(renewal) : no('open_ended_renewal', {}, '/renewal');
}

/** There is somebody to pay, and a deployment does not end before it begins. */
function partiesCheck({ parties, lines, deployment }: DraftConvention): ConventionRefusal | undefined {
  if (lines.length > 0 && !parties.some(({ role }) => role === 'beneficiary')) {
    return no('beneficiary_missing', {}, '/parties');
  }
  return deployment && deployment.until < deployment.from
    ? no('deployment_upside_down', deployment, '/deployment')
    : undefined;
}

function identifiersCheck({ schools, parties, lines }: DraftConvention): ConventionRefusal | undefined {
  return (
    firstOf(schools, (school, at) => schoolCheck(school, at), '/schools') ??
    firstOf(
      parties,
      ({ siret }, at) => (siret === undefined ? undefined : checkSiret(siret, `${at}/siret`)),
      '/parties',
    ) ??
    firstOf(lines, ({ payee, axes }, at) => {
      const wanted = payee.legalType === 'eple' || payee.legalType === 'ecole' ? 'uai' : 'siret';
      const given = payee[wanted];
      if (given === undefined) {
        return no('payee_identifier_missing', { legalType: payee.legalType, wanted }, `${at}/payee`);
      }
      const checked =
        wanted === 'uai' ? checkUai(given, `${at}/payee/uai`) : checkSiret(given, `${at}/payee/siret`);
      const { programme, activite } = axes;
      return (
        checked ??
        checkProgramme(programme, `${at}/axes/programme`) ??
        (activite === undefined ? undefined : checkActivite(activite, `${at}/axes/activite`))
      );
    })
  );
}

export function schoolCheck(
  { uai, referenceCollegeUai, inseeCode }: School,
  at: string,
): ConventionRefusal | undefined {
  return (
    checkUai(uai, `${at}/uai`) ??
    (referenceCollegeUai === undefined
      ? undefined
      : checkUai(referenceCollegeUai, `${at}/referenceCollegeUai`)) ??
    (inseeCode === undefined ? undefined : checkInseeCode(inseeCode, `${at}/inseeCode`))
  );
}

function duplicatesCheck({ schools, parties, lines }: DraftConvention): ConventionRefusal | undefined {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['school', schools.map(({ uai }) => uai)],
    ['party', parties.map(({ id }) => id)],
    ['line', lines.map(({ id }) => id)],
    ...lines.map(({ tranches }) => ['tranche', tranches.map(({ id }) => id)] as const),
    ...lines.flatMap(({ tranches }) =>
      tranches.map(
        ({ allocations }) => ['allocation', allocations.map(({ uai, unit }) => `${uai}/${unit}`)] as const,
      ),
    ),
  ];
  for (const [what, values] of lists) {
    const value = values.find((item, index) => values.indexOf(item) !== index);
    if (value !== undefined) return no('duplicate', { what, value });
  }
  return undefined;
}

/** How many ways the draft states how long it lasts. */
function durationsOf({
  validity: { years = 0, months = 0 },
  validUntil,
  openEnded,
}: DraftConvention): number {
  return [years + months > 0, validUntil !== undefined, openEnded !== undefined].filter(Boolean).length;
}

/** The parent as the draft names it for good, and whether the validity is the parent's. */
function childOf(command: DraftConvention, context: Context): Pick<Draft, 'parent' | 'followsParent'> {
  if (command.parent === undefined) return {};
  const stream = conventionStream(command.parent);
  const { reference } = latestState(context.get(stream) as History).draft!;
  return { parent: { stream, reference }, ...(durationsOf(command) === 0 ? { followsParent: true } : {}) };
}

function draftOf(command: DraftConvention, version: SchemeVersion, context: Context): ConventionFact {
  const {
    on: _,
    type: __,
    ground: ___,
    decidedBy: ____,
    scheme,
    lines: _____,
    parent: ______,
    ...agreed
  } = command;
  const optional = Object.fromEntries(Object.entries(agreed).filter(([, value]) => value !== undefined));
  const lines = awardedLines(command, version);
  const { expenseMatrix } = version;
  return {
    type: 'ConventionDrafted',
    data: {
      ...(optional as typeof agreed),
      validity: command.validity as Draft['validity'],
      parties: [...command.parties],
      schools: [...command.schools],
      observations: [...command.observations],
      scheme: { stream: schemeStream(scheme.code), code: scheme.code, version: version.version },
      rounding: version.rounding,
      warnings: draftWarnings(command, version, lines),
      lines,
      ...childOf(command, context),
      ...(expenseMatrix === undefined ? {} : { expenseMatrix }),
    },
  };
}
