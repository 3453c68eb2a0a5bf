import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { PATIENCE, World } from '../support/world.js';

/*
 * The guided scenario of the README, in six steps, in a real browser: with the script, without it. Its pictures are those
 * of docs/screenshots, which `npm run screenshots` takes anew.
 */

const PICTURES = join(import.meta.dirname, '../../docs/screenshots');
const takes = process.env['SCREENSHOTS'] === 'write';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
  if (takes) await mkdir(PICTURES, { recursive: true });
}, PATIENCE);
afterAll(() => browser.close());

async function picture(page: Page, name: string): Promise<void> {
  const path = takes ? { path: join(PICTURES, `${name}.png`) } : {};
  const bytes = await page.screenshot(path);
  expect(bytes.length).toBeGreaterThan(10_000);
}

describe.each([
  ['with the script', {}],
  ['without it', { javaScriptEnabled: false }],
] as const)('%s', (_, options: BrowserContextOptions) => {
  test(
    'a clerk finds, reads and acts; a treasurer reads; an auditor steps back; a report is taken away',
    async () => {
      const world = await World.open({ loaded: true });
      world.on('2026-11-21');
      const enters = async (role: string): Promise<Page> => {
        const context = await browser.newContext({
          locale: 'fr-FR',
          timezoneId: 'Europe/Paris',
          viewport: { width: 1280, height: 800 },
          ...options,
        });
        const page = await context.newPage();
        await page.goto(`${world.url}/connexion`);
        await page.click(`button[value=demo-${role}]`);
        return page;
      };
      try {
        const clerk = await enters('gestionnaire');
        expect(await clerk.textContent('h1')).toBe('Conventions');
        await picture(clerk, '1-conventions');

        await clerk.goto(`${world.url}/conventions?search=AIX-MARSEILLE-2026-050`);
        await clerk.click('tbody th a');
        await clerk.waitForSelector('text=Ce qui peut être fait maintenant');
        await picture(clerk, '2-convention');

        await clerk.click('a[href*="/actes/avance"]');
        await clerk.fill('#dp', '100009001');
        await clerk.click('button[value=apercu]');
        await clerk.waitForSelector('text=Rien n’est encore enregistré');
        const said = (await clerk.textContent('main'))!.replaceAll(/[\s\u202F\u00A0]+/g, ' ');
        expect(said).toContain('6 000,00 € = 50 % × 12 000,00 €');
        await picture(clerk, '3-avance');
        const before = await world.head();
        await clerk.click('button[value=confirmer]');
        await clerk.waitForSelector('text=Enregistré : demander l’avance.');
        expect(await world.head()).toBe(before + 1n);

        const treasurer = await enters('tresorier');
        expect(await treasurer.textContent('h1')).toBe('Où en est mon argent ?');
        await picture(treasurer, '4-mon-argent');

        const auditor = await enters('auditeur');
        await auditor.goto(`${world.url}/conventions?search=CRETS-2016`);
        await auditor.click('tbody th a');
        await auditor.click('a[href$="/histoire"]');
        await auditor.click('a[href$="/histoire/11"]');
        await auditor.waitForSelector('table');
        await picture(auditor, '5-histoire');

        await auditor.goto(`${world.url}/etats/imputations?year=2016`);
        const [download] = await Promise.all([
          auditor.waitForEvent('download'),
          auditor.click('a[href*="format=xlsx"]'),
        ]);
        expect(download.suggestedFilename()).toMatch(/^imputations-2016_.*\.xlsx$/);
        await picture(auditor, '6-etat');
        for (const page of [clerk, treasurer, auditor]) await page.context().close();
      } finally {
        await world.close();
      }
    },
    PATIENCE * 2,
  );
});
