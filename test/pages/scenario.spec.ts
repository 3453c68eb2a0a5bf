import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { byKeyboard, byMouse, type Hand } from '../support/keyboard.js';
import { PATIENCE, World } from '../support/world.js';
import type { Role } from './pages.js';

/*
 * The guided scenario of the README, in six steps, and a walk of the two other roles, in a real browser: by the mouse,
 * by the keyboard alone, by the keyboard without JavaScript. Its pictures are those of docs/screenshots, which
 * `npm run screenshots` takes anew; a picture of a page that says something else today fails the test.
 */

const PICTURES = join(import.meta.dirname, '../../docs/screenshots');
const FINGERPRINTS = join(PICTURES, 'fingerprints.json');
const takes = process.env['SCREENSHOTS'] === 'write';

let browser: Browser;
let known: Record<string, string> = {};
beforeAll(async () => {
  browser = await openChromium();
  if (takes) await mkdir(PICTURES, { recursive: true });
  else known = JSON.parse(await readFile(FINGERPRINTS, 'utf8')) as Record<string, string>;
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  if (takes) await writeFile(FINGERPRINTS, `${JSON.stringify(known, null, 2)}\n`);
});

const words = (text: string | null) => (text ?? '').replaceAll(/[\s\u202F\u00A0]+/g, ' ').trim();

/** The picture of a page, and the fingerprint of its words: pixels differ from one machine to the next. */
async function picture(page: Page, name: string): Promise<void> {
  const fingerprint = createHash('sha256')
    .update(words(await page.textContent('body')))
    .digest('hex');
  if (takes) {
    known[name] = fingerprint;
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  } else {
    const remedy = 'if not, the picture is stale: npm run screenshots';
    expect({ [name]: fingerprint, remedy }).toStrictEqual({ [name]: known[name], remedy });
  }
}

const noPicture = async () => {};

describe.each<[string, Hand, BrowserContextOptions, typeof picture]>([
  ['by the mouse', byMouse, {}, picture],
  ['by the keyboard alone', byKeyboard, {}, noPicture],
  ['by the keyboard alone, without JavaScript', byKeyboard, { javaScriptEnabled: false }, noPicture],
])('%s', (_, hand, options, pictured) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ loaded: true });
    world.on('2026-11-21');
  }, PATIENCE);
  afterAll(() => world.close());

  async function enters(role: Role): Promise<Page> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    await page.goto(`${world.url}/connexion`);
    await hand.presses(page, `button[value=demo-${role}]`);
    await page.waitForSelector('.who button');
    return page;
  }

  /** Looks for a convention in the list, and opens it. */
  async function finds(page: Page, reference: string): Promise<void> {
    if (!page.url().endsWith('/conventions')) await hand.presses(page, 'header nav a[href="/conventions"]');
    await page.waitForSelector('#search');
    await hand.types(page, '#search', reference);
    if (hand === byMouse) await page.click('.filters button');
    else await page.keyboard.press('Enter');
    await page.waitForURL(/search=/);
    await hand.presses(page, 'tbody th a');
    await page.waitForSelector(`h1:has-text("${reference}")`);
  }

  test(
    'a clerk finds a convention, reads it, and asks for its advance',
    async () => {
      const clerk = await enters('gestionnaire');
      expect(await clerk.textContent('h1')).toBe('Conventions');
      await pictured(clerk, '1-conventions');
      await finds(clerk, 'AIX-MARSEILLE-2026-050');
      await clerk.waitForSelector('text=Ce qui peut être fait maintenant');
      await pictured(clerk, '2-convention');
      await hand.presses(clerk, 'a[href*="/actes/avance"]');
      await clerk.waitForSelector('#dp');
      await hand.types(clerk, '#dp', '100009001');
      await hand.presses(clerk, 'button[value=apercu]');
      await clerk.waitForSelector('text=Rien n’est encore enregistré');
      expect(words(await clerk.textContent('main'))).toContain('6 000,00 € = 50 % × 12 000,00 €');
      await pictured(clerk, '3-avance');
      const before = await world.head();
      await hand.presses(clerk, 'button[value=confirmer]');
      await clerk.waitForSelector('text=Enregistré : demander l’avance.');
      expect(await world.head()).toBe(before + 1n);
      await clerk.context().close();
    },
    PATIENCE,
  );

  test(
    'a treasurer sees where their money is, and finds a payment',
    async () => {
      const treasurer = await enters('tresorier');
      expect(words(await treasurer.textContent('h1'))).toBe('Où en est mon argent ?');
      await pictured(treasurer, '4-mon-argent');
      await hand.types(treasurer, '#paiement', '1 750,00');
      if (hand === byMouse) await treasurer.click('.filters button');
      else await treasurer.keyboard.press('Enter');
      await treasurer.waitForURL(/paiement=/);
      expect(await treasurer.textContent('main')).toContain('100000003');
      await treasurer.context().close();
    },
    PATIENCE,
  );

  test(
    'an auditor steps through a history, and takes a report away',
    async () => {
      const auditor = await enters('auditeur');
      await finds(auditor, 'CRETS-2016');
      await hand.presses(auditor, 'a[href$="/histoire"]');
      await auditor.waitForURL(/histoire$/);
      await hand.presses(auditor, 'a[href$="/histoire/11"]');
      await auditor.waitForURL(/histoire\/11$/);
      await pictured(auditor, '5-histoire');
      await hand.presses(auditor, 'header nav a[href="/etats"]');
      await auditor.waitForURL(/etats$/);
      await hand.presses(auditor, 'a[href="/etats/imputations"]');
      await auditor.waitForSelector('#year');
      await hand.types(auditor, '#year', '2016');
      if (hand === byMouse) await auditor.click('.filters button');
      else await auditor.keyboard.press('Enter');
      await auditor.waitForURL(/year=2016/);
      const [download] = await Promise.all([
        auditor.waitForEvent('download'),
        hand.presses(auditor, 'a[href*="format=xlsx"]'),
      ]);
      expect(download.suggestedFilename()).toMatch(/^imputations-2016_.*\.xlsx$/);
      await pictured(auditor, '6-etat');
      await auditor.context().close();
    },
    PATIENCE,
  );

  test(
    'an ordonnateur writes a letter, a fault and its correction included; an administrator opens an account',
    async () => {
      const ordonnateur = await enters('ordonnateur');
      await finds(ordonnateur, 'DIJON-2026-048');
      await hand.presses(ordonnateur, 'a[href*="/actes/relance"]');
      await ordonnateur.waitForSelector('#on');
      await hand.presses(ordonnateur, 'button[value=apercu]');
      await ordonnateur.waitForSelector('[role=alert]');
      await hand.presses(ordonnateur, '[role=alert] a');
      const [, field = ''] = /#(.+)$/.exec(ordonnateur.url())!;
      if (hand === byMouse) await ordonnateur.fill(`[id="${field}"]`, 'Pièces attendues');
      else await ordonnateur.keyboard.type('Pièces attendues');
      await hand.presses(ordonnateur, 'button[value=apercu]');
      await ordonnateur.waitForSelector('text=Rien n’est encore enregistré');
      await ordonnateur.context().close();

      const administrator = await enters('administrateur');
      await hand.presses(administrator, 'header nav a[href="/administration"]');
      await administrator.waitForURL(/administration$/);
      await hand.presses(administrator, 'a[href="/administration/comptes"]');
      await administrator.waitForURL(/comptes$/);
      await hand.presses(administrator, 'a[href="/administration/comptes/nouveau"]');
      await administrator.waitForSelector('#name');
      await hand.types(administrator, '#name', 'Dominique Martin');
      await hand.types(administrator, '#academies', 'grenoble');
      await hand.presses(administrator, 'main form button');
      await administrator.waitForURL(/comptes\/agent-/);
      expect(await administrator.textContent('main')).toContain('Dominique Martin');
      await administrator.context().close();
    },
    PATIENCE,
  );
});
