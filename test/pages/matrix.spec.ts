import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';
import { PAGES, type Places, placesIn, ROLES, routeOf, routesOf } from './pages.js';

/* Who may open which page: each role on each page, in the demonstration. */

let world: World;
let places: Places;
/** One of each role, then one who is not logged in. */
const visitors: Visitor[] = [];
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  places = await placesIn(world);
  for (const role of ROLES) visitors.push(await new Visitor(world).enter(`demo-${role}`));
  visitors.push(new Visitor(world));
}, PATIENCE);
afterAll(() => world.close());

test('no page is forgotten: every address that the pages answer stands in the list', () => {
  const routes = routesOf('GET');
  const listed = new Set(
    PAGES.map(({ path }) =>
      routeOf(path({ crets: 'c', other: 'o', payable: 'p', plan: 'e', framework: 'f' }), routes),
    ),
  );
  expect(routes.filter(route => !listed.has(route))).toStrictEqual([]);
});

test.each(PAGES)('$name', async ({ path, statuses }) => {
  const answers = await Promise.all(visitors.map(visitor => visitor.get(path(places))));
  expect(answers.map(({ status }) => status).join(' ')).toBe(statuses);
  for (const { status, text } of answers)
    if (status >= 400) expect(text).not.toMatch(/GRENOBLE-2016|CRETS-2016/);
});

test('a treasurer reads of no other convention on any page', async () => {
  const treasurer = await new Visitor(world).enter('demo-tresorier');
  for (const path of [
    '/mon-argent',
    '/etats/imputations?year=2016&level=entry',
    '/etats/ecoles',
    '/etats/en-attente',
  ]) {
    await treasurer.get(path);
    expect([path, /GRENOBLE-2016-0|AIX-MARSEILLE|LYON-/.test(treasurer.body)]).toStrictEqual([path, false]);
  }
});

test('where is my money: awarded, paid, and a payment found by its amount or its DP', async () => {
  const treasurer = await new Visitor(world).enter('demo-tresorier');
  await treasurer.get('/mon-argent');
  expect(treasurer.text).toMatch(/Attribué 4 000,00 € Payé 3 750,00 € Encore à venir, au plus 0,00 €/);
  await treasurer.get(`/mon-argent?paiement=${encodeURIComponent('1 750,00')}`);
  expect(treasurer.text).toContain('100000003');
  expect(treasurer.text).not.toContain('100000001');
  await treasurer.get('/mon-argent?paiement=100000001');
  expect(treasurer.text).toContain('100000001');
  expect(treasurer.text).not.toContain('100000003');
});

test('what does not exist is said to the person who is logged in, in words of the pages', async () => {
  const visitor = await new Visitor(world).enter('demo-gestionnaire');
  await visitor.get('/rien');
  expect(visitor.body).toContain('Se déconnecter');
  expect(visitor.text).toContain('Cette page n’existe pas');
  expect(visitor.text).not.toContain('/api/docs');
  await new Visitor(world).get('/rien').then(({ body }) => expect(body).toContain('Se connecter'));
});

test('a fiscal year is stopped by a form of the administrator, once', async () => {
  const administrator = await new Visitor(world).enter('demo-administrateur');
  await administrator.get('/administration');
  const [, cle] = /name="cle" value="([^"]+)"/.exec(administrator.body)!;
  const before = await world.head();
  await administrator.post('/administration/exercices', { cle: cle!, year: '2031' });
  await administrator.post('/administration/exercices', { cle: cle!, year: '2031' });
  expect([administrator.status, await world.head()]).toStrictEqual([303, before + 1n]);
  await administrator.post('/administration/exercices', { cle: `${cle}-2`, year: '31' });
  expect([administrator.status, await world.head()]).toStrictEqual([422, before + 1n]);
});
