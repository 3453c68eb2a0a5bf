import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '../support/chromium.js';
import { annexe, type Asked, type Tranche } from '../support/annexe.js';
import { PATIENCE, World } from '../support/world.js';

/*
 * Each shape of the source agreements drafted by a person in a real browser: what is recorded is what the API records of
 * the same agreement, and the form of the recorded draft records the same again.
 */

interface Example {
  readonly scheme?: { readonly code: string };
  readonly convention: Asked;
}

let world: World;
let browser: Browser;
let clerk: Page;
/** Identifiers of the conventions that are recorded, by reference. */
const recorded: Record<string, string> = {};
beforeAll(async () => {
  world = await World.open();
  world.on('2026-11-21');
  browser = await openChromium();
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  clerk = await context.newPage();
  await clerk.goto(`${world.url}/connexion`);
  await clerk.click('button[value=demo-gestionnaire]');
}, PATIENCE);
afterAll(async () => {
  await browser.close();
  await world.close();
});

const exampleOf = async (name: string) =>
  JSON.parse(await readFile(join(import.meta.dirname, '../../examples', `${name}.json`), 'utf8')) as Example;

const at = (name: string) => clerk.locator(`[id="${name}"]`);

async function type(name: string, value: unknown): Promise<void> {
  if (value === undefined) return;
  const field = at(name);
  const text = typeof value === 'boolean' ? (value ? 'oui' : 'non') : `${value as string | number}`;
  const fold = clerk.locator(`details:not([open]):has([id="${name}"]) > summary`);
  if (await fold.count()) await fold.click();
  if (await field.evaluate(element => element.nodeName === 'SELECT')) await field.selectOption(text);
  else await field.fill(text);
}

/** As many rows of a list as it takes. */
async function rows(list: string, last: string): Promise<void> {
  while (!(await at(last).count())) {
    await clerk.click(`button[name=ajouter][value=${list}]`);
    await clerk.waitForLoadState();
  }
}

/** As a clerk would, from the first choice to the preview. */
async function drafts(asked: Asked): Promise<void> {
  await clerk.goto(`${world.url}/conventions/nouvelle`);
  await clerk.click(`a[href="/conventions/nouvelle/${asked.scheme.code}"]`);
  for (const name of [
    'reference',
    'title',
    'academie',
    'on',
    'visaRequired',
    'noticeMonths',
    'validUntil',
    'openEnded',
    'committeeMonths',
    'fictitious',
  ]) {
    await type(name, asked[name]);
  }
  await type('validity.years', asked.validity['years'] ?? '');
  await type('parent', asked['parent']);
  for (const [name, day] of Object.entries(asked.deployment ?? {})) await type(`deployment.${name}`, day);
  await type('observations', asked.observations.join('\n'));
  await rows('parties', `parties.${asked.parties.length - 1}.name`);
  for (const [row, party] of asked.parties.entries()) {
    for (const name of ['name', 'role', 'legalType', 'siret'])
      await type(
        `parties.${row}.${name}`,
        party[name] ?? (name === 'legalType' || name === 'siret' ? '' : undefined),
      );
  }
  for (const [row, line] of asked.lines.entries()) {
    for (const name of ['name', 'legalType', 'siret', 'uai'])
      await type(`lines.${row}.payee.${name}`, line.payee[name]);
    for (const name of ['activite', 'fondsDeConcours'])
      await type(`lines.${row}.axes.${name}`, line.axes[name]);
    for (const name of ['statedMaximum', 'advanceRate', 'pce', 'groupeMarchandises']) {
      await type(
        `lines.${row}.${name}`,
        name === 'advanceRate' && line[name] === '0.5' ? '50 %' : line[name],
      );
    }
  }
  const tranches = asked.lines[0]?.tranches ?? [];
  if (tranches.length > 0) await rows('tranches', `tranches.${tranches.length - 1}.id`);
  for (const [row, tranche] of tranches.entries()) {
    for (const name of ['id', 'label', 'conditional'] as const)
      await type(`tranches.${row}.${name}`, tranche[name]);
  }
  await type('tableau', asked.schools.length === 0 ? '' : annexe(asked));
}

async function confirms(): Promise<string> {
  await clerk.click('.actions button[value=apercu]');
  const title = await clerk.textContent('h1');
  if (!title?.includes('à confirmer')) throw new Error(await clerk.innerText('main'));
  await clerk.click('button[value=confirmer]');
  await clerk.waitForURL(/\/conventions\/[0-9a-f-]{36}/);
  return /\/conventions\/([0-9a-f-]{36})/.exec(clerk.url())![1]!;
}

interface Drafted {
  readonly parties: readonly object[];
  readonly lines: readonly {
    readonly tranches: readonly { readonly allocations: readonly { id: string }[] }[];
  }[];
}

/** What was recorded, but for the names that the record gives to the parties and the order of an annexe. */
const unnamed = (data: unknown) => {
  const { parties, lines, ...draft } = data as Drafted;
  return {
    ...draft,
    parties: parties.map(party => ({ ...party, id: '' })),
    lines: lines.map(line => ({
      ...line,
      tranches: line.tranches.map(({ allocations, ...tranche }) => ({
        ...tranche,
        allocations: allocations.toSorted((one, other) => one.id.localeCompare(other.id)),
      })),
    })),
  };
};

async function lastDraft(id: string): Promise<unknown> {
  const { events } = await world.sees<{ events: readonly { type: string; data: unknown }[] }>(
    'demo-auditeur',
    `/conventions/${id}/events`,
  );
  return unnamed(events.findLast(({ type: fact }) => fact === 'ConventionDrafted')!.data);
}

async function ofTheApi(asked: object): Promise<unknown> {
  const { status, body } = await world.post('gestionnaire', '/conventions?preview=true', asked);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return unnamed((body as { facts: readonly { data: unknown }[] }).facts[0]!.data);
}

test.each([
  ['one commune, one year, what the text states verified', 'crets-2016', undefined],
  ['a framework until a last day, without a line', 'cadre-2025', undefined],
  ['open-ended, without money', 'bouches-du-rhone-cadre-2016', undefined],
  ['the child of a parent, four cohorts by head-counts', 'bouches-du-rhone-2017', 'BDR-CADRE-2016'],
  ['in kind, four cohorts, the académie no party', 'isere-2016', undefined],
  ['in kind by entitlement, open-ended, in phases', 'dijon-2018', undefined],
])(
  '%s',
  async (_, name, parent) => {
    const { scheme, convention } = await exampleOf(name);
    if (scheme) await world.does('administrateur', '/schemes', scheme);
    const wanted = await ofTheApi({ ...convention, ...(parent ? { parent: recorded[parent] } : {}) });

    await drafts({ ...convention, ...(parent ? { parent } : {}) });
    const id = await confirms();
    recorded[convention.reference] = id;
    expect(await lastDraft(id)).toStrictEqual(wanted);

    const before = await world.head();
    await clerk.goto(`${world.url}/conventions/${id}`);
    await clerk.click(`a[href="/conventions/${id}/projet"]`);
    await confirms();
    expect(await world.head()).toBe(before + 1n);
    expect(await lastDraft(id)).toStrictEqual(wanted);
  },
  PATIENCE * 2,
);

test(
  'the draft of a framework with tacit renewal and notice, renewed by its own text',
  async () => {
    const { convention } = await exampleOf('cadre-2025');
    await drafts({ ...convention, reference: 'CADRE-2026', on: '2026-11-21', validUntil: '2027-08-31' });
    for (const [name, value] of [
      ['tacit', true],
      ['years', 1],
      ['most', 3],
    ] as const)
      await type(`renewal.${name}`, value);
    expect(await lastDraft(await confirms())).toMatchObject({
      noticeMonths: 6,
      renewal: { tacit: true, years: 1, most: 3 },
      validUntil: '2027-08-31',
      lines: [],
    });
  },
  PATIENCE,
);

test(
  'two collèges paid by two lines of one flow: each has its own schools',
  async () => {
    const { convention } = await exampleOf('crets-2016');
    const [school] = convention.schools;
    await drafts({ ...convention, reference: 'CRETS-2026', on: '2026-11-21' });
    for (const name of ['statedMaximum', 'pce', 'groupeMarchandises']) await type(`lines.0.${name}`, '');
    await type('lines.1.statedMaximum', '');
    await rows('lines', 'lines.2.payee.name');
    await type('lines.2.flow', 'resources');
    await type('lines.2.payee.name', 'Autre collège');
    await type('lines.2.payee.legalType', 'eple');
    await type('lines.2.payee.uai', '0387101M');
    const table = annexe(convention);
    const other = table.split('\n')[1]!.replace(school!['uai']!, '0387102N').replace('0380002W', '0387101M');
    await type('tableau', `${table}\n${other}`);
    const drafted = (await lastDraft(await confirms())) as {
      lines: readonly { id: string; tranches: readonly Tranche[] }[];
    };
    expect(
      drafted.lines.map(({ id, tranches }) => [id, ...tranches[0]!.allocations.map(({ uai }) => uai)]),
    ).toStrictEqual([
      ['equipment', school!['uai'], '0387102N'],
      ['resources', school!['uai']],
      ['resources-2', '0387102N'],
    ]);
  },
  PATIENCE,
);
