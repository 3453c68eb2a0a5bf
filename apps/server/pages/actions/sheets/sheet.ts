import type { Refusal } from '#kernel';
import type { SheetRows } from '#rendering';
import { edge } from '../../../problem/edge.js';

const plain = (title: string) =>
  title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gi, ' ')
    .trim()
    .toLowerCase();

/**
 * The rows below the titles, by title; what stands above the titles is passed over. Titles are compared without accents,
 * case or punctuation; those that are `needed` must be there.
 */
export function titled(
  rows: SheetRows,
  titles: readonly string[],
  needed: readonly string[],
): readonly Readonly<Record<string, string>>[] | Refusal {
  const names = new Map(titles.map(title => [plain(title), title]));
  const head = rows.findIndex(row => needed.every(title => row.some(cell => plain(cell) === plain(title))));
  const found = rows[head];
  if (!found) return edge('sheet_columns_missing', { columns: needed });
  const columns = found.map(cell => names.get(plain(cell)));
  return rows
    .slice(head + 1)
    .map(row =>
      Object.fromEntries(
        columns.flatMap((title, index) => (title === undefined ? [] : [[title, row[index] ?? '']])),
      ),
    );
}
