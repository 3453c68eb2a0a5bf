import type { Column } from '../column.js';
import { MOST_PRINTED_ROWS, TooLongToPrint } from '../too-long.js';
import { printedTable } from './printed-table.js';

interface Line {
  readonly reference: string;
}

const columns: readonly Column<Line>[] = [{ key: 'reference', title: 'Convention', kind: 'text' }];
const table = (rows: number) => ({
  name: 'lignes',
  title: 'Lignes',
  columns,
  rows: Array.from({ length: rows }, (_, index) => ({ reference: `CONVENTION-${index}` })),
});

test(`${MOST_PRINTED_ROWS} rows are printed, one more is refused`, async () => {
  const { blocks } = await printedTable(table(MOST_PRINTED_ROWS));
  expect(JSON.stringify(blocks)).toContain(`CONVENTION-${MOST_PRINTED_ROWS - 1}`);
  await expect(printedTable(table(MOST_PRINTED_ROWS + 1))).rejects.toThrow(TooLongToPrint);
});

test('a table without rows says so', async () => {
  expect(await printedTable(table(0))).toMatchObject({ blocks: [{ text: 'Aucune ligne.' }] });
});
