import { ledgerOn, sealNow, verifyLedger } from '#hosting';
import { rebuild } from '#read-models';
import { Agreement, equipment } from '../support/agreement.js';
import { type ConventionView, figures, type ImputationView, type SchoolsView } from '../support/reports.js';
import { CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* The Crêts agreement once more, with its log in EventStoreDB (a stand-in in a process of its own, or the server of
   EVENTSTORE_URL): what is answered, read, sealed and verified is what it is on PostgreSQL. */

let world: World;
let crets: Agreement;
beforeAll(async () => {
  world = await World.open({ engine: 'eventstoredb' });
  world.on('2017-03-31');
  crets = new Agreement(world, { reference: 'CRETS', resources: true });
}, PATIENCE);
afterAll(() => world.close());

const quietly = { log: () => {}, readModels: () => {} };

test(
  'signed, committed, advanced, proven and paid',
  async () => {
    await crets.signs();
    await crets.commits('4000.00');
    await crets.pays('advance', '2016-10-20', '2016-10-27');
    await crets.pays('grant', '2016-10-20', '2016-10-27');
    const statement = await crets.submits('2017-03-10', { amount: '8200.00' });
    await crets.certifies('2017-03-10', statement, {
      cuts: [{ expense: 1, amount: '700.00', reason: 'Hors convention' }],
    });
    await crets.pays('balance', '2017-03-14', '2017-03-21');
    const { lines } = await world.sees<ConventionView>('demo-gestionnaire', crets.path);
    const shown = lines.map(({ line, balances }) => [
      line,
      figures(balances, 'maximum due paid outstanding'),
    ]);
    expect(Object.fromEntries(shown)).toStrictEqual({
      equipment: '4000.00 3750.00 3750.00 250.00',
      resources: '500.00 0.00 500.00 0.00',
    });
  },
  PATIENCE,
);

test('the imputations and the schools’ budgets say what they say on PostgreSQL', async () => {
  const total = async (year: number) => {
    const path = `/reports/chorus-imputations?convention=${crets.id}&year=${year}`;
    return figures(
      (await world.sees<ImputationView>('demo-gestionnaire', path)).total,
      'committed paid closing',
    );
  };
  expect([await total(2016), await total(2017)]).toStrictEqual([
    '4500.00 2500.00 2000.00',
    '0.00 1750.00 250.00',
  ]);
  const { rows } = await world.sees<SchoolsView>(
    'tresorier-crets',
    `/reports/school-budgets?convention=${crets.id}`,
  );
  expect(rows.length).toBeGreaterThan(0);
  const balance = await world.sees<object>('tresorier-crets', `/bodies/${CRETS_SIRET}/balance`);
  expect(figures(balance, 'awarded paid')).toBe('4000.00 3750.00');
});

test('a repetition has one effect, and is answered as the first; another body under its key is refused', async () => {
  const body = crets.request('balance', '2017-03-22', '0.01');
  const path = `${crets.path}/releases`;
  const release = { on: '2017-03-22', ...equipment, ...crets.poste(1), amount: '10.00' };
  const first = await world.post('gestionnaire', path, release, { key: 'release-1' });
  const head = await world.head();
  const again = await world.post('gestionnaire', path, release, { key: 'release-1' });
  expect([first.status, again.status, again.body]).toStrictEqual([201, 201, first.body]);
  expect(await world.head()).toBe(head);
  const other = await world.refused(
    'gestionnaire',
    path,
    { ...release, amount: '11.00' },
    { key: 'release-1' },
  );
  expect([other.status, other.code]).toStrictEqual([422, 'idempotency_key_reused']);
  const stale = await world.refused('gestionnaire', path, release, { ifMatch: '"1"' });
  expect(stale.status).toBe(412);
  expect((await world.refused('gestionnaire', `${crets.path}/payments`, body)).code).toBe('above_payable');
});

test('two conventions do not take one Chorus number, nor one reference', async () => {
  const other = new Agreement(world, { reference: 'OTHER' });
  await other.signs();
  const taken = { on: '2016-10-14', ...equipment, ...crets.poste(1), amount: '4000.00' };
  const refused = await world.refused('gestionnaire', `${other.path}/commitments`, taken);
  expect([refused.status, refused.code]).toStrictEqual([409, 'claim_taken']);
});

test('a year closes in two steps, a minute apart, and takes no entry from the first', async () => {
  await world.does('administrateur', '/fiscal-years/2016/closing');
  const late = { on: '2016-12-15', ...equipment, ...crets.poste(1), amount: '1.00' };
  const refused = await world.refused('gestionnaire', `${crets.path}/releases`, late);
  expect(refused.code).toBe('fiscal_year_not_open');
  const early = await world.refused('administrateur', '/fiscal-years/2016/closure');
  expect(early.code).toBe('fiscal_year_closing_recent');
  world.waits(60);
  await world.does('administrateur', '/fiscal-years/2016/closure');
});

test('sealed and verified; the read models follow from the events, and the same ones after a rebuild', async () => {
  const { ledger } = world;
  await sealNow(ledger);
  expect(await world.difference()).toBeNull();
  await rebuild({ pool: ledger.pool, reader: ledger.store });
  const { ok, log } = await verifyLedger(ledger, quietly);
  expect(ok).toBe(true);
  expect(log).toMatchObject({
    fault: null,
    head: String(await world.head()),
    sealed: log.head,
    stragglers: [],
  });
});

test('the database is refused to a start that expects the log in PostgreSQL', async () => {
  const { ownerUrl, configuration } = world.ledger;
  await expect(ledgerOn(ownerUrl, configuration)).rejects.toThrow(/^EVENT_STORE : .*EventStoreDB/);
});
