import { buffer } from 'node:stream/consumers';
import { type ConventionView, figures, type ImputationView, type SchoolsView } from '../support/reports.js';
import { PATIENCE, World } from '../support/world.js';

/* The reports over the whole demonstration: identities at every level, bytes, pages. */

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

const YEARS = Array.from({ length: 11 }, (_, index) => 2016 + index);
const LEVELS = ['imputation', 'convention', 'line', 'school', 'entry'] as const;
type Level = (typeof LEVELS)[number];
/** What names a row of each level. */
const KEYS: Readonly<Record<Level, readonly string[]>> = {
  imputation: ['code'],
  convention: ['code', 'convention'],
  line: ['code', 'convention', 'line'],
  school: ['code', 'convention', 'line', 'tranche', 'allocation'],
  entry: ['code', 'convention', 'line', 'tranche', 'allocation', 'position', 'effectiveOn'],
};

type Row = ImputationView['rows'][number];
const reports = new Map<string, ImputationView>();
async function imputations(year: number, level: Level): Promise<ImputationView> {
  const name = `year=${year}&level=${level}`;
  const known = reports.get(name);
  if (known) return known;
  const report = await world.sees<ImputationView>('demo-auditeur', `/reports/chorus-imputations?${name}`);
  reports.set(name, report);
  return report;
}

const cents = (amount: string) => BigInt(amount.replace('.', ''));
/** Adds up amounts, those whose name begins with "-" taken away. */
const sum = (of: Readonly<Record<string, string>>, ...names: readonly string[]) =>
  names.reduce(
    (total, name) => (name.startsWith('-') ? total - cents(of[name.slice(1)]!) : total + cents(of[name]!)),
    0n,
  );
const keyOf = (level: Level, { at }: Row) => KEYS[level].map(name => at[name]).join('|');

function added(rows: readonly Row[]): Readonly<Record<string, bigint>> {
  const total: Record<string, bigint> = {};
  for (const { figures } of rows) {
    for (const [name, amount] of Object.entries(figures)) total[name] = (total[name] ?? 0n) + cents(amount);
  }
  return total;
}
const inCents = (of: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(of).map(([name, amount]) => [name, cents(amount)]));

test('the demonstration has something in every column', async () => {
  const columns = new Set<string>();
  for (const year of YEARS) {
    const { total } = await imputations(year, 'imputation');
    for (const [name, amount] of Object.entries(total)) if (amount !== '0.00') columns.add(name);
  }
  expect([...columns].sort()).toStrictEqual([
    'charges',
    'closing',
    'committed',
    'ofWhichCreditsRestored',
    'ofWhichNotDue',
    'opening',
    'paid',
    'paymentCorrections',
    'pending',
    'recovered',
    'releasedOfPrior',
    'releasedOfYear',
  ]);
});

describe.each(YEARS)('fiscal year %s', year => {
  test.each(LEVELS)(
    'RAP at opening + AE − releases ± corrections − CP = RAP at closing, by %s',
    async level => {
      const { rows, total } = await imputations(year, level);
      expect(rows.length).toBeGreaterThan(0);
      for (const { figures: of } of [...rows, { figures: total }]) {
        const flows = ['committed', 'commitmentCorrections', '-releasedOfYear', '-releasedOfPrior'];
        expect(sum(of, 'opening', ...flows, '-paid', '-paymentCorrections')).toBe(cents(of['closing']!));
        expect(sum(of, 'ofWhichNotDue', 'charges')).toBe(cents(of['closing']!));
      }
    },
  );

  test('every level adds up to the one above, to the cent and in every column', async () => {
    const [first, ...others] = await Promise.all(LEVELS.map(level => imputations(year, level)));
    expect(added(first!.rows)).toStrictEqual(inCents(first!.total));
    for (const [index, lower] of others.entries()) {
      const level = LEVELS[index]!;
      const above = await imputations(year, level);
      expect(lower.total).toStrictEqual(first!.total);
      const parts = Map.groupBy(lower.rows, row => keyOf(level, row));
      // A row above whose parts come to nothing is left out there, and its parts are not.
      for (const row of above.rows) {
        expect(added(parts.get(keyOf(level, row)) ?? [])).toStrictEqual(inCents(row.figures));
        parts.delete(keyOf(level, row));
      }
      for (const rest of parts.values())
        expect(Object.values(added(rest)).every(part => part === 0n)).toBe(true);
    }
  });

  test.each(['imputation', 'line', 'school'] as const)(
    'what is open on 31 December is what opens the next year, by %s',
    async level => {
      if (year === YEARS.at(-1)) return;
      const by = async (of: number, column: string) => {
        const { rows } = await imputations(of, level);
        const open = rows.filter(({ figures: row }) => row[column] !== '0.00');
        return open.map(row => `${keyOf(level, row)} ${row.figures[column]}`).sort();
      };
      expect(await by(year + 1, 'opening')).toStrictEqual(await by(year, 'closing'));
    },
  );
});

test('the Crêts agreement in it: 2016 and 2017', async () => {
  const crets = async (year: number) => {
    const { rows } = await imputations(year, 'line');
    const of = (line: string) =>
      rows.find(({ at }) => at['reference'] === 'CRETS-2016' && at['line'] === line);
    const columns = 'opening committed releasedOfPrior paid closing recovered';
    return ['equipment', 'resources'].map(line => figures(of(line)?.figures ?? {}, columns));
  };
  expect(await crets(2016)).toStrictEqual([
    '0.00 4000.00 0.00 2000.00 2000.00 0.00',
    '0.00 500.00 0.00 500.00 0.00 0.00',
  ]);
  expect(await crets(2017)).toStrictEqual([
    '2000.00 0.00 250.00 1750.00 0.00 0.00',
    '0.00 0.00 0.00 0.00 0.00 70.00',
  ]);
});

test('schools = conventions = imputations, for what was paid, repaid and is owed', async () => {
  const { conventions } = await world.sees<{
    conventions: readonly (ConventionView & { id: string; reference: string })[];
  }>('demo-auditeur', '/conventions?limit=200');
  expect(conventions.length).toBe(64);
  const { rows: schools, total } = await world.sees<SchoolsView>('demo-auditeur', '/reports/school-budgets');
  const bySchool = Map.groupBy(schools, row => row['convention']!);
  const columns = ['accepted', 'due', 'paid', 'repaid', 'payable', 'toOrder'] as const;
  for (const { id, balances } of conventions) {
    for (const column of columns) {
      const shares = (bySchool.get(id) ?? []).reduce((of, row) => of + cents(row[column]!), 0n);
      expect([id, column, shares]).toStrictEqual([id, column, cents(balances[column]!)]);
    }
  }
  for (const column of columns) {
    const all = conventions.reduce((of, { balances }) => of + cents(balances[column]!), 0n);
    expect(cents(total[column]!)).toBe(all);
  }

  const consumed = new Map<string, bigint>();
  for (const year of YEARS) {
    for (const { at, figures: of } of (await imputations(year, 'convention')).rows) {
      const id = at['convention']!;
      consumed.set(id, (consumed.get(id) ?? 0n) + sum(of, 'paid', 'paymentCorrections'));
    }
  }
  for (const { id, balances } of conventions) {
    const gross = sum(balances, 'committed', '-released', '-outstanding');
    expect([id, consumed.get(id) ?? 0n]).toStrictEqual([id, gross]);
  }
});

test('one convention by its own history is the same as in the list, at dates of both axes', async () => {
  const moments = [
    'effectiveOn=2016-12-31&knownAt=2017-01-11',
    'effectiveOn=2017-02-28&knownAt=2018-06-30',
    'effectiveOn=2019-12-31&knownAt=2019-12-31',
    'effectiveOn=2026-11-21&knownAt=2026-11-21',
  ];
  for (const moment of moments) {
    const { conventions } = await world.sees<{
      conventions: readonly (ConventionView & { id: string })[];
    }>('demo-auditeur', `/conventions?limit=200&${moment}`);
    expect(conventions.length).toBeGreaterThan(5);
    for (const { id, balances, stage } of conventions) {
      const one = await world.sees<ConventionView>('demo-auditeur', `/conventions/${id}?${moment}`);
      expect([id, one.stage, one.balances]).toStrictEqual([id, stage, balances]);
    }
  }
});

test.each(['/reports/chorus-imputations?year=2017&level=entry', '/reports/school-budgets?academie=grenoble'])(
  '%s: as JSON sent while it is read, the same answer',
  async path => {
    const read = async (query: string) => {
      const { text, headers } = await world.ask('demo-auditeur', `${path}${query}`).buffer(true);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      const { checkpoint, ...answer } = JSON.parse(text) as Record<string, unknown>;
      expect(checkpoint).toBeDefined();
      return answer;
    };
    const [streamed, whole] = [await read('&format=json'), await read('')];
    expect(Object.keys(streamed).sort()).toStrictEqual(Object.keys(whole).sort());
    for (const [name, value] of Object.entries(whole))
      expect([name, JSON.stringify(streamed[name]) === JSON.stringify(value)]).toStrictEqual([name, true]);
  },
);

describe('CSV for a French spreadsheet', () => {
  const csv = async (path: string) => {
    const response = await world.ask('demo-auditeur', path).buffer(true).parse(bytes);
    return { bytes: response.body as Buffer, headers: response.headers };
  };
  /** supertest would decode the text, and drop its mark. */
  function bytes(response: object, done: (error: Error | null, body: Buffer) => void): void {
    buffer(response as NodeJS.ReadableStream).then(
      body => done(null, body),
      (error: Error) => done(error, Buffer.alloc(0)),
    );
  }

  test('the état d’imputation of Crêts, byte for byte', async () => {
    const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
      'demo-auditeur',
      '/conventions?search=CRETS-2016',
    );
    const path = `/reports/chorus-imputations?year=2016&format=csv&convention=${conventions[0]!.id}`;
    const { bytes: got, headers } = await csv(path);
    expect(got.toString('utf8')).toBe(
      '\uFEFFProgramme;Titre;Catégorie;Action;Sous-action;Activité;Compte PCE;Groupe de marchandises;' +
        'Fonds de concours;Centre financier;Centre de coûts;Localisation interministérielle;Société;' +
        'Axe ministériel;Reste à payer au 1er janvier;AE engagées;Retraits d’engagements de l’année;' +
        'Retraits d’engagements antérieurs;Demandé, non payé;CP payés;Corrections d’exercices clos (AE);' +
        'Corrections d’exercices clos (CP);Reste à payer au 31 décembre;dont non dû;dont charges à payer;' +
        'Reversements encaissés;Corrections d’exercices clos (reversements);dont rétablissement de crédits\r\n' +
        "'0214;'6;'63;'08;'02;021404DI0205;'653123;'10.03.01;'06.1.2.442;;;;;;" +
        '0,00;4000,00;0,00;0,00;0,00;2000,00;0,00;0,00;2000,00;2000,00;0,00;0,00;0,00;0,00\r\n' +
        "'0214;'6;'63;'08;'02;FICTIF000000;'999999;'99.99.99;'06.1.2.442;;;;;;" +
        '0,00;500,00;0,00;0,00;0,00;500,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00\r\n' +
        'Total;;;;;;;;;;;;;;0,00;4500,00;0,00;0,00;0,00;2500,00;0,00;0,00;2000,00;2000,00;0,00;0,00;0,00;0,00\r\n',
    );
    expect([...got.subarray(0, 3)]).toStrictEqual([0xef, 0xbb, 0xbf]);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="imputations-2016_\d+-[0-9a-f]{16}\.csv"$/,
      ),
    });
  });

  test.each([
    ['/reports/school-budgets?format=csv', 'ecoles.csv', true],
    ['/reports/outstanding?format=csv', 'en-attente.csv', false],
    ['/reports/chorus-imputations?year=2020&level=entry&format=csv', 'imputations-2020.csv', true],
  ])('%s: every line is whole, amounts have a comma, days are dd/mm/yyyy', async (path, name, totalled) => {
    const { bytes: got, headers } = await csv(path);
    const text = got.toString('utf8');
    const [stem, ending] = name.split('.') as [string, string];
    const [size, root] = headers['x-pia-checkpoint']!.split(' ') as [string, string];
    expect(headers['content-disposition']).toBe(`attachment; filename="${stem}_${size}-${root}.${ending}"`);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    const lines = text.slice(1, -2).split('\r\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter(line => line.includes('\n') || line.includes('\r'))).toStrictEqual([]);
    expect(new Set(lines.map(line => line.split(';').length)).size).toBe(1);
    expect(lines.at(-1)!.startsWith('Total;')).toBe(totalled);
    const cells = lines.slice(1).flatMap(line => line.split(';'));
    expect(cells.filter(cell => /^-?\d+\.\d\d$/.test(cell) || /^\d{4}-\d\d-\d\d$/.test(cell))).toStrictEqual(
      [],
    );
    expect(cells.filter(cell => /^\d+,\d\d$/.test(cell)).length).toBeGreaterThan(10);
    // Would lose its zero, or become 9,9E+13.
    expect(cells.filter(cell => /^(?:0\d+|\d{10,}|\d+E\d+)$/.test(cell))).toStrictEqual([]);
  });
});
