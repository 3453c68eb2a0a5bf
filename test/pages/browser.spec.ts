import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { PATIENCE, World } from '../support/world.js';

/* The pages in a real Chromium: what an automatic check of accessibility sees, 320 px, the keyboard, no JavaScript. */

let world: World;
let browser: Browser;
let axe = '';
const ids = { crets: '', payable: '', plan: '', framework: '' };
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
  ids.payable = await idOf('AIX-MARSEILLE-2026-050');
  ids.plan = await idOf('ISERE-2016-001');
  ids.framework = await idOf('CADRE-2025');
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await openChromium();
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function opened(role: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options });
  const page = await context.newPage();
  await page.goto(`${world.url}/connexion`);
  await page.click(`button[value=demo-${role}]`);
  return page;
}

async function faultsOf(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  );
}

const PATHS: Readonly<Record<string, readonly (() => string)[]>> = {
  gestionnaire: [
    () => '/conventions',
    () => '/conventions?effectiveOn=2016-02-30',
    () => `/conventions/${ids.crets}?effectiveOn=2017-03-01`,
    () => `/conventions/${ids.payable}`,
    () => `/conventions/${ids.payable}/actes/avance?cible=equipment%7C2026`,
    () => `/conventions/${ids.payable}/actes/etat?cible=equipment%7C2026`,
    () => '/etats/imputations?year=2016&level=line',
    () => '/conventions/nouvelle/colleges_numeriques_2016_ecole',
    () => '/conventions/nouvelle/colleges_numeriques_2016_college',
    () => `/conventions/${ids.plan}/actes/mouvement`,
    () => `/conventions/${ids.plan}/actes/partie`,
    () => `/conventions/${ids.plan}`,
    () => `/conventions/${ids.framework}/actes/repartition`,
    () => '/echeances',
    () => '/etats/suivi',
    () => '/etats/ecoles?by=commune',
    () => '/etats/emis',
    () => '/tableau-de-bord?year=2026',
  ],
  ordonnateur: [
    () => `/conventions/${ids.framework}/actes/notification`,
    () => `/conventions/${ids.crets}/actes/avenant`,
    () => `/conventions/${ids.framework}`,
  ],
  tresorier: [() => '/mon-argent', () => '/etats/ecoles'],
  auditeur: [
    () => `/conventions/${ids.crets}/histoire`,
    () => `/conventions/${ids.crets}/histoire/11`,
    () => '/audit',
    () => '/audit/refus',
  ],
  administrateur: [
    () => '/administration',
    () => '/administration/comptes',
    () => '/administration/comptes/nouveau',
    () => '/administration/jetons',
    () => '/administration/dispositifs',
    () => '/administration/dispositifs/colleges_numeriques_2016_ecole',
    () => '/administration/dispositifs/nouveau',
    () => '/administration/exercices/2025/closing',
    () => '/administration/nomenclature',
    () => '/administration/faits-ecartes',
    () => '/aide',
    () => '/aide/refus',
    () => '/accessibilite',
    () => '/nulle-part',
  ],
};

test.each(
  Object.keys(PATHS).flatMap(role =>
    (
      [
        [1280, 'light'],
        [320, 'dark'],
      ] as const
    ).map(([width, colorScheme]) => ({ role, width, colorScheme })),
  ),
)(
  '$role at $width px, $colorScheme: no violation, and nothing wider than the screen',
  async ({ role, width, colorScheme }) => {
    const page = await opened(role, { viewport: { width, height: 800 }, colorScheme });
    for (const path of PATHS[role]!) {
      await page.goto(`${world.url}${path()}`);
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path(), await faultsOf(page), wider]).toStrictEqual([path(), [], 0]);
    }
    await page.context().close();
  },
  PATIENCE,
);

test.each([
  ['without JavaScript', { javaScriptEnabled: false }],
  ['with it', {}],
] as const)(
  'a letter by the keyboard alone, %s: a fault, the preview, the confirmation',
  async (_, options) => {
    const page = await opened('gestionnaire', options);
    await page.goto(`${world.url}/conventions/${ids.payable}`);
    const link = page.locator('a[href*="/actes/relance"]');
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/actes\/relance/);
    await page.locator('#subject').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    await page.locator('[role=alert] a').focus();
    await page.keyboard.press('Enter');
    await page.locator('#subject').focus();
    await page.keyboard.type('Pièces attendues');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Rien n’est encore enregistré');
    const before = await world.head();
    await page.locator('button[value=confirmer]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Enregistré : enregistrer une relance.');
    expect(await world.head()).toBe(before + 1n);
    await page.context().close();
  },
  PATIENCE,
);

test(
  'a bank account is checked while it is typed: a wrong RIB key is said beside the field',
  async () => {
    const page = await opened('gestionnaire');
    await page.goto(`${world.url}/conventions/${ids.framework}/actes/compte`);
    await page.click('main li a');
    await page.fill('#iban', 'FR7630001004190000000000000');
    await page.locator('#iban').blur();
    await page.waitForSelector('#iban ~ .checked:has-text("IBAN")');
    await page.fill('#iban', 'FR763000100419C384000000036');
    await page.locator('#iban').blur();
    await page.waitForSelector('#iban ~ .checked:has-text("Exact.")');
    await page.context().close();
  },
  PATIENCE,
);
