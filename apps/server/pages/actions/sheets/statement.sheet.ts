import { isRefusal } from '#kernel';
import { type Column, type Deliverable, tableDeliverable } from '#rendering';
import { edge } from '../../../problem/edge.js';
import type { SheetForm, Situation, Target } from '../action.js';
import { trancheAt } from '../acts/common.js';
import { titled } from './sheet.js';

/** As many expenses as a statement may have. */
const MOST_EXPENSES = 400;
/** In the column of the annexe: an expense that all its lines have in common. */
const ALL = 'toutes';

interface Line {
  readonly allocation: string;
  readonly school: string;
  readonly label: string;
  readonly amount: null;
  readonly quantity: null;
  readonly deliveredOn: null;
  readonly supplier: null;
  readonly invoice: null;
  readonly total: null;
}

const TITLES = {
  label: 'Ce qui est acheté',
  allocation: 'Ligne d’annexe',
  school: 'Établissement',
  amount: 'Montant',
  quantity: 'Unités',
  deliveredOn: 'Livrée le',
  supplier: 'SIRET du fournisseur',
  invoice: 'Numéro de facture',
  total: 'Total de la facture',
} as const satisfies Record<keyof Line, string>;

const COLUMNS: readonly Column<Line>[] = [
  { key: 'label', title: TITLES.label, kind: 'text' },
  { key: 'allocation', title: TITLES.allocation, kind: 'identifier' },
  { key: 'school', title: TITLES.school, kind: 'text' },
  { key: 'amount', title: TITLES.amount, kind: 'amount' },
  { key: 'quantity', title: TITLES.quantity, kind: 'quantity' },
  { key: 'deliveredOn', title: TITLES.deliveredOn, kind: 'day' },
  { key: 'supplier', title: TITLES.supplier, kind: 'identifier' },
  { key: 'invoice', title: TITLES.invoice, kind: 'identifier' },
  { key: 'total', title: TITLES.total, kind: 'amount' },
];

/** The fields of an expense, and the column where each is typed. */
const FIELDS: Readonly<Record<string, string>> = {
  label: TITLES.label,
  amount: TITLES.amount,
  quantity: TITLES.quantity,
  deliveredOn: TITLES.deliveredOn,
  'invoice.supplierSiret': TITLES.supplier,
  'invoice.number': TITLES.invoice,
  'invoice.total': TITLES.total,
};

const allocationsAt = (at: Situation, target: Target) => trancheAt(at, target)?.schools ?? [];

/** The état récapitulatif des dépenses as a spreadsheet: one row per line of the annexe, to be filled or doubled. */
export const statementSheet: SheetForm = {
  field: 'documents.0',
  template: (at, target): Deliverable => {
    const names = new Map(at.of.schools.map(({ uai, name }) => [uai, name]));
    const rows = allocationsAt(at, target).map(({ allocation, uai, unit }) => ({
      allocation,
      school: `${uai} ${names.get(uai) ?? ''}`.trim(),
      label: unit,
      amount: null,
      quantity: null,
      deliveredOn: null,
      supplier: null,
      invoice: null,
      total: null,
    }));
    return tableDeliverable({
      name: 'etat-des-depenses',
      title: 'État récapitulatif des dépenses',
      columns: COLUMNS,
      rows,
    });
  },
  read: (rows, at, target) => {
    const needed = [TITLES.label, TITLES.allocation, TITLES.amount];
    const lines = titled(rows, Object.values(TITLES), needed);
    if (isRefusal(lines)) return lines;
    const typed = lines.filter(line => (line[TITLES.amount] ?? '') !== '');
    if (typed.length === 0) return edge('sheet_empty', { column: TITLES.amount });
    if (typed.length > MOST_EXPENSES) return edge('sheet_too_long', { most: MOST_EXPENSES });
    const known = allocationsAt(at, target);
    return Object.fromEntries(
      typed.flatMap((line, row) => [
        ...Object.entries(FIELDS).map(([field, title]) => [`expenses.${row}.${field}`, line[title] ?? '']),
        [`expenses.${row}.allocations`, allocationsOf(line[TITLES.allocation] ?? '', known)],
      ]),
    ) as Readonly<Record<string, string>>;
  },
};

/** The line by its name or by its UAI where that names one; several by `,`. What is unknown is left to the rules. */
function allocationsOf(
  typed: string,
  known: readonly { readonly allocation: string; readonly uai: string }[],
): string {
  if (typed.toLowerCase() === ALL) return known.map(({ allocation }) => allocation).join('|');
  return typed
    .split(/[,;|]/)
    .map(name => name.trim())
    .filter(Boolean)
    .map(name => {
      const ofSchool = known.filter(({ uai }) => uai === name);
      return ofSchool.length === 1 ? ofSchool[0]!.allocation : name;
    })
    .join('|');
}
