import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { MOST_SHEET_ROWS, readSheet, type SheetFormat } from './read-sheet.js';

const day = new Date('2016-12-05T00:00:00Z');
const rows = [
  ['Dépense', 'Montant', 'Livrée le'],
  ['Classe mobile', 8000.5, day],
];
const formula = new Map([['1,1', { value: 3, type: 'formula' as const, formula: 'A1+1' }]]);

const written = async (format: SheetFormat, more: object = {}) => {
  const sheets = [{ name: 'a', rows, ...more }];
  if (format === 'csv')
    return new TextEncoder().encode(
      '\uFEFFDépense;Montant;Livrée le\r\nClasse mobile;8 000,50;05/12/2016\r\n',
    );
  return format === 'xlsx' ? writeXlsx({ sheets }) : writeOds({ sheets });
};

test.each(['xlsx', 'ods'] as const)('%s: words, numbers and days as they would be typed', async format => {
  expect(await readSheet(await written(format), format)).toStrictEqual([
    ['Dépense', 'Montant', 'Livrée le'],
    ['Classe mobile', '8000.5', '2016-12-05'],
  ]);
});

test.each([
  ['with ; and UTF-8', 'A;B\r\né;1,5\r\n'],
  ['with a tab', 'A\tB\né\t1,5\n'],
])('CSV %s', async (_, text) => {
  expect(await readSheet(new TextEncoder().encode(text), 'csv')).toStrictEqual([
    ['A', 'B'],
    ['é', '1,5'],
  ]);
});

test('CSV in Windows-1252', async () => {
  expect(await readSheet(Buffer.from('A;B\né;1\n', 'latin1'), 'csv')).toStrictEqual([
    ['A', 'B'],
    ['é', '1'],
  ]);
});

test.each(['xlsx', 'ods'] as const)('%s: a formula is refused, by the name of its cell', async format => {
  expect(await readSheet(await written(format, { cells: formula }), format)).toMatchObject({
    code: 'sheet_formula',
    details: { cell: 'B2' },
  });
});

test('the last row that is read, and the first that is too many', async () => {
  const csv = (count: number) => new TextEncoder().encode('a;b\n'.repeat(count));
  expect(await readSheet(csv(MOST_SHEET_ROWS), 'csv')).toHaveLength(MOST_SHEET_ROWS);
  expect(await readSheet(csv(MOST_SHEET_ROWS + 1), 'csv')).toMatchObject({ code: 'sheet_too_long' });
});

test('rows that hold nothing are left out; bytes that are no spreadsheet are refused', async () => {
  expect(await readSheet(new TextEncoder().encode('a;b\n;\nc;d\n'), 'csv')).toHaveLength(2);
  expect(await readSheet(new TextEncoder().encode('PK nothing'), 'xlsx')).toMatchObject({
    code: 'sheet_unreadable',
  });
});
