import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { type About, valueOfTextCell } from '#rendering';
import { decimal } from '#wording';
import type { Column } from '../../libs/rendering/column.js';
import { tableDeliverable } from '../../libs/rendering/deliverable.js';
import { has, run } from '../support/programs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { PATIENCE, World } from '../support/world.js';

/* Files that people open with programs that are not ours: what they find there is what we wrote. */

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  folder = await temporaryFolder();
}, PATIENCE);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

async function bytesOf(path: string): Promise<Buffer> {
  const answer = await world
    .ask('demo-auditeur', path)
    .buffer(true)
    .parse((response, done) => {
      buffer(response as unknown as NodeJS.ReadableStream).then(
        body => done(null, body),
        (error: Error) => done(error, undefined),
      );
    });
  expect([path, answer.status]).toStrictEqual([path, 200]);
  return answer.body as Buffer;
}

interface Row {
  readonly ej: string;
  readonly name: string;
  readonly amount: string;
  readonly on: string;
  readonly quantity: number;
}
const COLUMNS: readonly Column<Row>[] = [
  { key: 'ej', title: 'EJ', kind: 'identifier' },
  { key: 'name', title: 'Nom', kind: 'text' },
  { key: 'amount', title: 'Montant', kind: 'amount' },
  { key: 'on', title: 'Le', kind: 'day' },
  { key: 'quantity', title: 'Quantité', kind: 'quantity' },
];
/** What a spreadsheet would change if it were let to. */
const ROWS: readonly Row[] = [
  { ej: '0001821732', name: '=1+1', amount: '4000.00', on: '2016-11-03', quantity: 50 },
  { ej: '10.03.01', name: '12/11', amount: '-0.01', on: '2020-02-29', quantity: 1 },
  {
    ej: '21380439000013',
    name: 'Crêts « x » ; "y"',
    amount: '99999999999.99',
    on: '2000-01-01',
    quantity: 0,
  },
  { ej: '1E10', name: '1 234,50', amount: '0.00', on: '2198-12-31', quantity: 1_000_000 },
];

const ABOUT: About = {
  author: 'demo-auditeur',
  madeAt: '2026-11-21T10:00:00.000Z',
  effectiveOn: null,
  knownAt: null,
  position: '12',
  filters: [],
  incomplete: [],
};

const withLibreOffice = has('soffice') ? test : test.skip;
const withPoppler = has('pdftotext', '-v') ? test : test.skip;

withLibreOffice(
  'LibreOffice opens XLSX, ODS and CSV: amounts are numbers, dates are dates, 0001821732 keeps its zeros',
  async () => {
    const entries = '/reports/chorus-imputations?year=2017&level=entry';
    const own = tableDeliverable({ name: 'types', title: 'Types', columns: COLUMNS, rows: ROWS });
    for (const format of ['xlsx', 'ods', 'csv'] as const) {
      await writeFile(
        join(folder, `types-${format}.${format}`),
        await buffer(await own.render(format, ABOUT)),
      );
      await writeFile(
        join(folder, `entries-${format}.${format}`),
        await bytesOf(`${entries}&format=${format}`),
      );
    }
    const converted = join(folder, 'converted');
    const office = (...given: readonly string[]) =>
      run('soffice', `-env:UserInstallation=file://${folder}/office`, '--headless', ...given);
    const to = ['--convert-to', 'xlsx', '--outdir', converted];
    const named = (...formats: readonly string[]) =>
      formats.flatMap(format =>
        ['types', 'entries'].map(name => join(folder, `${name}-${format}.${format}`)),
      );
    await office(...to, ...named('xlsx', 'ods'));
    // Semicolon, quotes, UTF-8, from the first line, in French: as a French user's dialogue proposes it.
    await office('--infilter=CSV:59,34,76,1,,1036,false,true', ...to, ...named('csv'));
    const read = async (name: string, format: string) =>
      (await readXlsx(await readFile(join(converted, `${name}-${format}.xlsx`)))).sheets[0]!
        .rows as readonly (readonly unknown[] | undefined)[];

    for (const format of ['xlsx', 'ods', 'csv']) {
      const text = (cell: unknown) => (format === 'csv' ? valueOfTextCell(cell as string) : cell);
      const rows = await read('types', format);
      expect([format, rows[0]]).toStrictEqual([format, COLUMNS.map(({ title }) => title)]);
      for (const [index, row] of ROWS.entries()) {
        const [ej, name, amount, on, quantity] = rows[index + 1]!;
        expect([
          format,
          typeof ej,
          typeof name,
          typeof amount,
          on instanceof Date,
          typeof quantity,
        ]).toStrictEqual([format, 'string', 'string', 'number', true, 'number']);
        expect([format, text(ej), text(name), (amount as number).toFixed(2), quantity]).toStrictEqual([
          format,
          row.ej,
          row.name,
          row.amount,
          row.quantity,
        ]);
        expect((on as Date).toISOString().slice(0, 10)).toBe(row.on);
      }
    }

    const { total } = await world.sees<{ total: Record<string, string> }>('demo-auditeur', entries);
    const wanted = Object.values(total).sort();
    for (const format of ['xlsx', 'ods', 'csv']) {
      const rows = await read('entries', format);
      const last = rows.find(row => row?.[0] === 'Total')!;
      const amounts = last.filter(cell => typeof cell === 'number').map(cell => cell.toFixed(2));
      expect([format, amounts.sort()]).toStrictEqual([format, wanted]);
      const dates = rows
        .slice(1, rows.indexOf(last))
        .map(row => row!.filter(cell => cell instanceof Date).length);
      expect([format, new Set(dates)]).toStrictEqual([format, new Set([1])]);
    }
  },
  PATIENCE,
);

describe('poppler reads the PDF', () => {
  async function textOf(path: string): Promise<{ lines: readonly string[]; structure: string }> {
    const file = join(folder, 'report.pdf');
    await writeFile(file, await bytesOf(`${path}&format=pdf`));
    return {
      // In the order of the content, as a reader that follows it.
      lines: (await run('pdftotext', '-raw', file, '-')).replaceAll('\u202F', ' ').split('\n'),
      structure: await run('pdfinfo', '-struct', file),
    };
  }

  withPoppler.each([
    ['/reports/chorus-imputations?year=2017&level=line', 'État d’imputation de l’exercice 2017'],
    ['/reports/school-budgets?academie=grenoble', 'Tableau budgétaire par établissement'],
    ['/reports/follow-up?', 'Suivi des restes à payer'],
    ['/reports/recoveries?', 'Indus et reversements'],
    ['/reports/years?', 'Engagé, payé et restant à payer par exercice'],
  ])(
    '%s: its total is that of the JSON; title, rows, total and origin come in this order',
    async (path, title) => {
      const { lines, structure } = await textOf(path);
      const { total } = await world.sees<{ total: Record<string, string> }>('demo-auditeur', path);
      const sums = lines.filter(line => line.startsWith('Total '));
      expect(sums).toHaveLength(1);
      const shown = sums[0]!.match(/-?\d{1,3}(?: \d{3})*,\d\d/g) ?? [];
      // A column of zeros is named under the table and not printed.
      const wanted = Object.values(total).filter(amount => amount !== '0.00');
      for (const amount of wanted) expect(shown).toContain(decimal(amount).replaceAll('\u202F', ' '));

      const rows = parse(await bytesOf(`${path}&format=csv`), { delimiter: ';', bom: true }) as string[][];
      // A name may be broken over lines.
      const flat = (text: string) => text.replaceAll(/\s/g, '');
      const all = flat(lines.join(''));
      const name = (row: readonly string[]) => flat(valueOfTextCell(row[0]!));
      const sum = all.indexOf(flat(sums[0]!));
      const places = [
        all.indexOf(flat(title)),
        all.indexOf(name(rows[1]!)),
        all.lastIndexOf(name(rows.at(-2)!), sum),
        sum,
        all.indexOf(flat('À propos de cet état')),
      ];
      expect(places[0]).toBe(0);
      expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
      for (const tag of ['Document', 'H1', 'Table', 'TR', 'TH', 'TD'])
        expect([tag, new RegExp(`^\\s*${tag}\\b`, 'm').test(structure)]).toStrictEqual([tag, true]);
    },
  );

  withPoppler('a picture is a figure with its description', async () => {
    const { structure } = await textOf('/reports/years?');
    expect(structure).toMatch(/^\s*Figure\b/m);
  });
});
