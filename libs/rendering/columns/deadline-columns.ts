import type { ListedDeadline } from '#read-models';
import { DEADLINES } from '#wording';
import type { Column } from '../column.js';

/** The derived dates, the earliest first. */
export const DEADLINE_COLUMNS: readonly Column<ListedDeadline>[] = [
  { key: 'on', title: 'Date', kind: 'day' },
  { key: 'kind', title: 'Échéance', kind: 'text', words: DEADLINES },
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'line', title: 'Volet', kind: 'identifier' },
  { key: 'payeeKey', title: 'SIRET ou UAI du bénéficiaire', kind: 'identifier' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  { key: 'order', title: 'Ordre de reversement', kind: 'identifier' },
];
