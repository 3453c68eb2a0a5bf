import type { ChangedIssue } from '#hosting';
import { Agreement } from '../support/agreement.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, type Recorded, World } from '../support/world.js';

/* An entry put right after reports were issued: which of them it changes, and by how much. */

let world: World;
let crets: Agreement;
let execution: Recorded;
let reversal: Recorded;
beforeAll(async () => {
  world = await World.open();
  world.on('2016-11-15');
  crets = new Agreement(world, { reference: 'CORRIGEE' });
  await crets.signs();
  await crets.commits('4000.00');
  const payment = await crets.requests('advance', '2016-10-20');
  execution = await crets.executes(payment, '2016-10-27');
  const other = new Agreement(world, { reference: 'AUTRE' });
  await other.signs();
  const year = { year: 2016 };
  await issues('chorus-imputations', year);
  await issues('chorus-imputations', { ...year, convention: other.id });
  await issues('chorus-imputations', year, { effectiveOn: '2016-10-26' });
  await issues('school-budgets', {});
  reversal = await crets.does('gestionnaire', '/reversals', {
    entry: execution.events[0]!.eventId,
    motive: 'Date de paiement erronée',
  });
  await issues('chorus-imputations', year, { after: reversal.token });
}, PATIENCE);
afterAll(() => world.close());

async function issues(report: string, filters: object, more: object = {}) {
  const body = { report, format: 'csv', filters, ...more };
  expect((await world.post('gestionnaire', '/issued-reports', body)).status).toBe(201);
}

const changedBy = async ({ events }: Recorded) => {
  const path = `${crets.path}/events/${events[0]!.eventId}/issued-reports`;
  const { changed } = await world.sees<{ changed: readonly ChangedIssue[] }>('demo-auditeur', path);
  return changed.map(({ issued: { number }, changes }) => [
    number,
    ...changes.map(({ column, before, after, difference }) => `${column} ${before} ${after} ${difference}`),
  ]);
};

test('only those issued before it, on its convention, that its date reaches; column by column', async () => {
  expect(await changedBy(reversal)).toStrictEqual([
    [
      '1',
      'Demandé, non payé 0.00 2000.00 2000.00',
      'CP payés 2000.00 0.00 -2000.00',
      'Reste à payer au 31 décembre 2000.00 4000.00 2000.00',
      'dont non dû 2000.00 4000.00 2000.00',
    ],
    ['4', 'Payé 2000.00 0.00 -2000.00'],
  ]);
});

test('an entry recorded before all of them changes none', async () => {
  expect(await changedBy(execution)).toStrictEqual([]);
});

test('the page of the fact lists them, and leads to the file that was issued', async () => {
  const clerk = await new Visitor(world).enter('demo-auditeur');
  await clerk.get(`${crets.path}/histoire/${reversal.version}`);
  expect(clerk.text).toContain('États émis que ce fait change');
  expect(clerk.text).toMatch(
    /n° 1, État d’imputation de l’exercice 2016 .* CP payés 2 000,00 € 0,00 € -2 000,00 €/,
  );
  expect(clerk.body).toContain('href="/etats/emis/4"');
  await clerk.get(`${crets.path}/histoire/${execution.version}`);
  expect(clerk.text).toContain('Aucun état émis avant ce fait n’en est changé.');
});
