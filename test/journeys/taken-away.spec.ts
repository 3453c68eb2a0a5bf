import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readOds } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import { verifyIssued } from '#hosting';
import { canonicalJson, day } from '#kernel';
import { REPORTS } from '#rendering';
import { PATIENCE, World } from '../support/world.js';

/* Reports as files, read back: the same figures in every format; issued ones are kept and computed again. */

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

async function file(path: string): Promise<Buffer> {
  const answer = await world
    .ask('demo-auditeur', path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  expect([path, answer.status]).toStrictEqual([path, 200]);
  return answer.body as Buffer;
}

type Cell = string | number | boolean | Date | null | undefined;
type Rows = readonly (readonly Cell[])[];

/** Titles, rows down to the total, amounts in cents where a cell is a number. */
const cents = (value: number) => BigInt(Math.round(value * 100));

describe.each([
  '/reports/chorus-imputations?year=2017&level=line',
  '/reports/school-budgets?',
  '/reports/recoveries?',
  '/reports/follow-up?',
])('%s', path => {
  test('has the same rows and the same total as CSV, XLSX and ODS, and its total is that of the JSON', async () => {
    const csv: Rows = parse(await file(`${path}&format=csv`), {
      delimiter: ';',
      bom: true,
      relax_column_count: true,
    });
    const xlsx = (await readXlsx(await file(`${path}&format=xlsx`))).sheets[0]!.rows as Rows;
    const ods = (await readOds(await file(`${path}&format=ods`))).sheets[0]!.rows as Rows;
    const upToTotal = (rows: Rows) => rows.slice(0, rows.findIndex(([first]) => first === 'Total') + 1);
    const comparable = (rows: Rows) =>
      upToTotal(rows).map(row =>
        (csv[0] ?? []).map((_, index) => {
          const cell = row[index];
          if (cell instanceof Date) return cell.toISOString().slice(0, 10);
          return typeof cell === 'number' ? cents(cell).toString() : String(cell ?? '');
        }),
      );
    expect(comparable(ods)).toStrictEqual(comparable(xlsx));
    const typed = (text: Cell, like: Cell): string => {
      const plain = String(text).replace(/^'/, '');
      if (like instanceof Date) return plain.split('/').reverse().join('-');
      return typeof like === 'number' ? cents(Number(plain.replace(',', '.'))).toString() : plain;
    };
    const sheet = upToTotal(xlsx);
    expect(csv.length).toBe(sheet.length);
    expect(csv.map((row, at) => row.map((cell, index) => typed(cell, sheet[at]?.[index])))).toStrictEqual(
      comparable(xlsx),
    );
    const { total } = JSON.parse((await file(`${path}&format=json`)).toString()) as {
      total: Record<string, string>;
    };
    const wanted = Object.values(total).map(amount => BigInt(amount.replace('.', '')));
    const shown = sheet.at(-1)!.flatMap(cell => (typeof cell === 'number' ? [cents(cell)] : []));
    const sorted = (amounts: readonly bigint[]) => amounts.map(String).sort();
    expect(sorted(shown)).toStrictEqual(sorted(wanted));
  });

  test('is a PDF that says it is accessible', async () => {
    const pdf = await file(`${path}&format=pdf`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/StructTreeRoot/);
    expect(pdf.toString('latin1')).toMatch(/pdfuaid:part/);
  });
});

test('the subtotals of an état d’imputation add up to its total, to the cent', async () => {
  const path = '/reports/chorus-imputations?year=2017&level=school&by=imputation&format=csv';
  const [titles, ...rows] = parse(await file(path), { delimiter: ';', bom: true }) as string[][];
  const of = (name: string, column: number) =>
    rows
      .filter(([first]) => first!.startsWith(name))
      .reduce((sum, row) => sum + BigInt(row[column]!.replace(',', '')), 0n);
  const subtotals = rows.filter(([first]) => first!.startsWith('Sous-total '));
  expect(subtotals.length).toBeGreaterThan(2);
  expect(new Set(subtotals.map(([first]) => first)).size).toBe(subtotals.length);
  const paid = titles!.indexOf('CP payés');
  const closing = titles!.indexOf('Reste à payer au 31 décembre');
  for (const column of [paid, closing]) {
    expect(of('Sous-total ', column)).toBe(of('Total', column));
    expect(of('Total', column)).not.toBe(0n);
  }
});

test('échéances that are issued state the day on which they were: asked later, they are the same', async () => {
  const { body } = await world.post('demo-gestionnaire', '/issued-reports', {
    report: 'deadlines',
    format: 'csv',
    filters: { from: '2026-11-21' },
  });
  expect(body).toMatchObject({ effectiveOn: '2026-11-21', fileName: 'echeances.csv' });
  world.on('2027-03-01');
  expect((await verifyIssued(world.ledger)).fault).toBeNull();
  world.on('2026-11-21');
});

describe('the tableau par établissement to be printed', () => {
  const PATH = '/reports/school-budgets?academie=grenoble';
  const sheetsOf = async (path: string) => (await readXlsx(await file(`${path}&format=xlsx`))).sheets;

  test('sheets=group: a sheet per school and one for the whole, with the total of the single sheet', async () => {
    const [single, ...none] = await sheetsOf(`${PATH}&by=school`);
    expect(none).toStrictEqual([]);
    const sheets = await sheetsOf(`${PATH}&sheets=group`);
    const uai = single!.rows[0]!.indexOf('UAI');
    const schools = new Set(single!.rows.slice(1).flatMap(row => row[uai] ?? []));
    expect(sheets.map(({ name }) => name)).toStrictEqual([...schools, 'Ensemble']);
    const totalOf = ({ rows }: { readonly rows: Rows }) => rows.find(([first]) => first === 'Total');
    expect(totalOf(sheets.at(-1)!)).toStrictEqual(totalOf(single!));
    const ods = await readOds(await file(`${PATH}&sheets=group&format=ods`));
    expect(ods.sheets.map(({ name }) => name)).toStrictEqual(sheets.map(({ name }) => name));
  });

  test('by another group: a sheet for each of them', async () => {
    const sheets = await sheetsOf(`${PATH}&sheets=group&by=departement`);
    expect(sheets.map(({ name }) => name)).toStrictEqual(['Isère', 'Valmontane', 'Ensemble']);
  });

  test('another word is refused', async () => {
    const { status, body } = await world.ask('demo-auditeur', `${PATH}&sheets=school`);
    expect([status, (body as { errors: { code: string }[] }).errors[0]!.code]).toStrictEqual([
      422,
      'choice_unknown',
    ]);
  });
});

test('a file says the reference of the convention that it was asked for, and in French how it is grouped', async () => {
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'demo-auditeur',
    '/conventions?search=CRETS-2016',
  );
  const path = `/reports/school-budgets?convention=${conventions[0]!.id}&by=college&format=xlsx`;
  const { rows } = (await readXlsx(await file(path))).sheets[0]!;
  const said = new Map(rows.map(([label, value]) => [label, value]));
  expect([said.get('Convention'), said.get('Groupé par')]).toStrictEqual([
    'CRETS-2016',
    'collège de référence',
  ]);
});

describe('what cannot be given is refused', () => {
  test.each([
    ['/reports/chorus-imputations?year=1789', 'number_out_of_range'],
    ['/reports/chorus-imputations?year=2016&format=docx', 'choice_unknown'],
    ['/reports/chorus-imputations?year=2016&couleur=bleu', 'field_unknown'],
    ['/reports/chorus-imputations?year=2016&knownAt=2026-11-22', 'known_at_future'],
    ['/reports/imputation-comparison?withYear=2016', 'field_missing'],
    ['/reports/chorus-imputations?year=2016&by=payee', 'choice_unknown'],
    ['/reports/school-budgets?format=svg', 'choice_unknown'],
    ['/reports/years?format=docx', 'choice_unknown'],
  ])('%s: %s', async (path, code) => {
    const { status, body } = await world.ask('demo-auditeur', path);
    expect([status, (body as { errors: { code: string }[] }).errors[0]!.code]).toStrictEqual([422, code]);
  });

  test('what is known at the end of today may be asked', async () => {
    await file('/reports/chorus-imputations?year=2016&knownAt=2026-11-21');
  });

  test.each([
    [{ report: 'chorus-imputations', format: 'pdf', filters: {} }, 'field_missing'],
    [{ report: 'chorus-imputations', format: 'pdf', filters: { year: 2016, x: '1' } }, 'field_unknown'],
    [{ report: 'follow-up', format: 'json', filters: {} }, 'choice_unknown'],
    [{ report: 'annex', format: 'pdf', filters: { convention: 'a' } }, 'field_malformed'],
  ])('issuing %j: %s', async (body, code) => {
    const { errors } = await world.refused('demo-gestionnaire', '/issued-reports', body);
    expect(errors[0]!.code).toBe(code);
  });
});

describe('an issued report', () => {
  interface Issued {
    readonly number: string;
    readonly sha256: string;
    readonly report: string;
  }
  const issues = async (person: string, body: object): Promise<Issued> => {
    const answer = await world.post(person, '/issued-reports', body);
    expect([answer.status, body]).toStrictEqual([201, body]);
    return answer.body as Issued;
  };

  test(
    'is served again unchanged, and its figures follow from the log',
    async () => {
      for (const [report, filters] of [
        ['chorus-imputations', { year: 2017, level: 'school' }],
        ['school-budgets', { by: 'commune' }],
        ['outstanding', {}],
        ['follow-up', {}],
        ['recoveries', {}],
        ['body-statement', { body: '99038439800014' }],
        ['deadlines', { kind: 'end_of_validity' }],
      ] as const) {
        for (const format of ['csv', 'pdf']) {
          const { number, sha256 } = await issues('demo-gestionnaire', { report, format, filters });
          const bytes = await file(`/issued-reports/${number}/content`);
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
        }
      }
      const { checked, fault } = await verifyIssued(world.ledger);
      expect([checked, fault]).toStrictEqual([15, null]);
    },
    PATIENCE,
  );

  test('of a wider perimeter does not exist for a treasurer, their own does', async () => {
    const { number } = await issues('demo-gestionnaire', {
      report: 'outstanding',
      format: 'csv',
      filters: {},
    });
    expect((await world.ask('demo-tresorier', `/issued-reports/${number}`)).status).toBe(404);
    const own = await issues('demo-tresorier', { report: 'outstanding', format: 'csv', filters: {} });
    expect((await world.ask('demo-tresorier', `/issued-reports/${own.number}`)).status).toBe(200);
    expect((await world.ask('tresorier-college', `/issued-reports/${own.number}`)).status).toBe(404);
  });

  test('stays right where a later version of the report has more figures', async () => {
    const { number } = await issues('demo-gestionnaire', {
      report: 'recoveries',
      format: 'xlsx',
      filters: {},
    });
    const common = { perimeter: { kind: 'everything' }, today: day('2026-11-21') } as const;
    const asked = await REPORTS.recoveries.ask(world.ledger.pool, common, {});
    const { shape } = await asked!.deliverable.figures();
    const fewer = (shape as string[]).filter(name => name !== 'creditsRestored');
    expect(fewer.length).toBe((shape as string[]).length - 1);
    const { values } = await asked!.deliverable.figures(fewer);
    const hash = createHash('sha256').update(canonicalJson(values)).digest('hex');
    await world.ledger.pool.query(
      `insert into ops.issued_report select number + 100, report, title, format, filters, perimeter, effective_on,
         known_at, position, seal_size, seal_root, account, role, issued_at, sha256, size, file_name, $2, $3
       from ops.issued_report where number = $1`,
      [number, hash, JSON.stringify(fewer)],
    );
    expect((await verifyIssued(world.ledger)).fault).toBeNull();
  });

  test('whose file was changed, or whose figures were, is found by verify', async () => {
    const { number, sha256 } = await issues('demo-gestionnaire', {
      report: 'recoveries',
      format: 'csv',
      filters: {},
    });
    const path = join(
      world.ledger.configuration.dataDir,
      'documents',
      sha256.slice(0, 2),
      sha256.slice(2, 4),
      sha256,
    );
    const bytes = await file(`/issued-reports/${number}/content`);
    await chmod(path, 0o640);
    await writeFile(path, `${bytes.toString()}x`);
    expect((await verifyIssued(world.ledger)).fault).toMatchObject({ number, kind: 'bytes_changed' });
    await writeFile(path, bytes);
    expect((await verifyIssued(world.ledger)).fault).toBeNull();
    await world.ledger.pool.query(
      `insert into ops.issued_report select number + 1000, report, title, format, filters, perimeter, effective_on,
         known_at, position, seal_size, seal_root, account, role, issued_at, sha256, size, file_name, $2, figures_shape
       from ops.issued_report where number = $1`,
      [number, 'a'.repeat(64)],
    );
    expect((await verifyIssued(world.ledger)).fault).toMatchObject({ kind: 'figures_differ' });
  });
});
