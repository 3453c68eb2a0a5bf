import { type Day, Euros, type Period, type Rate, sameRate } from '#kernel';
import { checkActivite, checkInseeCode, checkProgramme, checkSiret, checkUai } from '../identifiers.js';
import { schemeInForce, type SchemeState, schemeStream, schemeVersion } from '../scheme/scheme.js';
import type { SchemeFlow, SchemeVersion } from '../scheme/scheme.events.js';
import { awarded, type UnitAsked } from './award.js';
import { codesCheck } from './codes.js';
import type { ConventionFact } from './convention.events.js';
import { type Dated, type Deciding, decideAfter, lived, type Outcome } from './deciding.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Axes, Draft, Payee, School } from './state.js';

/* Drafting: what the agreement grants follows from its scheme, and what it states must agree with it. */

export interface LineAsked {
  readonly id: string;
  readonly flow: string;
  readonly label?: string;
  readonly payee: Payee;
  readonly axes: Axes;
  /** Codes that follow from the payee's legal type: checked when typed, never taken. */
  readonly pce?: string;
  readonly groupeMarchandises?: string;
  /** Checked against the scheme's when typed. */
  readonly advanceRate?: Rate;
  /** The State's maximum as the text states it: refused where units × ceiling × rate gives another. */
  readonly statedMaximum?: Euros;
  readonly tranches: readonly {
    readonly id: string;
    readonly label: string;
    readonly allocations: readonly UnitAsked[];
  }[];
}

export interface DraftConvention extends Dated {
  readonly type: 'DraftConvention';
  readonly reference: string;
  readonly title: string;
  readonly academie: string;
  readonly scheme: { readonly code: string; readonly version?: number };
  readonly parties: Draft['parties'];
  readonly visaRequired: boolean;
  readonly validity: Period;
  readonly noticeMonths: number;
  /** Day on which the file was complete: expense is eligible from then; default: the signature. */
  readonly eligibleFrom?: Day;
  readonly deployment?: { readonly from: Day; readonly until: Day };
  readonly schools: readonly School[];
  readonly lines: readonly LineAsked[];
  readonly observations: readonly string[];
  readonly fictitious: boolean;
}

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
      () =>
        (command.validity.years ?? 0) + (command.validity.months ?? 0) > 0
          ? undefined
          : no('validity_missing', {}, '/validity'),
      () => identifiersCheck(command),
      () => duplicatesCheck(command),
      () =>
        version
          ? undefined
          : no('scheme_unknown', { scheme: code, ...(wanted ? { version: wanted } : {}) }, '/scheme'),
      () => {
        const over = version!.validUntil !== undefined && version!.validUntil < command.on;
        return version!.validFrom > command.on || over
          ? no('scheme_not_in_force', { scheme: code, on: command.on }, '/scheme')
          : undefined;
      },
      () => first(command.lines, (line, pointer) => lineCheck(line, pointer, command, version!, at)),
    ],
    () => {
      const fact = draftOf(command, version!);
      const { reference } = command;
      const known = latest.draft?.reference;
      return {
        facts: [lived(fact, command)],
        claims: known === reference ? [] : [{ key: referenceKey(command.academie, reference), fact: 0 }],
        releases:
          known === undefined || known === reference ? [] : [referenceKey(latest.draft!.academie, known)],
      };
    },
  );
}

function referenceKey(academie: string, reference: string): string {
  return `reference|${academie}|${reference}`;
}

function first<T>(
  items: readonly T[],
  check: (item: T, pointer: string) => ConventionRefusal | undefined,
  at = '/lines',
): ConventionRefusal | undefined {
  for (const [index, item] of items.entries()) {
    const refusal = check(item, `${at}/${index}`);
    if (refusal) return refusal;
  }
  return undefined;
}

function identifiersCheck({ schools, parties, lines }: DraftConvention): ConventionRefusal | undefined {
  return (
    first(schools, (school, at) => schoolCheck(school, at), '/schools') ??
    first(
      parties,
      ({ siret }, at) => (siret === undefined ? undefined : checkSiret(siret, `${at}/siret`)),
      '/parties',
    ) ??
    first(lines, ({ payee, axes }, at) => {
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

function lineCheck(
  line: LineAsked,
  at: string,
  { schools, on }: DraftConvention,
  version: SchemeVersion,
  deciding: Deciding,
): ConventionRefusal | undefined {
  const flow = version.flows.find(candidate => candidate.flow === line.flow);
  if (!flow) return no('flow_unknown', { flow: line.flow, scheme: version.code }, `${at}/flow`);
  const { legalType } = line.payee;
  if (!flow.beneficiaryTypes.includes(legalType)) {
    const allowed = flow.beneficiaryTypes;
    return no('beneficiary_type_excluded', { legalType, flow: flow.flow, allowed }, `${at}/payee/legalType`);
  }
  if (line.advanceRate !== undefined && !sameRate(line.advanceRate, flow.advanceRate)) {
    const rates = { stated: line.advanceRate, ofScheme: flow.advanceRate };
    return no('stated_advance_rate_differs', rates, `${at}/advanceRate`);
  }
  const asked = line.tranches.flatMap(({ allocations }) => allocations);
  const unknown = asked.find(({ uai }) => !schools.some(school => school.uai === uai));
  if (unknown) return no('school_unknown', { uai: unknown.uai }, `${at}/tranches`);
  return (
    unitsCheck(asked, flow, `${at}/tranches`) ??
    codesCheck(line, at, on, deciding) ??
    statedMaximumCheck(line, at, flow, version)
  );
}

/** Every unit is one of the flow's, within the most that a school may be granted on the line, tranches together. */
export function unitsCheck(
  asked: readonly UnitAsked[],
  flow: SchemeFlow,
  at: string,
): ConventionRefusal | undefined {
  for (const { uai, unit } of asked) {
    const known = flow.units.find(candidate => candidate.unit === unit);
    if (!known) return no('unit_unknown', { unit, flow: flow.flow }, at);
    const most = known.perSchoolMost;
    const all = asked
      .filter(other => other.uai === uai && other.unit === unit)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    if (most !== undefined && all > most) {
      return no('units_per_school_exceeded', { uai, unit, asked: all, most }, at);
    }
  }
  return undefined;
}

/** The Crêts text states 8 000 € where its own clauses give 4 000 €: a stated maximum is only ever checked. */
function statedMaximumCheck(
  line: LineAsked,
  at: string,
  flow: SchemeFlow,
  { rounding }: SchemeVersion,
): ConventionRefusal | undefined {
  if (line.statedMaximum === undefined) return undefined;
  const allocations = line.tranches.flatMap(tranche =>
    tranche.allocations.map(asked => awarded(asked, flow, rounding)),
  );
  const computed = Euros.sum(allocations.map(({ maximum }) => maximum));
  if (line.statedMaximum.equals(computed)) return undefined;
  const expression = allocations
    .map(({ quantity, unitCeiling, rate }) => `${quantity} × ${unitCeiling} × ${rate}`)
    .join(' + ');
  const figures = { stated: line.statedMaximum.toString(), computed: computed.toString(), expression };
  return no('stated_maximum_differs', figures, `${at}/statedMaximum`);
}

function draftOf(command: DraftConvention, version: SchemeVersion): ConventionFact {
  const { on: _, type: __, ground: ___, decidedBy: ____, scheme, lines, ...agreed } = command;
  const optional = Object.fromEntries(Object.entries(agreed).filter(([, value]) => value !== undefined));
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
      warnings: version.warnings.map(({ code, text }) => ({ code, text })),
      lines: lines.map(line => {
        const flow = version.flows.find(candidate => candidate.flow === line.flow)!;
        return {
          id: line.id,
          flow: line.flow,
          kind: flow.kind,
          label: line.label ?? flow.label,
          payee: line.payee,
          axes: line.axes,
          advanceRate: flow.advanceRate,
          ...(flow.interimShare === undefined ? {} : { interimShare: flow.interimShare }),
          tranches: line.tranches.map(({ id, label, allocations: asked }) => {
            const allocations = asked.map(unit => awarded(unit, flow, version.rounding));
            const maximum = Euros.sum(allocations.map(allocation => allocation.maximum));
            const advance = Euros.product([maximum, flow.advanceRate], version.rounding);
            return { id, label, allocations, advance };
          }),
        };
      }),
    },
  };
}
