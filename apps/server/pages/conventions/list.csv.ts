import type { Readable } from 'node:stream';
import type { Balance, Conventions, ListedConvention } from '#read-models';
import { BALANCE_TITLES, type Column, csvOf } from '#rendering';
import { STAGES } from '#wording';

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

type Row = Pick<ListedConvention, 'reference' | 'title' | 'academie' | 'stage' | 'signedOn' | 'validUntil'> &
  ListedConvention['balances'];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'title', title: 'Intitulé', kind: 'text' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'signedOn', title: 'Signée le', kind: 'day' },
  { key: 'validUntil', title: 'Valable jusqu’au', kind: 'day' },
  { key: 'stage', title: 'État', kind: 'text', words: STAGES },
  ...BALANCES.map((key): Column<Row> => ({ key, title: BALANCE_TITLES[key], kind: 'amount' })),
];

/** All pages of the list from the first on; each is asked when the one before it was sent. */
export function listCsv(first: Conventions, next: (cursor: string) => Promise<Conventions>): Readable {
  async function* rows(): AsyncGenerator<Row> {
    let page = first;
    for (;;) {
      for (const { balances, ...row } of page.conventions) yield { ...row, ...balances };
      if (page.cursor === null) return;
      page = await next(page.cursor);
    }
  }
  return csvOf({ columns: COLUMNS, rows: rows() });
}
