import { isRefusal, type Refusal } from '#kernel';
import type { SchemeVersion } from '#ledger';
import type { ActField, Values } from '../actions/action.js';
import { bodyOf, type Built } from '../actions/body.js';
import { SCHOOLS, SHEET } from './draft.fields.js';
import { pastedRows, readSchools } from './schools.js';

interface Line {
  readonly flow: string;
  readonly axes?: object;
}

interface Typed {
  readonly lines?: readonly Line[];
  readonly axes?: object;
  readonly parties?: readonly object[];
  readonly tranche?: string;
  readonly observations?: string;
  readonly [name: string]: unknown;
}

const PARTIES = [
  { id: 'academie', role: 'academie' },
  { id: 'beneficiaire', role: 'beneficiary' },
] as const;

/** What a client of the API would send; a fault of the table of schools is shown at the table. */
export function draftBody(
  code: string,
  { flows }: Pick<SchemeVersion, 'flows'>,
  fields: readonly ActField[],
  values: Values,
): Built | Refusal {
  const read = readSchools(pastedRows(values[SCHOOLS] ?? ''), flows);
  if (isRefusal(read)) return { ...read, pointer: `/${SCHOOLS}` };
  const { body, fieldAt } = bodyOf(fields, values);
  const { [SCHOOLS]: _table, [SHEET]: _file, axes, tranche = '', ...typed } = body as Typed;
  const lines = (typed.lines ?? []).map(line => ({
    ...line,
    id: line.flow,
    axes: { ...axes, ...line.axes },
    tranches: [{ id: tranche, label: tranche, allocations: read.allocations.get(line.flow) ?? [] }],
  }));
  return {
    body: {
      ...typed,
      scheme: { code },
      parties: PARTIES.map((party, index) => ({ ...typed.parties?.[index], ...party })),
      schools: read.schools,
      lines,
      observations: typed.observations?.split('\n').filter(line => line.trim() !== '') ?? [],
    },
    fieldAt: new Map([...fieldAt, ...atTheTable(read.schools.length, lines)]),
  };
}

/** Pointers of what the table says: its schools, and the quantities of each line. */
function* atTheTable(
  schools: number,
  lines: readonly { readonly tranches: readonly { readonly allocations: readonly unknown[] }[] }[],
): Generator<[string, string]> {
  yield ['/schools', SCHOOLS];
  yield [`/${SCHOOLS}`, SCHOOLS];
  for (let row = 0; row < schools; row += 1) {
    yield [`/schools/${row}`, SCHOOLS];
    for (const key of [
      'uai',
      'name',
      'commune',
      'inseeCode',
      'departement',
      'referenceCollegeUai',
      'address',
    ]) {
      yield [`/schools/${row}/${key}`, SCHOOLS];
    }
  }
  for (const [index, { tranches }] of lines.entries()) {
    const tranche = `/lines/${index}/tranches/0`;
    for (const key of ['id', 'label']) yield [`${tranche}/${key}`, 'tranche'];
    yield [`${tranche}/allocations`, SCHOOLS];
    for (const rank of tranches[0]!.allocations.keys()) {
      for (const key of ['', '/uai', '/unit', '/quantity'])
        yield [`${tranche}/allocations/${rank}${key}`, SCHOOLS];
    }
    for (const key of ['programme', 'titre', 'categorie', 'action', 'sousAction', 'fondsDeConcours']) {
      yield [`/lines/${index}/axes/${key}`, `axes.${key}`];
    }
  }
}
