import { rebuild } from '#read-models';
import { Agreement, draftOf } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* The list in pages while others write, and the read models made anew, over the whole demonstration. */

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

const cents = (amount: string) => BigInt(amount.replace('.', ''));

interface Page {
  readonly conventions: readonly { id: string; reference: string; balances: Record<string, string> }[];
  readonly cursor: string | null;
}
const page = (query: string) => world.sees<Page>('demo-auditeur', `/conventions?${query}`);

/** All pages; `between` happens after each. */
async function all(query: string, between: () => Promise<unknown> = async () => {}) {
  const found: Page['conventions'][number][] = [];
  let cursor = '';
  for (;;) {
    const { conventions, cursor: next } = await page(`${query}${cursor}`);
    found.push(...conventions);
    if (next === null) return found;
    expect(conventions.length).toBe(9);
    cursor = `&cursor=${next}`;
    await between();
  }
}

let signed = 0;
test.each([
  'limit=9',
  'limit=9&sort=committed',
  'limit=9&sort=paid',
  'limit=9&sort=outstanding',
  'limit=9&academie=grenoble',
])('%s: stable while others draft before and after, and commit', async query => {
  signed += 1;
  const crets = new Agreement(world, { reference: `ROW-${signed}`, ej: `290000000${signed}` });
  await crets.drafts();
  for (const party of ['academie', 'commune']) {
    await crets.does('ordonnateur', '/signatures', { on: '2016-10-14', party });
  }
  const whole = await page(query.replace('limit=9', 'limit=200'));
  let nth = 0;
  const paged = await all(query, async () => {
    nth += 1;
    if (nth === 1) await crets.commits('4000.00', '2026-11-20');
    for (const reference of [`AAA-${query}-${nth}`, `ZZZ-${query}-${nth}`]) {
      await world.does('gestionnaire', '/conventions', {
        ...draftOf({ reference: reference.slice(0, 60) }),
        on: '2026-11-20',
      });
    }
  });
  expect(nth).toBeGreaterThan(0);
  expect(paged.map(({ id, balances }) => [id, balances])).toStrictEqual(
    whole.conventions.map(({ id, balances }) => [id, balances]),
  );
  expect(new Set(paged.map(({ id }) => id)).size).toBe(paged.length);
});

test('sorted by what was paid: the largest first', async () => {
  const amounts = (await all('limit=9&sort=paid')).map(({ balances }) => cents(balances['paid']!));
  expect(amounts).toStrictEqual([...amounts].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
  expect(amounts[0]).toBeGreaterThan(0n);
});

test.each(['xyz', Buffer.from('{"after":["x",1],"sort":"paid"}').toString('base64url'), '%00'])(
  'the cursor %s is not one of this list',
  async cursor => {
    const { status, body } = await world.ask('demo-auditeur', `/conventions?cursor=${cursor}`);
    expect([status, body.errors[0].pointer]).toStrictEqual([status === 422 ? 422 : 400, '/cursor']);
  },
);

test('nor is that of another order', async () => {
  const { cursor } = await page('limit=9&sort=paid');
  const { status, body } = await world.ask('demo-auditeur', `/conventions?limit=9&cursor=${cursor}`);
  expect([status, body.code]).toStrictEqual([400, 'cursor_unknown']);
});

test('a question that is malformed is refused, and names its parameter', async () => {
  for (const [query, code] of [
    ['reports/chorus-imputations?year=1900', 'number_out_of_range'],
    ['reports/chorus-imputations?year=2016&level=tout', 'choice_unknown'],
    ['conventions?effectiveOn=2016-02-30', 'day_malformed'],
    ['conventions?knownAt=hier', 'known_at_malformed'],
    ['conventions?limit=0', 'number_out_of_range'],
    ['conventions?limit=9&inconnu=1', 'field_unknown'],
    ['conventions?after=zzz', 'after_malformed'],
  ] as const) {
    const { status, body } = await world.ask('demo-auditeur', `/${query}`);
    expect([query, status, body.code]).toStrictEqual([query, 422, code]);
  }
});

describe('the read models', () => {
  const everything = async () => {
    const paths = [
      '/conventions?limit=200',
      '/conventions?limit=200&effectiveOn=2018-12-31&knownAt=2019-03-31',
      '/reports/school-budgets',
      '/reports/outstanding',
      ...[2016, 2017, 2018, 2020, 2026].map(year => `/reports/chorus-imputations?level=entry&year=${year}`),
    ];
    return Promise.all(paths.map(path => world.sees<object>('demo-auditeur', path)));
  };

  test('are what the events say; a row that is changed is found, and a rebuild mends it', async () => {
    expect(await world.difference()).toBeNull();
    const before = await everything();
    await rebuild({ pool: world.ledger.pool, reader: world.ledger.store });
    expect(await world.difference()).toBeNull();
    expect(await everything()).toStrictEqual(before);

    await world.ledger.pool.query(
      `update read.movement set amount = amount + 1
       where ctid = (select ctid from read.movement where effective_on = '2016-10-27' limit 1)`,
    );
    expect(await world.difference()).toMatchObject({ table: 'movement' });
    expect(await everything()).not.toStrictEqual(before);
    await rebuild({ pool: world.ledger.pool, reader: world.ledger.store });
    expect(await world.difference()).toBeNull();
    expect(await everything()).toStrictEqual(before);
  });
});
