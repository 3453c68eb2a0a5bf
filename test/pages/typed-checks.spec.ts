import type { Browser } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { PATIENCE, World } from '../support/world.js';
import { placesIn } from './pages.js';

/* What is checked while it is typed, in a real browser. */

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  browser = await openChromium();
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  await world.close();
});

test(
  'a bank account: a wrong RIB key is said beside the field, the right one too',
  async () => {
    const { framework } = await placesIn(world);
    const page = await browser.newPage({ locale: 'fr-FR' });
    await page.goto(`${world.url}/connexion`);
    await page.click('button[value=demo-gestionnaire]');
    await page.goto(`${world.url}/conventions/${framework}/actes/compte`);
    await page.click('main li a');
    await page.fill('#iban', 'FR7630001004190000000000000');
    await page.locator('#iban').blur();
    await page.waitForSelector('#iban ~ .checked:has-text("IBAN")');
    await page.fill('#iban', 'FR763000100419C384000000036');
    await page.locator('#iban').blur();
    await page.waitForSelector('#iban ~ .checked:has-text("Exact.")');
  },
  PATIENCE,
);
