import type { Balance, ListedConvention } from '#read-models';
import { STAGES } from '#wording';
import { BALANCE_TITLES } from '../balance-titles.js';
import type { Column } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';

/** A convention of the list, and what it waits for. */
export interface ConventionLine
  extends Omit<ListedConvention, 'balances'>, Readonly<Record<Balance, string>> {
  readonly next: string;
  readonly heldBy: string;
  readonly since: string | null;
}

const BALANCES: readonly Balance[] = [
  'maximum',
  'committed',
  'paid',
  'repaid',
  'outstanding',
  'payable',
  'toProve',
  'toOrder',
  'orderOpen',
];

const COLUMNS: readonly Column<ConventionLine>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'title', title: 'Intitulé', kind: 'text' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'signedOn', title: 'Signée le', kind: 'day' },
  { key: 'validUntil', title: 'Valable jusqu’au', kind: 'day' },
  { key: 'stage', title: 'État', kind: 'text', words: STAGES },
  ...BALANCES.map((key): Column<ConventionLine> => ({ key, title: BALANCE_TITLES[key], kind: 'amount' })),
  { key: 'next', title: 'Prochaine étape', kind: 'text' },
  { key: 'heldBy', title: 'Qui la détient', kind: 'text' },
  { key: 'since', title: 'Depuis le', kind: 'day' },
];

/** The list of conventions, as it is searched and sorted. */
export function conventionsTable(rows: AsyncIterable<ConventionLine>): Deliverable {
  return tableDeliverable({ name: 'conventions', title: 'Conventions', columns: COLUMNS, rows });
}
