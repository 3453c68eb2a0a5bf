import type { Day } from '#kernel';
import {
  codeOn,
  normalCode,
  type NomenclatureState,
  NOMENCLATURE_STREAM,
} from '../nomenclature/nomenclature.js';
import type { Deciding } from './deciding.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Axes, Payee } from './state.js';

/** Codes that were typed on a line: they are checked, never taken. */
interface CodesAsked {
  readonly flow: string;
  readonly axes: Axes;
  readonly payee: Payee;
  readonly pce?: string;
  readonly groupeMarchandises?: string;
}

/** Invariant 6: PCE and groupe de marchandises follow the payee's legal type, the activité follows the flow. */
export function codesCheck(
  { flow, axes, payee: { legalType }, pce, groupeMarchandises }: CodesAsked,
  at: string,
  on: Day,
  { context }: Deciding,
): ConventionRefusal | undefined {
  const nomenclature = context.get(NOMENCLATURE_STREAM) as NomenclatureState | undefined;
  const codes = [
    ['pce', pce, 'pce_not_of_payee', '/pce'],
    ['groupe_marchandises', groupeMarchandises, 'groupe_marchandises_not_of_payee', '/groupeMarchandises'],
  ] as const;
  for (const [axis, given, code, field] of codes) {
    if (given === undefined) continue;
    const expected = nomenclature && codeOn(nomenclature, axis, legalType, on)?.code;
    if (expected === undefined) {
      return no('nomenclature_code_missing', { axis, key: legalType, on }, `${at}${field}`);
    }
    if (normalCode(axis, given) !== normalCode(axis, expected)) {
      return no(code, { given, expected, legalType }, `${at}${field}`);
    }
  }
  const { activite } = axes;
  const expected = nomenclature && codeOn(nomenclature, 'activite', flow, on)?.code;
  return activite === undefined || expected === undefined || activite === expected
    ? undefined
    : no('activite_not_of_flow', { given: activite, expected, flow }, `${at}/axes/activite`);
}
