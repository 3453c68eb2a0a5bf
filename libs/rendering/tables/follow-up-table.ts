import type { FollowUp, FollowUpStream, Holder } from '#read-models';
import type { Column } from '../column.js';
import { MISSING_ACTS } from '../columns/outstanding-columns.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import { each } from '../each.js';

/** Who has in hand the act that is missing. */
export const HOLDERS: Readonly<Record<Holder, string>> = {
  academie: 'académie',
  comptable: 'comptable public',
  beneficiary: 'bénéficiaire',
};

type FollowUpLine = Omit<FollowUp, 'missing' | 'heldBy'> & {
  readonly missing: string;
  readonly heldBy: string;
};

const COLUMNS: readonly Column<FollowUpLine>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'title', title: 'Intitulé', kind: 'text' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'signedOn', title: 'Signée le', kind: 'day' },
  { key: 'maximum', title: 'Montant maximal', kind: 'amount' },
  { key: 'committed', title: 'Engagé', kind: 'amount' },
  { key: 'released', title: 'Retiré', kind: 'amount' },
  { key: 'consumed', title: 'Payé', kind: 'amount' },
  { key: 'outstanding', title: 'Reste à payer', kind: 'amount' },
  { key: 'since', title: 'Depuis le', kind: 'day' },
  { key: 'missing', title: 'Ce qui manque', kind: 'text' },
  { key: 'heldBy', title: 'Qui le détient', kind: 'text' },
];

/** One line per convention with something left to pay. */
export function followUpTable({ rows, total }: FollowUpStream): Deliverable {
  return tableDeliverable({
    name: 'restes-a-payer',
    title: 'Suivi des restes à payer',
    columns: COLUMNS,
    rows: each(rows, ({ missing, heldBy, ...row }) => [
      {
        ...row,
        missing: missing.map(act => MISSING_ACTS[act]).join(', '),
        heldBy: heldBy.map(holder => HOLDERS[holder]).join(', '),
      },
    ]),
    total,
  });
}
