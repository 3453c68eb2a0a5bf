import { Euros, sameRate } from '#kernel';
import type { SchemeFlow, SchemeVersion } from '../scheme/scheme.events.js';
import type { UnitAsked } from './award.js';
import { expenseCheck } from './awarded-lines.js';
import { codesCheck } from './codes.js';
import type { Deciding } from './deciding.js';
import { entitlementCheck } from './entitlement.js';
import type { DraftConvention, LineAsked } from './draft-asked.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Draft } from './state.js';

/* What the lines of a draft may ask for. */

/** What one line asks for agrees with its scheme, its schools, its payee and the nomenclature. */
export function lineCheck(
  line: LineAsked,
  at: string,
  draft: DraftConvention,
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
  const asked = unitsOf(line);
  const unknown = asked.find(({ uai }) => !draft.schools.some(school => school.uai === uai));
  if (unknown) return no('school_unknown', { uai: unknown.uai }, `${at}/tranches`);
  const empty = asked.find(({ quantity }) => quantity === 0);
  if (empty) return no('quantity_missing', { uai: empty.uai, unit: empty.unit }, `${at}/tranches`);
  const ofFlow = draft.lines.filter(other => other.flow === line.flow).flatMap(unitsOf);
  return (
    unitsCheck(ofFlow, flow, `${at}/tranches`) ??
    expenseCheck(asked, flow, `${at}/tranches`) ??
    entitlementCheck(asked, flow, `${at}/tranches`) ??
    payeeCheck(line, at, draft) ??
    codesCheck(line, at, draft.on, deciding)
  );
}

function unitsOf({ tranches }: LineAsked): readonly UnitAsked[] {
  return tranches.flatMap(({ allocations }) => allocations);
}

/**
 * Who is paid is bound by the agreement: a collectivité that is one of its beneficiaries, the reference collège of a
 * school or the établissement itself (Crêts, art. 3.2).
 */
function payeeCheck(
  { payee, tranches }: LineAsked,
  at: string,
  { parties, schools }: DraftConvention,
): ConventionRefusal | undefined {
  if (payee.siret !== undefined) {
    const known = parties.filter(({ role, siret }) => role === 'beneficiary' && siret !== undefined);
    return known.length === 0 || known.some(({ siret }) => siret === payee.siret)
      ? undefined
      : no('payee_not_beneficiary', { payee: payee.siret }, `${at}/payee/siret`);
  }
  for (const { uai } of tranches.flatMap(({ allocations }) => allocations)) {
    const college = schools.find(school => school.uai === uai)?.referenceCollegeUai;
    if (college !== undefined && payee.uai !== college && payee.uai !== uai) {
      return no('payee_not_reference_college', { payee: payee.uai ?? '', college, uai }, `${at}/payee/uai`);
    }
  }
  return undefined;
}

/** Every unit is one of the flow's, within the most that a school may be granted: lines and tranches together. */
export function unitsCheck(
  asked: readonly UnitAsked[],
  flow: SchemeFlow,
  at: string,
): ConventionRefusal | undefined {
  for (const { uai, unit } of asked) {
    const known = flow.units.find(candidate => candidate.unit === unit);
    if (!known) return no('unit_unknown', { unit, flow: flow.flow }, at);
    const most = known.perSchoolMost ?? (known.countedBy === 'expense' ? 1 : undefined);
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
export function statedMaximaCheck(
  { lines }: DraftConvention,
  drafted: Draft['lines'],
): ConventionRefusal | undefined {
  for (const [index, { statedMaximum }] of lines.entries()) {
    if (statedMaximum === undefined) continue;
    const allocations = drafted[index]!.tranches.flatMap(tranche => tranche.allocations);
    const computed = Euros.sum(allocations.map(({ maximum }) => maximum));
    if (statedMaximum.equals(computed)) continue;
    const expression = allocations
      .map(({ quantity, unitCeiling, rate }) => `${quantity} × ${unitCeiling} × ${rate}`)
      .join(' + ');
    const figures = { stated: statedMaximum.toString(), computed: computed.toString(), expression };
    return no('stated_maximum_differs', figures, `/lines/${index}/statedMaximum`);
  }
  return undefined;
}
