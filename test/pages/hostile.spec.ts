import { draftOf } from '../support/agreement.js';
import { PATIENCE, type World } from '../support/world.js';
import type { Form } from './forms.js';
import { Office } from './office.js';
import { PAGES, readerOf, type Role } from './pages.js';
import { fills, poisoned, posts, SCRIPT, type Sending, sends } from './typing.js';

/* Forms that others made, and scripts in whatever can be recorded: on every form, then on every page. */

let office: Office;
let world: World;
let forms: readonly Form[];
beforeAll(async () => {
  office = await Office.open();
  ({ world, forms } = office);
}, PATIENCE * 3);
afterAll(() => office.close());

const isAct = ({ path }: Form) => /\/actes\//.test(path);

test(
  'a form that no page of the session made, or that another site sends, is refused, on every form',
  async () => {
    const faults: Record<string, unknown> = {};
    const note = new Blob(['a;b\r\n1;2\r\n']);
    for (const { form, fields, files, cookie } of await office.readied()) {
      const before = await world.head();
      const statusOf = async (sent: Sending['fields'], more: object) =>
        (await posts(`${world.url}${form.action}`, sent, { cookie, ...more })).status;
      const bare = fields.filter(([name]) => name !== '_csrf');
      const forged = [['_csrf', 'f'.repeat(64)] as const, ...bare];
      const statuses = [
        await statusOf(bare, {}),
        await statusOf(forged, {}),
        await statusOf(fields, { origin: 'https://elsewhere.example' }),
        ...(files.length > 0 ? [await statusOf(bare, { files: [[files[0], note, 'x.csv']] })] : []),
      ];
      if (statuses.some(status => status !== 403) || (await world.head()) !== before)
        faults[form.name] = statuses;
    }
    expect(faults).toStrictEqual({});
  },
  PATIENCE * 3,
);

test(
  'a script in every text that can be recorded is shown on no page but as text',
  async () => {
    const { [0]: school } = draftOf({ reference: 'x' }).schools;
    const body = draftOf({ reference: 'SCRIPT-2016' });
    const { id } = await world.does('gestionnaire', '/conventions', {
      ...body,
      title: SCRIPT,
      observations: [SCRIPT],
      parties: body.parties.map(party => ({ ...party, name: SCRIPT })),
      schools: [{ ...school, name: SCRIPT, commune: SCRIPT, departement: SCRIPT, address: SCRIPT }],
    });
    const recorded: string[] = [];
    const seen = new Map<string, Role>([[`/conventions/${id}`, 'gestionnaire']]);
    const ran: string[] = [];
    for (const form of forms.filter(({ role }) => role !== undefined)) {
      const page = await office.opened(form);
      const typed = await fills(page, form, { text: SCRIPT, amount: '0,01' }, 'empty');
      if (Object.keys(typed).length === 0) continue;
      const before = await world.head();
      let status = await sends(page);
      if (await poisoned(page)) ran.push(form.name);
      if (status === 200 && isAct(form)) {
        await page.click('button[value=confirmer]');
        await page.waitForLoadState('load');
        status = 303;
      }
      if (await poisoned(page)) ran.push(form.name);
      if ((await world.head()) > before) recorded.push(form.name);
      const [, convention] = /^\/conventions\/([0-9a-f-]{36})/.exec(form.path) ?? [];
      if (convention) seen.set(`/conventions/${convention}`, 'auditeur');
    }
    expect(recorded.length).toBeGreaterThan(10);
    const token = Buffer.from(`p${await world.head()}`).toString('base64url');
    await world.ask('auditeur', `/conventions?limit=1&after=${token}`).expect(200);
    for (const [path, role] of new Map(seen)) seen.set(`${path}/histoire`, role);
    for (const listed of PAGES) {
      const role = readerOf(listed);
      if (role) seen.set(listed.path(office.places), role);
    }
    let shown = 0;
    for (const [path, role] of seen) {
      const page = office.windowOf(role);
      const answer = await page.goto(`${world.url}${path}`).catch(() => undefined);
      if (!answer) continue; // A file: it is downloaded, not shown.
      if (await poisoned(page)) ran.push(path);
      if (((await page.textContent('body')) ?? '').includes('<script data-poison>')) shown += 1;
    }
    expect(ran).toStrictEqual([]);
    expect(shown).toBeGreaterThan(10);
    const convention = office.windowOf('gestionnaire');
    await convention.goto(`${world.url}/conventions/${id}`);
    expect(await convention.textContent('main')).toContain(SCRIPT);
  },
  PATIENCE * 5,
);
