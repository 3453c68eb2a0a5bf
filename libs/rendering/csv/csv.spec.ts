import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import type { Column } from '../column.js';
import { csvOf, type CsvTable } from './csv.js';
import { textCell, valueOfTextCell } from './text-cell.js';

interface Grant {
  readonly uai: string;
  readonly ej: string;
  readonly name: string | null;
  readonly amount: string;
  readonly on: string;
  readonly units: number;
  readonly rate: string;
}

const COLUMNS: readonly Column<Grant>[] = [
  { key: 'uai', title: 'UAI', kind: 'identifier' },
  { key: 'ej', title: 'EJ', kind: 'identifier' },
  { key: 'name', title: 'Établissement', kind: 'text', words: { none: 'aucun' } },
  { key: 'amount', title: 'Montant', kind: 'amount' },
  { key: 'on', title: 'Date', kind: 'day' },
  { key: 'units', title: 'Quantité', kind: 'quantity' },
  { key: 'rate', title: 'Taux', kind: 'percent' },
];

const crets: Grant = {
  uai: '0382460T',
  ej: '0000000042',
  name: 'École élémentaire',
  amount: '4000.00',
  on: '2016-10-14',
  units: 1,
  rate: '0.5',
};

const bytesOf = <Row>(table: CsvTable<Row>) => buffer(csvOf(table));

/** A small reader: what our imports do with a cell of each kind. */
async function readBack(table: CsvTable<Grant>): Promise<readonly Record<string, string>[]> {
  const rows = parse(await bytesOf(table), { delimiter: ';', bom: true, record_delimiter: '\r\n' });
  return rows.slice(1).map(cells =>
    Object.fromEntries(
      COLUMNS.map(({ key, kind }, index) => {
        const cell = cells[index]!;
        if (kind === 'text' || kind === 'identifier') return [key, valueOfTextCell(cell)];
        if (kind === 'day') return [key, cell.split('/').reverse().join('-')];
        if (kind === 'percent') return [key, String(Number(cell.replace('%', '').replace(',', '.')) / 100)];
        return [key, cell.replace(',', '.')];
      }),
    ),
  );
}

describe('CSV for a French spreadsheet', () => {
  test('BOM, semicolons, decimal comma, dd/mm/yyyy, CRLF: to the byte', async () => {
    const bytes = await bytesOf({ columns: COLUMNS, rows: [crets] });
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString('utf8')).toBe(
      'UAI;EJ;Établissement;Montant;Date;Quantité;Taux\r\n' +
        "0382460T;'0000000042;École élémentaire;4000,00;14/10/2016;1;50%\r\n",
    );
  });

  test('a table without rows has its titles', async () => {
    const bytes = await bytesOf({ columns: COLUMNS, rows: [] });
    expect(bytes.toString('utf8')).toBe('\uFEFFUAI;EJ;Établissement;Montant;Date;Quantité;Taux\r\n');
  });

  test('the total stands last, under its columns', async () => {
    const bytes = await bytesOf({ columns: COLUMNS, rows: [crets, crets], total: { amount: '8000.00' } });
    expect(bytes.toString('utf8').split('\r\n').slice(-2)).toEqual(['Total;;;8000,00;;;', '']);
  });

  test('a negative amount is a number, not a neutralised formula', async () => {
    const [row] = await readBack({ columns: COLUMNS, rows: [{ ...crets, amount: '-500.00' }] });
    expect(row!['amount']).toBe('-500.00');
    const bytes = await bytesOf({ columns: COLUMNS, rows: [{ ...crets, amount: '-500.00' }] });
    expect(bytes.toString('utf8')).toContain(';-500,00;');
  });

  test('stored codes are shown by their French words, absent values as empty cells', async () => {
    const rows = [
      { ...crets, name: 'none' },
      { ...crets, name: null },
    ];
    const names = (await readBack({ columns: COLUMNS, rows })).map(row => row['name']);
    expect(names).toEqual(['aucun', '']);
  });

  test('any text, code and amount is read back as it was', async () => {
    const grant = fc.record({
      uai: fc.string(),
      ej: fc.stringMatching(/^\d{10}$/),
      name: fc.string({ unit: 'binary' }),
      amount: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map(amountOf),
      on: fc.constantFrom('2016-02-29', '2016-12-31'),
      units: fc.nat(),
      rate: fc.constantFrom('0', '0.5', '1', '0.0525'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(grant, { maxLength: 5 }), async rows => {
        const expected = rows.map(row => ({ ...row, units: String(row.units) }));
        expect(await readBack({ columns: COLUMNS, rows })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('rows are read as they are sent, not gathered', async () => {
    let read = 0;
    async function* many(): AsyncGenerator<Grant> {
      for (; read < 100_000; read += 1) yield crets;
    }
    const stream = csvOf({ columns: COLUMNS, rows: many() });
    for await (const chunk of stream) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(10_000);
  });

  test('a source that fails gives its error to the reader', async () => {
    async function* failing(): AsyncGenerator<Grant> {
      yield crets;
      throw new Error('the database is gone');
    }
    await expect(bytesOf({ columns: COLUMNS, rows: failing() })).rejects.toThrow('the database is gone');
  });
});

describe('A text cell', () => {
  test.each(['=1+1', '+33', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', "'0214"])('%j runs nowhere', text => {
    expect(textCell(text)).toBe(`'${text}`);
  });

  test.each([
    ['programme', '0214'],
    ['EJ', '0000000042'],
    ['DP', '000000042'],
    ['SIRET', '21380439000013'],
    ['code INSEE', '01001'],
    ['groupe de marchandises, like a day', '10.03.01'],
    ['fonds de concours', '1-2-00442'],
    ['like an exponent', '123E5'],
    ['in brackets, a negative number', '(500)'],
  ])('%s: %s is marked as text', (_, code) => {
    expect(textCell(code)).toBe(`'${code}`);
  });

  test.each(['0382460T', '0380002W', '021404DI0205', '2A004', 'École élémentaire', 'a=b', '', '— tiret'])(
    '%j is left as it is',
    text => {
      expect(textCell(text)).toBe(text);
    },
  );
});

function amountOf(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
