import { isRefusal, type Refusal } from '#kernel';
import type { SchemeVersion } from '#ledger';
import type { ActField, Values, Built } from '../actions/action.js';
import { AXIS_NAMES } from '../actions/acts/rows.js';
import { bodyOf } from '../actions/body.js';
import { SCHOOLS, SHEET } from './draft.fields.js';
import { type Granted, pastedRows, readSchools, type ReadSchools, type TrancheName } from './schools.js';

interface Party {
  readonly id?: string;
  readonly role?: string;
  readonly legalType?: string;
}

interface Line {
  readonly id?: string;
  readonly flow: string;
  readonly payee?: { readonly uai?: string };
  readonly axes?: object;
}

export interface TypedTranche {
  readonly id?: string;
  readonly label?: string;
  readonly conditional?: boolean;
}

interface Typed {
  readonly lines?: readonly Line[];
  readonly axes?: object;
  readonly parties?: readonly Party[];
  readonly tranches?: readonly TypedTranche[];
  readonly validity?: object;
  readonly observations?: string;
  readonly [name: string]: unknown;
}

/** A tranche as it was typed; its label is its name where there is none. */
export const namesOf = (typed: readonly TypedTranche[]): readonly (TypedTranche & TrancheName)[] =>
  typed.map(({ id = '', label = id, ...tranche }) => ({ ...tranche, id, label }));

/** What a client of the API would send; a fault of the table of schools is shown at the table. */
export function draftBody(
  code: string,
  { flows }: Pick<SchemeVersion, 'flows'>,
  fields: readonly ActField[],
  values: Values,
): Built | Refusal {
  const { body, fieldAt } = bodyOf(fields, values);
  const { [SCHOOLS]: _table, [SHEET]: _file, axes, tranches = [], lines = [], ...typed } = body as Typed;
  const named = namesOf(tranches);
  const read = readSchools(pastedRows(values[SCHOOLS] ?? ''), flows, named);
  if (isRefusal(read)) return { ...read, pointer: `/${SCHOOLS}` };
  const ids = distinct(lines.map(({ id, flow }) => id ?? flow));
  const drafted = lines.map((line, index) => ({
    ...line,
    id: ids[index],
    axes: { ...axes, ...line.axes },
    tranches: tranchesOf(line, lines, read, named),
  }));
  const parties = typed.parties ?? [];
  const names = distinct(parties.map(nameOf));
  return {
    body: {
      ...typed,
      validity: typed.validity ?? {},
      scheme: { code },
      parties: parties.map((party, index) => ({ ...party, id: names[index] })),
      schools: read.schools,
      lines: drafted,
      observations: typed.observations?.split('\n').filter(line => line.trim() !== '') ?? [],
    },
    fieldAt: new Map([
      ...fieldAt,
      ...wholes(
        fieldAt,
        drafted,
        named.map(({ id }) => id),
      ),
    ]),
  };
}

/** How the record names a party: by its role, or by what it is. */
const nameOf = ({ id, role, legalType = 'partie' }: Party) => id ?? (role === 'academie' ? role : legalType);

/** A name that stands twice is told from the first by a number. */
function distinct(names: readonly string[]): readonly string[] {
  return names.map((name, index) => {
    const before = names.slice(0, index).filter(other => other === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}

/**
 * What each tranche of a line grants. Where a flow pays several, a school is of the line that pays it, else of the one
 * that pays its reference collège, else of the first.
 */
function tranchesOf(
  line: Line,
  lines: readonly Line[],
  { schools, granted }: ReadSchools,
  tranches: readonly (TypedTranche & TrancheName)[],
) {
  const same = lines.filter(({ flow }) => flow === line.flow);
  const colleges = new Map(schools.map(({ uai, referenceCollegeUai }) => [uai, referenceCollegeUai]));
  const isOurs = ({ flow, uai }: Granted) => {
    if (flow !== line.flow) return false;
    const paid = (of: unknown) => same.find(({ payee }) => payee?.uai !== undefined && payee.uai === of);
    return (paid(uai) ?? paid(colleges.get(uai)) ?? same[0]) === line;
  };
  const ours = granted.filter(isOurs);
  const used = tranches.filter(({ id }) => ours.some(({ tranche }) => tranche === id));
  return (used.length === 0 ? tranches.slice(0, 1) : used).map(tranche => ({
    ...tranche,
    allocations: ours
      .filter(of => of.tranche === tranche.id)
      .map(({ flow: _flow, tranche: _tranche, ...asked }) => asked),
  }));
}

/** Where something is wrong with a whole: what stands nearest to it. */
function* wholes(
  fieldAt: Built['fieldAt'],
  lines: readonly { readonly tranches: readonly { readonly id: string }[] }[],
  named: readonly string[],
): Generator<[string, string]> {
  yield ['/schools', SCHOOLS];
  yield [`/${SCHOOLS}`, SCHOOLS];
  yield ['/validity', 'validity.years'];
  yield ['/renewal', 'renewal.tacit'];
  yield ['/deployment', 'deployment.from'];
  yield ['/parties', 'parties.0.name'];
  yield ['/scheme', 'on'];
  yield ['/lines', 'lines.0.payee.name'];
  for (const [index, { tranches }] of lines.entries()) {
    const row = fieldAt.get(`/lines/${index}/payee/name`)?.split('.').slice(0, 2).join('.') ?? 'lines.0';
    yield [`/lines/${index}/payee`, `${row}.payee.siret`];
    yield [`/lines/${index}/tranches`, SCHOOLS];
    yield [`/lines/${index}/flow`, `${row}.flow`];
    for (const axis of AXIS_NAMES) yield [`/lines/${index}/axes/${axis}`, `axes.${axis}`];
    for (const [place, { id }] of tranches.entries()) {
      const typed = `/tranches/${Math.max(0, named.indexOf(id))}`;
      for (const key of ['id', 'label', 'conditional']) {
        yield [`/lines/${index}/tranches/${place}/${key}`, fieldAt.get(`${typed}/${key}`) ?? 'tranches.0.id'];
      }
    }
  }
}
