import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each width and each scheme of colours once: colours do not depend on the width, nor the width on colours. */
const VIEWS = [
  { name: '320 px, light', viewport: { width: 320, height: 800 }, colorScheme: 'light' },
  { name: '1280 px, dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
] as const;

/** What is wrong with a page: the faults that axe sees, by rule and element, and by how much it is wider than the screen. */
export async function wrongOn(page: Page): Promise<Readonly<Record<string, unknown>>> {
  await page.evaluate(source);
  // The rows of a long table are alike, and axe asks of each cell what it asks of the first ones.
  await page.evaluate(`document.querySelectorAll('tbody tr:nth-child(n + 16)').forEach(row => row.remove())`);
  const wrong: Record<string, unknown> = {};
  for (const { name, viewport, colorScheme } of VIEWS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const faults = await page.evaluate<unknown[]>(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
         violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
    );
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (faults.length > 0) wrong[name] = faults;
    if (wider !== 0) wrong[`${name}, too wide`] = wider;
  }
  return wrong;
}
