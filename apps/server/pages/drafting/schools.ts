import { isRefusal, type Refusal } from '#kernel';
import type { SchemeFlow } from '#ledger';
import { type Column, type Deliverable, type SheetRows, tableDeliverable } from '#rendering';
import { edge } from '../../problem/edge.js';
import { titled } from '../actions/sheets/sheet.js';

/** What is said of a school, and under which title. */
const SCHOOL = {
  uai: 'UAI',
  name: 'Établissement',
  commune: 'Commune',
  inseeCode: 'Code INSEE',
  departement: 'Département',
  referenceCollegeUai: 'Collège de référence',
  address: 'Adresse',
} as const;

type Flows = readonly Pick<SchemeFlow, 'flow' | 'units'>[];
type Row = Readonly<Record<string, string>>;

/** A unit of a flow, as the title of its column. */
const unitTitle = (unit: string) => `Nombre : ${unit}`;
const unitsOf = (flows: Flows) => [...new Set(flows.flatMap(({ units }) => units.map(({ unit }) => unit)))];
const titlesOf = (flows: Flows) => [...Object.values(SCHOOL), ...unitsOf(flows).map(unitTitle)];

/** The annexe to be filled in a spreadsheet, or copied from one. */
export function schoolsTemplate(flows: Flows): Deliverable {
  const columns = titlesOf(flows).map((title): Column<Row> => ({ key: title, title, kind: 'identifier' }));
  return tableDeliverable<Row>({ name: 'annexe', title: 'Annexe par établissement', columns, rows: [{}] });
}

/** What was pasted: the cells of a spreadsheet are divided by tabs. */
export function pastedRows(text: string): SheetRows {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => line.split(line.includes('\t') ? '\t' : ';').map(cell => cell.trim()));
}

/** The same as text, to be pasted and corrected. */
export const pasted = (rows: SheetRows): string => rows.map(row => row.join('\t')).join('\n');

export interface ReadSchools {
  readonly schools: readonly Row[];
  /** By flow. */
  readonly allocations: ReadonlyMap<
    string,
    readonly { readonly uai: string; readonly unit: string; readonly quantity: unknown }[]
  >;
}

/** The schools of the table, and how many units each gets of each flow. */
export function readSchools(rows: SheetRows, flows: Flows): ReadSchools | Refusal {
  if (rows.length === 0) return { schools: [], allocations: new Map() };
  const lines = titled(rows, titlesOf(flows), [SCHOOL.uai, SCHOOL.name]);
  if (isRefusal(lines)) return lines;
  const schools = lines.map(line =>
    Object.fromEntries(
      Object.entries(SCHOOL).flatMap(([key, title]) => (line[title] ? [[key, line[title]]] : [])),
    ),
  );
  const twice = schools.find(({ uai }, index) => schools.findIndex(other => other['uai'] === uai) !== index);
  if (twice) return edge('school_twice', { uai: twice['uai'] ?? '' });
  const allocations = new Map(
    flows.map(({ flow, units }) => [
      flow,
      lines.flatMap(line =>
        units.flatMap(({ unit }) => {
          const typed = line[unitTitle(unit)] ?? '';
          if (typed === '' || typed === '0') return [];
          return [
            { uai: line[SCHOOL.uai] ?? '', unit, quantity: /^\d{1,6}$/.test(typed) ? Number(typed) : typed },
          ];
        }),
      ),
    ]),
  );
  return { schools, allocations };
}
