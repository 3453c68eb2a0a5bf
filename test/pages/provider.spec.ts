import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { freePort } from '../support/free-port.js';
import { CLIENT, startProvider, type TestProvider } from '../support/identity-provider.js';
import { Visitor } from '../support/visitor.js';
import { CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* The login at a provider of identities, such as ProConnect: a real one, in a real browser, on another site. */

const ACADEMIE = '17380001100016';
let world: World;
let provider: TestProvider;
let browser: Browser;
beforeAll(async () => {
  // The provider reminds its operators of settings that a test does without.
  console.info = console.warn = () => {};
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  provider = await startProvider(publicUrl);
  const claims = { role: 'pia_role', academies: 'academies' };
  const { issuer } = provider;
  world = await World.open({ loaded: true, port, provider: { ...CLIENT, issuer, publicUrl, claims } });
  world.on('2026-11-21');
  browser = await openChromium();
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  await world.close();
  await provider.close();
});

async function newPage(options = {}): Promise<Page> {
  return (await browser.newContext({ locale: 'fr-FR', ...options })).newPage();
}

/** From the page wanted, over the provider, and back. */
async function logsIn(page: Page, wanted = '/conventions'): Promise<void> {
  await page.goto(`${world.url}${wanted}`);
  await page.click('form[action="/connexion/fournisseur"] button');
  await page.waitForURL(url => url.origin === world.url && url.pathname !== '/connexion/fournisseur');
}

const opens = (more: object) =>
  world.ledger.accounts.open({ name: 'Camille Durand', ...more } as never, 'demo-administrateur');

test.each([
  ['with JavaScript', {}],
  ['without', { javaScriptEnabled: false }],
])(
  'who has an account is recognised by e-mail and SIRET, %s, comes back to the page wanted, and leaves the provider too',
  async (how, options) => {
    const email = `camille-${how.length}@ac-grenoble.example`;
    const account = { id: `agent-${how.length}`, role: 'gestionnaire', academies: ['lyon'], bodies: [] };
    expect(await opens({ account, email, siret: ACADEMIE })).toBe(true);
    provider.person = { sub: `camille-${how.length}`, email: email.toUpperCase(), siret: ACADEMIE };
    provider.asked.length = 0;
    const page = await newPage(options);
    await logsIn(page, '/etats?x=1');
    await page.waitForURL(`${world.url}/etats?x=1`);
    expect(await page.textContent('header')).toContain(`agent-${how.length} (gestionnaire)`);
    const { searchParams } = provider.asked.find(({ pathname }) => pathname === '/auth')!;
    expect(searchParams.get('scope')).toBe('openid given_name usual_name email siret');
    expect(searchParams.get('state')!.length).toBeGreaterThanOrEqual(32);
    expect(searchParams.get('nonce')!.length).toBeGreaterThanOrEqual(32);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    await page.click('form[action="/deconnexion"] button');
    await page.waitForURL(url => url.pathname.startsWith('/session/end'));
    const end = provider.asked.find(({ pathname }) => pathname === '/session/end')!;
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${world.url}/`);
    expect(end.searchParams.get('id_token_hint')).toMatch(/^ey/);
    await page.goto(`${world.url}/conventions`);
    expect(page.url()).toContain('/connexion?retour=');
    await page.context().close();
  },
  PATIENCE,
);

test.each([
  ['nobody opened an account for', { sub: 'autre', email: 'autre@exemple.example', siret: ACADEMIE }],
  [
    'another organisation vouches for',
    { sub: 'imposteur', email: 'paul@exemple.example', siret: CRETS_SIRET },
  ],
  ['comes without SIRET', { sub: 'sans', email: 'paul@exemple.example' }],
])('a person that %s is told so, and stays outside', async (_, person) => {
  const account = { id: 'agent-paul', role: 'gestionnaire', academies: '*', bodies: [] };
  await opens({ account, email: 'paul@exemple.example', siret: ACADEMIE });
  provider.person = person;
  const page = await newPage();
  await logsIn(page);
  expect(await page.textContent('main')).toContain('aucun compte ne vous est ouvert ici');
  await page.goto(`${world.url}/conventions`);
  expect(page.url()).toContain('/connexion?retour=');
  await page.context().close();
});

test('rights that the provider claims are taken, and follow it at each login', async () => {
  provider.person = { sub: 'maire', email: 'treso@crets.example', siret: CRETS_SIRET, pia_role: 'tresorier' };
  const page = await newPage();
  await logsIn(page, '/mon-argent');
  await page.waitForURL(`${world.url}/mon-argent`);
  expect(await page.textContent('main')).toContain('Attribué');
  provider.person = { ...provider.person, pia_role: 'auditeur', academies: ['grenoble'] };
  const other = await newPage();
  await logsIn(other, '/audit');
  await other.waitForURL(`${world.url}/audit`);
  // The session that was open has the rights of now too.
  await page.goto(`${world.url}/audit`);
  expect(await page.textContent('h1')).toBe('Audit');
  await page.context().close();
  await other.context().close();
});

test('an account that is disabled ends its session at once, and comes in no more', async () => {
  const account = { id: 'agent-parti', role: 'gestionnaire', academies: '*', bodies: [] };
  await opens({ account, email: 'parti@exemple.example', siret: ACADEMIE });
  provider.person = { sub: 'parti', email: 'parti@exemple.example', siret: ACADEMIE };
  const page = await newPage();
  await logsIn(page);
  await page.waitForURL(`${world.url}/conventions`);
  await world.ledger.accounts.setDisabled('agent-parti', true, 'demo-administrateur');
  await page.goto(`${world.url}/conventions`);
  expect(page.url()).toContain('/connexion?retour=');
  await logsIn(page);
  expect(await page.textContent('main')).toContain('aucun compte ne vous est ouvert ici');
  await page.context().close();
});

test('what was typed comes back after the login', async () => {
  const account = { id: 'agent-saisie', role: 'gestionnaire', academies: '*', bodies: [] };
  await opens({ account, email: 'saisie@exemple.example', siret: ACADEMIE });
  provider.person = { sub: 'saisie', email: 'saisie@exemple.example', siret: ACADEMIE };
  const page = await newPage();
  await logsIn(page);
  await page.waitForURL(`${world.url}/conventions`);
  await page.goto(`${world.url}/conventions?search=AIX-MARSEILLE-2026-050`);
  await page.click('tbody th a');
  await page.click('a[href*="/actes/relance"]');
  await page.fill('#subject', 'Une longue saisie');
  await page.context().clearCookies();
  await page.click('button[value=apercu]');
  expect(await page.textContent('main')).toContain('votre saisie est gardée');
  await page.click('form[action="/connexion/fournisseur"] button');
  await page.click('text=Reprendre là où j’en étais');
  await page.waitForSelector('text=Une longue saisie');
  await page.context().close();
});

describe('what comes back is refused', () => {
  const leave = async () => {
    const visitor = new Visitor(world);
    await visitor.post('/connexion/fournisseur', { retour: '/' });
    const [, to] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(visitor.body)!;
    return { visitor, to: new URL(to!.replaceAll('&amp;', '&')) };
  };

  test.each([
    ['without state', () => '/connexion/retour?code=x'],
    ['with a state nobody gave', () => `/connexion/retour?code=x&state=${'s'.repeat(43)}`],
    ['with a forged code', (state: string) => `/connexion/retour?code=forged&state=${state}`],
    [
      'with the refusal of the provider',
      (state: string) => `/connexion/retour?error=access_denied&state=${state}`,
    ],
  ])('%s', async (_, path) => {
    const { visitor, to } = await leave();
    await visitor.get(path(to.searchParams.get('state')!));
    expect([visitor.status, visitor.text.includes('Recommencez')]).toStrictEqual([401, true]);
    await visitor.get('/conventions');
    expect(visitor.status).toBe(303);
  });

  test('in another browser than the one where it began: nobody is logged in as somebody else', async () => {
    const { to } = await leave();
    const victim = new Visitor(world);
    await victim.get(`/connexion/retour?code=x&state=${to.searchParams.get('state')}`);
    expect(victim.status).toBe(401);
  });
});

test('a provider that does not answer is said to be so; tokens still open the door', async () => {
  const other = await World.open({
    provider: { ...CLIENT, issuer: `http://localhost:${await freePort()}`, publicUrl: 'http://127.0.0.1:1' },
  });
  try {
    const visitor = new Visitor(other);
    await visitor.post('/connexion/fournisseur', {});
    expect([visitor.status, visitor.text.includes('ne répond pas')]).toStrictEqual([503, true]);
    expect((await visitor.enter('demo-auditeur')).status).toBe(200);
  } finally {
    await other.close();
  }
});
