import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  await world.sees(
    'demo-auditeur',
    `/conventions?after=${Buffer.from(`p${await world.head()}`).toString('base64url')}`,
  );
}, PATIENCE);
afterAll(() => world.close());

const staff = () => new Visitor(world).enter('demo-gestionnaire');

test('the first page of finance staff: what each convention is worth, where it stands, who holds what comes next', async () => {
  const { status, text } = await (await staff()).get('/conventions?search=GRENOBLE-2016-001');
  expect(status).toBe(200);
  expect(text).toMatch(/GRENOBLE-2016-001 .*\d\d\/\d\d\/20\d\d .*\d,\d\d/);
  const crets = await (await staff()).get('/conventions?search=CRETS-2016&effectiveOn=2016-10-31');
  expect(crets.text).toContain('4 500,00 4 500,00');
  expect(crets.text).toContain('état récapitulatif des dépenses bénéficiaire, depuis le 27/10/2016');
  expect(crets.text).toContain('Ce n’est pas la situation d’aujourd’hui. Faits effectifs au 31/10/2016.');
  await crets.get('/conventions?search=CRETS-2016&effectiveOn=2016-10-31&knownAt=2016-10-31');
  expect(crets.text).toContain('exécution du paiement comptable, depuis le');
});

test('search, state and sort stand in the address, and the next page keeps them', async () => {
  const visitor = await staff();
  await visitor.get('/conventions?sort=paid&stage=closed&limit=2');
  const [, next] = /<a href="(\/conventions\?[^"]*cursor=[^"]+)" rel="next"/.exec(visitor.body)!;
  expect(next).toContain('sort=paid');
  expect(next).toContain('stage=closed');
  const first = visitor.body;
  await visitor.get(next!.replaceAll('&amp;', '&'));
  const ids = (body: string) =>
    [...body.matchAll(/href="\/conventions\/([0-9a-f-]{36})/g)].map(([, id]) => id);
  expect(ids(first)).toHaveLength(2);
  expect(ids(visitor.body).filter(id => ids(first).includes(id))).toStrictEqual([]);
  expect(visitor.body).toContain('aria-sort="descending"');
});

test('a wrong date is said beside its field, and nothing typed is lost', async () => {
  const { status, body, text } = await (
    await staff()
  ).get('/conventions?search=Cr%C3%AAts&effectiveOn=2016-02-30');
  expect(status).toBe(422);
  expect(body).toContain('value="2016-02-30"');
  expect(body).toContain('value="Crêts"');
  expect(body).toMatch(/id="effectiveOn-fault">[^<]+2016-02-30/);
  expect(text).toContain('Un point est à corriger');
});

test('as CSV: the rows of all pages, with the same filters', async () => {
  const visitor = await staff();
  await visitor.get('/conventions.csv');
  const all = visitor.body.trimEnd().split('\r\n');
  expect(all[0]).toMatch(
    /^Convention;Intitulé;Académie;Signée le;Valable jusqu’au;État;Montant maximal;Engagé;Payé;/,
  );
  expect(all.length).toBeGreaterThan(30);
  await visitor.get('/conventions.csv?search=CRETS-2016');
  expect(visitor.body.trimEnd().split('\r\n')).toHaveLength(2);
});

test('a treasurer sees the one convention that pays them, and no more in the CSV', async () => {
  const visitor = await new Visitor(world).enter('demo-tresorier');
  await visitor.get('/conventions');
  expect(visitor.text).toContain('CRETS-2016');
  expect(visitor.body).not.toMatch(/GRENOBLE-2016|AIX-MARSEILLE/);
  await visitor.get('/conventions.csv');
  expect(visitor.body.trimEnd().split('\r\n')).toHaveLength(2);
});

test('what is written in a search is shown, never run', async () => {
  const { body } = await (
    await staff()
  ).get(`/conventions?search=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(body).not.toContain('<script>alert');
});
