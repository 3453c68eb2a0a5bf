import { isDeepStrictEqual } from 'node:util';
import { writeXlsx } from 'hucre/xlsx';
import type { Browser, Page } from 'playwright-core';
import { draftOf } from '../support/agreement.js';
import { wrongOn } from '../support/axe.js';
import { openChromium } from '../support/chromium.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';
import { type Form, formsIn, unseen } from './forms.js';
import { PAGES, type Places, placesIn, readerOf, type Role, ROLES } from './pages.js';
import {
  fills,
  poisoned,
  posts,
  SCRIPT,
  type Sending,
  sendingOf,
  sends,
  standing,
  type Typing,
  unescaped,
} from './typing.js';

/*
 * Bad input on every form that there is: nothing is recorded, what is wrong is said beside its field and at the top,
 * nothing typed is lost, no script runs, and a page of errors is as accessible as any other.
 */

let world: World;
let places: Places;
let browser: Browser;
let forms: readonly Form[] = [];
const windows = new Map<Role | undefined, Page>();
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
  }
  const found = await formsIn(world, places, await prepared());
  forms = found.filter(({ name }) => !name.endsWith('/calcul'));
  expect(unseen(found)).toStrictEqual([]);
}, PATIENCE * 3);
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** What an administrator's pages hold forms about: an account and its token, a year that stops, a stream that stopped. */
async function prepared(): Promise<readonly [Role, string][]> {
  const administrator = await new Visitor(world).enter('demo-administrateur');
  const sent = async (path: string, form: Readonly<Record<string, string>>) => {
    await administrator.post(path, { cle: path.replaceAll('/', '-'), ...form });
    return administrator.location.split('?')[0]!;
  };
  const rights = { role: 'gestionnaire', academies: '*', bodies: '', email: '', siret: '' };
  const account = await sent('/administration/comptes/nouveau', { name: 'Dominique Martin', ...rights });
  await sent(`${account}/jetons`, { label: 'Essai', expires: '' });
  await sent('/administration/exercices', { year: '2010' });
  await sent('/administration/exercices/2010/closing', {});
  await world.ledger.pool.query(
    `insert into ops.dead_letter (projection, stream, position, error) select 'read', stream, position, 'illisible'
     from ledger.event where stream like 'convention-%' order by position limit 1`,
  );
  return [account, '/administration', '/administration/faits-ecartes'].map(path => ['administrateur', path]);
}

async function opened({ role, path }: Form): Promise<Page> {
  const page = windows.get(role)!;
  await page.goto(`${world.url}${path}`);
  return page;
}

const isAct = ({ path }: Form) => /\/actes\//.test(path);
/** Nothing in them can be wrong: a choice, a reason in words. */
const FREE = ['/etats/:report/emission', '/administration/faits-ecartes'];
/** Typed once, and never shown. */
const SECRET = 'jeton';

/** What is not as it should be, by form. */
type Faults = Record<string, unknown>;

describe.each<[string, Typing]>([
  ['wrong', { text: SCRIPT, amount: '-5,00', whole: '-1', day: '2026-02-30' }],
  ['empty', { text: '', amount: '', whole: '', day: '' }],
])('everything %s', (kind, typing) => {
  test(
    'is refused on every form; nothing is recorded, nothing typed is lost, no script runs',
    async () => {
      const faults: Faults = {};
      let tried = 0;
      for (const form of forms) {
        const page = await opened(form);
        const typed = await fills(page, form, typing);
        const names = Object.keys(typed).filter(name => name !== SECRET);
        if (Object.keys(typed).length === 0 || FREE.includes(form.name)) continue;
        tried += 1;
        const before = await world.head();
        const status = await sends(page);
        const stands = await standing(page, names);
        const seen = {
          refused: status >= 400 && status < 500,
          recorded: (await world.head()) - before,
          lost: names.filter(name => stands[name] !== typed[name]),
          summaries: await page.locator('[role=alert]').count(),
          ran: await poisoned(page),
          wrong: kind === 'wrong' ? await wrongOn(page) : {},
        };
        const asked = { refused: true, recorded: 0n, lost: [], summaries: 1, ran: false, wrong: {} };
        if (!isDeepStrictEqual(seen, asked)) faults[form.name] = seen;
      }
      expect(faults).toStrictEqual({});
      expect(tried).toBeGreaterThan(60);
    },
    PATIENCE * 5,
  );
});

test(
  'a form that no page of the session made, or that another site sends, is refused, on every form',
  async () => {
    const faults: Faults = {};
    const note = new Blob(['a;b\r\n1;2\r\n']);
    for (const { form, fields, files, cookie } of await readied()) {
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

interface Ready extends Sending {
  readonly form: Form;
  readonly cookie: string;
}
const KEPT = 'Gardé tel quel';
let ready: readonly Ready[] = [];

/** Every form where something is typed, as it would be sent: its texts filled, all else as it is proposed. */
async function readied(): Promise<readonly Ready[]> {
  if (ready.length > 0) return ready;
  const all: Ready[] = [];
  for (const form of forms.filter(({ role, name }) => role !== undefined && name !== '/connexion')) {
    const page = await opened(form);
    const typed = await fills(page, form, { text: KEPT }, 'empty');
    if (Object.keys(typed).length === 0) continue;
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    all.push({ form, cookie, ...(await sendingOf(page, form)) });
  }
  ready = all;
  return all;
}

/** One field wrong, the others as they stand: the fault stands beside it. */
async function faultsBeside(named: (sending: Sending) => readonly string[], wrong: readonly string[]) {
  const faults: Faults = {};
  let tried = 0;
  for (const { form, cookie, ...sending } of await readied()) {
    const before = await world.head();
    for (const field of named(sending)) {
      for (const value of wrong) {
        tried += 1;
        const fields = sending.fields.map(
          ([name, old]) => [name, name === field ? value : old === KEPT ? '' : old] as const,
        );
        const { status, body } = await posts(`${world.url}${form.action}`, fields, { cookie });
        const beside = body.includes(`id="${field}-fault"`);
        if (status !== 422 || !beside) faults[`${form.name} ${field} ${value}`] = status;
      }
    }
    if ((await world.head()) !== before) faults[form.name] = 'recorded';
  }
  return { faults, tried };
}

test(
  'an amount that is none is refused beside its field, on every form',
  async () => {
    const first = ({ amounts }: Sending) => amounts.slice(0, 6);
    const { faults, tried } = await faultsBeside(first, ['-5,00', '1,234', '1e3', '0x10', '12 euros']);
    expect(faults).toStrictEqual({});
    expect(tried).toBeGreaterThan(100);
  },
  PATIENCE * 3,
);

test(
  'an identifier that is wrong is refused beside its field, on every form',
  async () => {
    const named = /(^|\.)(siret|uai|supplier|iban|bic|ej|dp)$/;
    const identifiers = ({ texts }: Sending) => texts.filter(name => named.test(name)).slice(0, 8);
    const { faults, tried } = await faultsBeside(identifiers, ['21380439400018', '0380002X', '12', SCRIPT]);
    expect(faults).toStrictEqual({});
    expect(tried).toBeGreaterThan(40);
  },
  PATIENCE * 3,
);

test(
  'a session that ended on any form: all that was typed is kept for the login, and nothing is recorded',
  async () => {
    const faults: Faults = {};
    const lines = (text: string) => text.replaceAll('\r\n', '\n');
    for (const { form, fields } of await readied()) {
      const typed = fields.map(([name, value]) => [name, value === KEPT ? `${SCRIPT} é\n«` : value] as const);
      const before = await world.head();
      const { status, body } = await posts(`${world.url}${form.action}`, typed, {});
      const [, kept = '{}'] = /name="saisie" value="([^"]*)"/.exec(body) ?? [];
      const held = JSON.parse(unescaped(kept)) as Record<string, string>;
      const lost = typed.filter(
        ([name, value]) => name !== '_csrf' && lines(held[name] ?? '') !== lines(value),
      );
      const leads = body.includes(`name="retour" value="${form.action}"`);
      const recorded = (await world.head()) - before;
      if (status !== 401 || lost.length > 0 || !leads || recorded !== 0n)
        faults[form.name] = { status, lost, leads, recorded };
    }
    expect(faults).toStrictEqual({});
  },
  PATIENCE * 3,
);

/** What an act takes where its form proposes nothing, by the last word of the field's name. */
const VALID: Readonly<Record<string, string>> = {
  amount: '0,01',
  dp: '100009009',
  dpPoste: '1',
  ej: '2100009009',
  poste: '1',
  iban: 'FR763000100419C384000000036',
  bic: 'BDFEFRPPCCT',
  fiscalYear: '2026',
};

test(
  'somebody changed the convention meanwhile: on every act what changed is shown, nothing is recorded nor lost',
  async () => {
    const faults: Faults = {};
    let tried = 0;
    const acts = (await readied()).filter(({ form }) => isAct(form));
    for (const { form, fields, cookie } of acts) {
      const [, id] = /\/conventions\/([^/]+)/.exec(form.path)!;
      const subject = `Entre-temps ${form.name}`;
      const changed = await world.post('gestionnaire', `/conventions/${id}/reminders`, {
        on: '2026-11-21',
        subject,
      });
      // What is closed changes no more.
      if (changed.status === 409) continue;
      const before = await world.head();
      const valid = fields.map(([name, value]) => [name, VALID[/\w+$/.exec(name)![0]] ?? value] as const);
      const confirmed = [...valid, ['etape', 'confirmer'] as const];
      const { status, body } = await posts(`${world.url}${form.action}`, confirmed, { cookie });
      // A list that was proposed empty, a document that is missing: what is typed is checked first.
      if (status === 422) continue;
      tried += 1;
      const told = body.includes('Quelqu’un a modifié cette convention') && body.includes(subject);
      const lost = valid.some(([, value]) => value === KEPT) && !body.includes(KEPT);
      const recorded = (await world.head()) - before;
      if (status !== 412 || !told || lost || recorded !== 0n)
        faults[form.name] = { status, told, lost, recorded };
    }
    expect(faults).toStrictEqual({});
    expect(tried).toBeGreaterThan(35);
  },
  PATIENCE * 3,
);

describe('a file', () => {
  const formula = { value: 1, type: 'formula' as const, formula: '1+0' };
  const cells = new Map([['0,1', formula]]);
  test.each<[string, string, () => Promise<BlobPart>, RegExp]>([
    ['of 50 MB', 'a.pdf', async () => Buffer.alloc(50 * 1024 ** 2, '%PDF-1.7\n'), /20.Mio/],
    [
      'of HTML under the name of a PDF',
      'a.pdf',
      async () => '<!doctype html><script>1</script>',
      /n’est pas admis/,
    ],
    ['that is empty', 'a.pdf', async () => '', /est vide/],
    [
      'with a formula',
      'a.xlsx',
      async () => (await writeXlsx({ sheets: [{ name: 'a', rows: [['a']], cells }] })) as BlobPart,
      /formule/,
    ],
    [
      'of 10 000 rows',
      'a.csv',
      async () => 'Ce qui est acheté;Montant\n'.repeat(10_000),
      /plus de 5.000 lignes/,
    ],
  ])(
    '%s is refused beside its field on every form that takes it, and nothing typed is lost',
    async (what, name, content, sentence) => {
      const faults: Faults = {};
      let tried = 0;
      const blob = new Blob([await content()]);
      for (const { form, fields, files, sheet, cookie } of await readied()) {
        const field = /formula|rows/.test(what) ? sheet : files[0];
        if (field === undefined) continue;
        tried += 1;
        const before = await world.head();
        const asked = { cookie, files: [[field, blob, name]] } as const;
        const { status, body } = await posts(`${world.url}${form.action}`, fields, asked);
        const [, fault = ''] = new RegExp(`id="${field}-fault">([^<]+)`).exec(body) ?? [];
        const lost = fields.some(([, value]) => value === KEPT) && !body.includes(KEPT);
        const recorded = (await world.head()) - before;
        if (status !== 422 || !sentence.test(fault) || lost || recorded !== 0n)
          faults[`${form.name} ${field}`] = { status, fault, lost, recorded };
      }
      expect(faults).toStrictEqual({});
      expect(tried).toBeGreaterThan(1);
    },
    PATIENCE * 3,
  );
});

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
      const page = await opened(form);
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
    for (const [path, role] of [...seen]) seen.set(`${path}/histoire`, role);
    for (const listed of PAGES) {
      const role = readerOf(listed);
      if (role) seen.set(listed.path(places), role);
    }
    let shown = 0;
    for (const [path, role] of seen) {
      const page = windows.get(role)!;
      const answer = await page.goto(`${world.url}${path}`).catch(() => undefined);
      if (!answer) continue; // A file: it is downloaded, not shown.
      if (await poisoned(page)) ran.push(path);
      if (((await page.textContent('body')) ?? '').includes('<script data-poison>')) shown += 1;
    }
    expect(ran).toStrictEqual([]);
    expect(shown).toBeGreaterThan(10);
    const convention = windows.get('gestionnaire')!;
    await convention.goto(`${world.url}/conventions/${id}`);
    expect(await convention.textContent('main')).toContain(SCRIPT);
  },
  PATIENCE * 5,
);
