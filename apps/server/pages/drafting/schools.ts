import { isRefusal, type Refusal } from '#kernel';
import type { SchemeFlow, SchemeUnit } from '#ledger';
import { type Column, type Deliverable, type SheetRows, tableDeliverable } from '#rendering';
import { edge } from '../../problem/edge.js';
import { amountOf } from '../actions/body.js';
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
  priorityEducation: 'Éducation prioritaire',
} as const;
const TRANCHE = 'Tranche';

type Units = readonly Pick<SchemeUnit, 'unit' | 'entitlement' | 'countedBy' | 'notified'>[];
export type Flows = readonly (Pick<SchemeFlow, 'flow'> & { readonly units: Units })[];
type Row = Readonly<Record<string, string>>;

/* The figures of a unit, as titles of columns. */
const quantityTitle = (unit: string) => `Nombre : ${unit}`;
const countTitle = (unit: string) => `Décompte : ${unit}`;
const expenseTitle = (unit: string) => `Dépense prévue : ${unit}`;

/** Units whose amount is that of a notification are no part of an annexe. */
function columnsOf(flows: Flows): readonly string[] {
  const units = flows.flatMap(flow => flow.units).filter(({ notified }) => notified !== true);
  const titles = units.flatMap(({ unit, entitlement, countedBy }) => [
    quantityTitle(unit),
    ...(entitlement ? [countTitle(unit)] : []),
    ...(countedBy === 'expense' ? [expenseTitle(unit)] : []),
  ]);
  return [...Object.values(SCHOOL), TRANCHE, ...new Set(titles)];
}

/** The annexe to be filled in a spreadsheet, or copied from one. */
export function schoolsTemplate(flows: Flows): Deliverable {
  const columns = columnsOf(flows).map((title): Column<Row> => ({ key: title, title, kind: 'identifier' }));
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

export interface Granted {
  readonly flow: string;
  readonly tranche: string;
  readonly uai: string;
  readonly unit: string;
  /** What is no number is left as it was typed, to the checks of the route. */
  readonly quantity: unknown;
  readonly count?: unknown;
  readonly expense?: string;
}

export interface ReadSchools {
  /** Each once; a row that says nothing but the UAI names none. */
  readonly schools: readonly (Readonly<Record<string, string | boolean>> & { readonly uai: string })[];
  readonly granted: readonly Granted[];
}

/** A tranche by which of its names a row calls it. */
export interface TrancheName {
  readonly id: string;
  readonly label: string;
}

/**
 * The schools of the table, and how many units each gets of each flow in which tranche: the first where its row names
 * none.
 */
export function readSchools(
  rows: SheetRows,
  flows: Flows,
  tranches: readonly TrancheName[],
): ReadSchools | Refusal {
  if (rows.length === 0) return { schools: [], granted: [] };
  const lines = titled(rows, columnsOf(flows), [SCHOOL.uai]);
  if (isRefusal(lines)) return lines;
  const trancheOf = (line: Row) => {
    const typed = line[TRANCHE] ?? '';
    if (typed === '') return tranches[0]?.id ?? '';
    return tranches.find(({ id, label }) => typed === id || typed === label)?.id;
  };
  const lost = lines.find(line => trancheOf(line) === undefined);
  if (lost) {
    const known = tranches.map(({ id }) => id);
    return edge('sheet_tranche_unknown', { tranche: lost[TRANCHE] ?? '', known });
  }
  const placed = lines.map(line => ({ line, uai: line[SCHOOL.uai] ?? '', tranche: trancheOf(line)! }));
  const seen = new Set<string>();
  const twice = placed.find(({ uai, tranche }) => seen.size === seen.add(`${uai}|${tranche}`).size);
  if (twice) return edge('school_twice', { uai: twice.uai });
  const schools = new Map<string, ReadSchools['schools'][number]>();
  for (const { line, uai } of placed) {
    const said = schoolOf(line);
    const known = schools.get(uai);
    const told = Object.keys(said).length > 1;
    if (known && told && JSON.stringify(known) !== JSON.stringify(said)) return edge('school_twice', { uai });
    if (told && !known) schools.set(uai, { ...said, uai });
  }
  return {
    schools: [...schools.values()],
    granted: placed.flatMap(({ line, uai, tranche }) =>
      flows.flatMap(({ flow, units }) =>
        units.flatMap(unit => grantedOf(line, unit, { flow, tranche, uai })),
      ),
    ),
  };
}

function schoolOf(line: Row): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    Object.entries(SCHOOL).flatMap(([key, title]) => {
      const typed = line[title] ?? '';
      if (typed === '') return [];
      return [[key, key === 'priorityEducation' ? yesOrNo(typed) : typed]];
    }),
  );
}

function yesOrNo(typed: string): string | boolean {
  const text = typed.toLowerCase();
  return text === 'oui' ? true : text === 'non' ? false : typed;
}

const wholeOf = (typed: string) => (/^\d{1,6}$/.test(typed) ? Number(typed) : typed);

function grantedOf(
  line: Row,
  { unit, countedBy }: Units[number],
  place: Pick<Granted, 'flow' | 'tranche' | 'uai'>,
): readonly Granted[] {
  const quantity = line[quantityTitle(unit)] ?? '';
  const count = line[countTitle(unit)] ?? '';
  const expense = line[expenseTitle(unit)] ?? '';
  // A project that counts by its expense is one.
  const typed = quantity === '' && countedBy === 'expense' && expense !== '' ? '1' : quantity;
  if (typed === '' || typed === '0') return [];
  return [
    {
      ...place,
      unit,
      quantity: wholeOf(typed),
      ...(count === '' ? {} : { count: wholeOf(count) }),
      ...(expense === '' ? {} : { expense: amountOf(expense) }),
    },
  ];
}

/** The table that says this: what `readSchools` reads again as the same. */
export function tableOf(
  schools: readonly Readonly<Record<string, unknown>>[],
  granted: readonly Granted[],
  flows: Flows,
): string {
  const titles = columnsOf(flows);
  const tranches = [...new Set(granted.map(({ tranche }) => tranche))];
  const rows = schools.flatMap(school => {
    const own = granted.filter(({ uai }) => uai === school['uai']);
    const said = Object.entries(SCHOOL).map(([key, title]): [string, string] => [title, shown(school[key])]);
    const within = tranches.filter(tranche => own.some(of => of.tranche === tranche));
    if (within.length === 0) return [Object.fromEntries(said)];
    return within.map(tranche =>
      Object.fromEntries([
        ...said,
        [TRANCHE, tranche],
        ...own
          .filter(of => of.tranche === tranche)
          .flatMap(({ unit, quantity, count, expense }) => [
            [quantityTitle(unit), shown(quantity)],
            ...(count === undefined ? [] : [[countTitle(unit), shown(count)]]),
            ...(expense === undefined ? [] : [[expenseTitle(unit), expense]]),
          ]),
      ]),
    );
  });
  return pasted([titles, ...rows.map(row => titles.map(title => String(row[title] ?? '')))]);
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
