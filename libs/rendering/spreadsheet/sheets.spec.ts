import { buffer } from 'node:stream/consumers';
import { readOds } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import type { Column } from '../column.js';
import type { Table } from '../table.js';
import { MOST_PRINTED_ROWS, MOST_SHEETS, TooLongToPrint } from '../too-long.js';
import { odsOf } from './ods.js';
import { xlsxOf } from './xlsx.js';

/* A table to be printed: a sheet for each group with its subtotal, the total on the last one. */

interface Row {
  readonly uai: string;
  readonly ej: string;
  readonly paid: string;
}
const UAI: Column<Row> = { key: 'uai', title: 'UAI', kind: 'identifier' };
const columns: readonly Column<Row>[] = [
  UAI,
  { key: 'ej', title: 'EJ', kind: 'identifier' },
  { key: 'paid', title: 'Payé', kind: 'amount' },
];
const row = (uai: string, paid = '0.10') => ({ uai, ej: '0001821732', paid });

const table = (rows: readonly Row[]): Table<Row> => ({
  name: 'ecoles',
  title: 'Écoles',
  columns,
  rows,
  by: UAI,
  sheetByGroup: true,
  total: { paid: '9.99' },
  mentions: [['Établi par', 'un test']],
});

const WRITERS = [
  ['xlsx', xlsxOf, readXlsx],
  ['ods', odsOf, readOds],
] as const;

describe.each(WRITERS)('%s', (_, write, read) => {
  const written = async (rows: readonly Row[]) => {
    const { sheets } = await read(await buffer(await write(table(rows))));
    return sheets.map(({ name, rows: lines }) => [name, lines] as const);
  };

  test('each group has its sheet, under the same titles, with its subtotal', async () => {
    const titles = ['UAI', 'EJ', 'Payé'];
    const found = await written([row('0380001A'), row('0380001A', '0.20'), row('0380002B')]);
    expect(found.map(([name]) => name)).toStrictEqual(['0380001A', '0380002B', 'Ensemble']);
    expect(found[0]![1].slice(0, 4)).toMatchObject([
      titles,
      ['0380001A', '0001821732', 0.1],
      ['0380001A', '0001821732', 0.2],
      ['Sous-total 0380001A', null, 0.3],
    ]);
    expect(found[1]![1].slice(0, 3)).toMatchObject([
      titles,
      ['0380002B', '0001821732', 0.1],
      ['Sous-total 0380002B', null, 0.1],
    ]);
    const [, whole] = found[2]!;
    expect(whole[0]).toMatchObject(titles);
    expect(whole[1]).toMatchObject(['Total', null, 9.99]);
    expect(whole.at(-1)!.slice(0, 2)).toStrictEqual(['Établi par', 'un test']);
  });

  test('names that a spreadsheet takes for one are told apart; a group without a name has one', async () => {
    const long = 'Commune dont le nom dépasse trente et un caractères';
    const found = await written([row(`${long} A`), row(`${long} B`), row(''), row('ENSEMBLE')]);
    const names = found.map(([name]) => name);
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(5);
    expect(names.every(name => name.length <= 31)).toBe(true);
    expect(names[2]).toBe('UAI - sans');
  });

  test('without a row, the total alone', async () => {
    expect((await written([])).map(([name]) => name)).toStrictEqual(['Ensemble']);
  });

  test(`${MOST_SHEETS} groups have a sheet each, one more is refused`, async () => {
    const groups = (count: number) => Array.from({ length: count }, (_group, index) => row(`UAI${index}`));
    expect(await written(groups(MOST_SHEETS))).toHaveLength(MOST_SHEETS + 1);
    await expect(written(groups(MOST_SHEETS + 1))).rejects.toMatchObject({ of: 'sheets' });
  });

  test(`${MOST_PRINTED_ROWS} lines, the sums among them, are printed, one more is refused`, async () => {
    const rows = (count: number) => Array.from({ length: count - 2 }, () => row('0380001A'));
    expect((await written(rows(MOST_PRINTED_ROWS)))[0]![1].length).toBe(MOST_PRINTED_ROWS);
    await expect(written(rows(MOST_PRINTED_ROWS + 1))).rejects.toThrow(TooLongToPrint);
  });
});
