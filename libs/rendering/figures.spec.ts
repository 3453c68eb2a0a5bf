import type { Column } from './column.js';
import { tableDeliverable } from './deliverable.js';
import { shaped, shapeOf } from './figures.js';

/* What was issued is computed again by its own figures, whatever a later version shows besides. */

interface Row {
  readonly uai: string;
  readonly school: string;
  readonly due: string;
  readonly paid: string;
}

const uai: Column<Row> = { key: 'uai', title: 'UAI', kind: 'identifier' };
const school: Column<Row> = { key: 'school', title: 'École', kind: 'text' };
const due: Column<Row> = { key: 'due', title: 'Dû', kind: 'amount' };
const paid: Column<Row> = { key: 'paid', title: 'Payé', kind: 'amount' };

const rows: readonly Row[] = [
  { uai: '0382460T', school: 'A', due: '10.00', paid: '5.00' },
  { uai: '0380002W', school: 'B', due: '20.00', paid: '20.00' },
];
const table = (columns: readonly Column<Row>[], of = rows) =>
  tableDeliverable({ name: 't', title: 'T', columns, rows: of, total: { due: '30.00', paid: '25.00' } });

describe('the figures of a table', () => {
  test('are its columns without words', async () => {
    const { shape, values } = await table([uai, school, due]).figures();
    expect(shape).toStrictEqual(['uai', 'due']);
    expect(values).toStrictEqual([
      '["row","0380002W","20.00"]',
      '["row","0382460T","10.00"]',
      '["total",null,"30.00"]',
    ]);
  });

  test('stay what was issued where a later version adds a column, moves or renames one', async () => {
    const issued = await table([uai, due]).figures();
    const renamed = { ...due, title: 'Montant dû' };
    const later = await table([paid, school, renamed, uai]).figures(issued.shape);
    expect(later).toStrictEqual(issued);
  });

  test('differ where an amount does, and where a column is gone', async () => {
    const issued = await table([uai, due]).figures();
    const changed = rows.map(row => ({ ...row, due: '10.01' }));
    expect((await table([uai, due], changed).figures(issued.shape)).values).not.toStrictEqual(issued.values);
    expect((await table([uai, paid]).figures(issued.shape)).values).not.toStrictEqual(issued.values);
  });
});

describe('the figures of a document', () => {
  const issued = { on: '2017-03-21', now: { due: '10.00' }, shares: [{ uai: 'a' }, { uai: 'b', cut: null }] };

  test('have the names of every level', () => {
    expect(shapeOf(issued)).toStrictEqual({
      on: null,
      now: { due: null },
      shares: [{ uai: null, cut: null }],
    });
  });

  test('stay what was issued where a later version has more', () => {
    const later = { ...issued, by: 'x', now: { due: '10.00', paid: '5.00' } };
    const expected = { ...issued, shares: [{ uai: 'a', cut: null }, issued.shares[1]!] };
    expect(shaped(later, shapeOf(issued))).toStrictEqual(expected);
    expect(shaped(issued, shapeOf(issued))).toStrictEqual(expected);
  });

  test('are null where a name is gone', () => {
    expect(shaped({ on: '2017-03-21' }, shapeOf(issued))).toStrictEqual({
      on: '2017-03-21',
      now: null,
      shares: null,
    });
  });
});
