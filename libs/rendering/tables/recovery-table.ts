import type { Recovery, RecoveryStream } from '#read-models';
import { LEGAL_TYPES } from '#wording';
import type { Column } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';

const COLUMNS: readonly Column<Recovery>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'line', title: 'Volet', kind: 'identifier' },
  { key: 'payeeType', title: 'Type de bénéficiaire', kind: 'text', words: LEGAL_TYPES },
  { key: 'payeeKey', title: 'SIRET ou UAI du bénéficiaire', kind: 'identifier' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  { key: 'paid', title: 'Payé', kind: 'amount' },
  { key: 'toOrder', title: 'À faire reverser', kind: 'amount' },
  { key: 'orderOpen', title: 'Ordres de reversement ouverts', kind: 'amount' },
  { key: 'repaid', title: 'Reversé', kind: 'amount' },
  { key: 'writtenOff', title: 'Admis en non-valeur', kind: 'amount' },
  { key: 'creditsRestored', title: 'Crédits rétablis', kind: 'amount' },
];

export function recoveryTable({ rows, total }: RecoveryStream): Deliverable {
  return tableDeliverable({
    name: 'indus-et-reversements',
    title: 'Indus et reversements',
    columns: COLUMNS,
    rows,
    total,
  });
}
