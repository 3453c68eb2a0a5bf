import { Visitor } from '../support/visitor.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* Who may open which page: each role on each page, in the demonstration. */

let world: World;
const ids = { crets: '', other: '' };
/** One of each role, then one who is not logged in. */
const visitors: Visitor[] = [];
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  const after = Buffer.from(`p${await world.head()}`).toString('base64url');
  const idOf = async (reference: string) => {
    const path = `/conventions?search=${reference}&after=${after}`;
    const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
      'demo-auditeur',
      path,
    );
    return conventions[0]!.id;
  };
  ids.crets = await idOf('CRETS-2016');
  ids.other = await idOf('GRENOBLE-2016-001');
  for (const role of ROLES) visitors.push(await new Visitor(world).enter(`demo-${role}`));
  visitors.push(new Visitor(world));
}, PATIENCE);
afterAll(() => world.close());

const ROLES = ['gestionnaire', 'ordonnateur', 'auditeur', 'administrateur', 'tresorier'] as const;

/** What each of the roles above is answered, then who is not logged in. */
const PAGES: readonly (readonly [name: string, path: () => string, statuses: string])[] = [
  ['/', () => '/', '303 303 303 303 303 200'],
  ['/connexion', () => '/connexion', '200 200 200 200 200 200'],
  ['/aide', () => '/aide', '200 200 200 200 200 200'],
  ['/aide/refus', () => '/aide/refus', '200 200 200 200 200 200'],
  ['/accessibilite', () => '/accessibilite', '200 200 200 200 200 200'],
  ['/mentions-legales', () => '/mentions-legales', '200 200 200 200 200 200'],
  ['/conventions', () => '/conventions', '200 200 200 200 200 303'],
  ['/conventions/fichier', () => '/conventions/fichier?format=csv', '200 200 200 200 200 303'],
  ['/conventions/nouvelle', () => '/conventions/nouvelle', '200 200 403 403 403 303'],
  ['a new one', () => '/conventions/nouvelle/colleges_numeriques_2016_ecole', '200 200 403 403 403 303'],
  ['/verification/uai', () => '/verification/uai?x=1', '200 200 200 200 200 303'],
  ['their convention', () => `/conventions/${ids.crets}`, '200 200 200 200 200 303'],
  ['its history', () => `/conventions/${ids.crets}/histoire`, '200 200 200 200 200 303'],
  ['one fact of it', () => `/conventions/${ids.crets}/histoire/3`, '200 200 200 200 403 303'],
  ['no fact of it', () => `/conventions/${ids.crets}/histoire/999`, '404 404 404 404 403 303'],
  ['another convention', () => `/conventions/${ids.other}`, '200 200 200 200 404 303'],
  ['its history', () => `/conventions/${ids.other}/histoire`, '200 200 200 200 404 303'],
  ['a letter to it', () => `/conventions/${ids.other}/actes/relance`, '200 200 403 403 403 303'],
  ['a statement of it', () => `/conventions/${ids.other}/actes/etat`, '200 200 403 403 404 303'],
  ['its closure', () => `/conventions/${ids.other}/actes/cloture`, '403 200 403 403 403 303'],
  ['credits of it', () => `/conventions/${ids.crets}/actes/notification`, '403 200 403 403 403 303'],
  ['a vote of it', () => `/conventions/${ids.other}/actes/repartition`, '200 200 403 403 404 303'],
  ['a movement of it', () => `/conventions/${ids.other}/actes/mouvement`, '200 200 403 403 403 303'],
  ['a party of it', () => `/conventions/${ids.other}/actes/partie`, '200 200 403 403 403 303'],
  ['its draft', () => `/conventions/${ids.other}/projet`, '200 200 403 403 403 303'],
  ['no act', () => `/conventions/${ids.other}/actes/rien`, '404 404 404 404 404 303'],
  ['/mon-argent', () => '/mon-argent', '200 200 200 200 200 303'],
  ['their body', () => `/organismes/${CRETS_SIRET}`, '200 200 200 200 200 303'],
  ['another body', () => `/organismes/${COLLEGE}`, '200 200 200 200 404 303'],
  ['its statement', () => `/organismes/${COLLEGE}/releve?format=csv`, '200 200 200 200 404 303'],
  ['/etats', () => '/etats', '200 200 200 200 200 303'],
  ['/etats/imputations', () => '/etats/imputations?year=2016&level=entry', '200 200 200 200 200 303'],
  ['/etats/ecoles', () => '/etats/ecoles', '200 200 200 200 200 303'],
  ['/etats/en-attente', () => '/etats/en-attente', '200 200 200 200 200 303'],
  ['/etats/ecoles as ODS', () => '/etats/ecoles/fichier?format=ods', '200 200 200 200 200 303'],
  ['/etats/suivi', () => '/etats/suivi', '200 200 200 200 200 303'],
  ['/etats/indus', () => '/etats/indus', '200 200 200 200 200 303'],
  ['/etats/comparaison', () => '/etats/comparaison', '200 200 200 200 200 303'],
  ['/etats/emis', () => '/etats/emis', '200 200 200 200 200 303'],
  ['no issued report', () => '/etats/emis/999', '404 404 404 404 404 303'],
  ['no report', () => '/etats/rien', '404 404 404 404 404 303'],
  ['/echeances', () => '/echeances', '200 200 200 200 200 303'],
  ['/echeances as CSV', () => '/echeances/fichier?format=csv', '200 200 200 200 200 303'],
  ['a wrong day', () => '/echeances?from=2026-02-30', '422 422 422 422 422 303'],
  ['/tableau-de-bord', () => '/tableau-de-bord', '200 200 200 200 200 303'],
  ['their annex', () => `/conventions/${ids.crets}/documents/annexe?format=csv`, '200 200 200 200 200 303'],
  ['another annex', () => `/conventions/${ids.other}/documents/annexe?format=csv`, '200 200 200 200 404 303'],
  ['another bilan', () => `/conventions/${ids.other}/documents/bilan`, '200 200 200 200 404 303'],
  ['no document', () => `/conventions/${ids.crets}/documents/rien`, '404 404 404 404 404 303'],
  ['a wrong year', () => '/etats/imputations?year=16', '422 422 422 422 422 303'],
  ['/audit', () => '/audit', '403 403 200 200 403 303'],
  ['/audit/refus', () => '/audit/refus', '403 403 200 403 403 303'],
  ['/administration', () => '/administration', '403 403 403 200 403 303'],
  ['/administration/comptes', () => '/administration/comptes', '403 403 403 200 403 303'],
  ['/administration/comptes/nouveau', () => '/administration/comptes/nouveau', '403 403 403 200 403 303'],
  ['no account', () => '/administration/comptes/agent-0', '403 403 403 404 403 303'],
  ['/administration/jetons', () => '/administration/jetons', '403 403 403 200 403 303'],
  ['/administration/dispositifs', () => '/administration/dispositifs', '403 403 403 200 403 303'],
  ['a new scheme', () => '/administration/dispositifs/nouveau', '403 403 403 200 403 303'],
  ['the end of a year', () => '/administration/exercices/2025/closing', '403 403 403 200 403 303'],
  ['no end of a year', () => '/administration/exercices/2025/rien', '403 403 403 404 403 303'],
  ['no page', () => '/rien', '404 404 404 404 404 404'],
  ['no scheme', () => '/administration/dispositifs/rien', '403 403 403 404 403 303'],
  ['/administration/nomenclature', () => '/administration/nomenclature', '403 403 403 200 403 303'],
  ['/administration/faits-ecartes', () => '/administration/faits-ecartes', '403 403 403 200 403 303'],
  ['no document', () => `/pieces/${'a'.repeat(64)}`, '404 404 404 404 404 303'],
];

test.each(PAGES)('%s', async (_, path, statuses) => {
  const answers = await Promise.all(visitors.map(visitor => visitor.get(path())));
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
