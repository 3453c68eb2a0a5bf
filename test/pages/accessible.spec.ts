import type { Browser, Page } from 'playwright-core';
import { wrongOn } from '../support/axe.js';
import { openChromium } from '../support/chromium.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';
import { PAGES, type Places, placesIn, readerOf, type Role, ROLES } from './pages.js';

/* Every page that there is, in a real Chromium: what an automatic check of accessibility sees, 320 pixels. */

let world: World;
let places: Places;
let browser: Browser;
/** A window of each role; of who is not logged in. */
const windows = new Map<Role | undefined, Page>();
const visitors = new Map<Role | undefined, Visitor>();
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  places = await placesIn(world);
  browser = await openChromium();
  for (const role of [...ROLES, undefined]) {
    const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' });
    const page = await context.newPage();
    await page.goto(`${world.url}/connexion`);
    if (role) await page.click(`button[value=demo-${role}]`);
    windows.set(role, page);
    const visitor = new Visitor(world);
    visitors.set(role, role ? await visitor.enter(`demo-${role}`) : visitor);
  }
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  await world.close();
});

test.each(PAGES)(
  '$name: no fault, and nothing wider than the screen',
  async listed => {
    const role = readerOf(listed);
    const path = listed.path(places);
    const { body } = await visitors.get(role)!.get(path);
    // A file is no page.
    if (!/^<!doctype html/i.test(body)) return;
    const page = windows.get(role)!;
    const answer = await page.goto(`${world.url}${path}`);
    expect(answer!.headers()['content-type']).toMatch(/^text\/html/);
    expect(await wrongOn(page)).toStrictEqual({});
  },
  PATIENCE,
);
