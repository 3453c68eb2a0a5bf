import { isDeepStrictEqual } from 'node:util';
import { writeXlsx } from 'hucre/xlsx';
import { wrongOn } from '../support/axe.js';
import { PATIENCE, type World } from '../support/world.js';
import type { Form } from './forms.js';
import { KEPT, Office } from './office.js';
import {
  fills,
  poisoned,
  posts,
  SCRIPT,
  type Sending,
  sends,
  standing,
  type Typing,
  unescaped,
} from './typing.js';

/*
 * Bad input on every form that there is: nothing is recorded, what is wrong is said beside its field and at the top,
 * nothing typed is lost, no script runs, and a page of errors is as accessible as any other.
 */

let office: Office;
let world: World;
let forms: readonly Form[];
beforeAll(async () => {
  office = await Office.open();
  ({ world, forms } = office);
}, PATIENCE * 3);
afterAll(() => office.close());

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
        const page = await office.opened(form);
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

/** One field wrong, the others as they stand: the fault stands beside it. */
async function faultsBeside(named: (sending: Sending) => readonly string[], wrong: readonly string[]) {
  const faults: Faults = {};
  let tried = 0;
  for (const { form, cookie, ...sending } of await office.readied()) {
    const before = await world.head();
    for (const field of named(sending)) {
      for (const value of wrong) {
        tried += 1;
        const fields = sending.fields.map(
          ([name, old]) => [name, name === field ? value : old === KEPT ? '' : old] as const,
        );
        const { status, body } = await posts(`${world.url}${form.action}`, fields, { cookie });
        const beside = body.includes(`id="${field}-fault"`);
        const [, said = ''] = /role="alert"[^>]*>(.*?)<\/(?:div|section)>/s.exec(body) ?? [];
        const told = `${status} ${said.replaceAll(/<[^>]*>/g, ' ')}`;
        if (status !== 422 || !beside) faults[`${form.name} ${field} ${value}`] = told;
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
    // But parties: of a list that is too short, as one party is, only that is said.
    const named = /^(?!parties\.)(?:.*\.)?(siret|uai|supplier|iban|bic|ej|dp)$/;
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
    for (const { form, fields } of await office.readied()) {
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
    const acts = (await office.readied()).filter(({ form }) => isAct(form));
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
      for (const { form, fields, files, sheet, cookie } of await office.readied()) {
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
