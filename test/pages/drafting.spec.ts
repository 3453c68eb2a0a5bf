import { Visitor } from '../support/visitor.js';
import { COLLEGE, CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* A convention drafted on pages: from a scheme, schools pasted from a spreadsheet, totals, preview, once. */

const CODE = 'colleges_numeriques_2016_ecole';
const PATH = `/conventions/nouvelle/${CODE}`;
let world: World;
let clerk: Visitor;
beforeAll(async () => {
  world = await World.open();
  world.on('2026-11-21');
  clerk = await new Visitor(world).enter('demo-gestionnaire');
}, PATIENCE);
afterAll(() => world.close());

const TABLE = [
  ['UAI', 'Établissement', 'Commune', 'Collège de référence', 'Nombre : classe_mobile', 'Nombre : ecole'],
  ['0382460T', 'École élémentaire', 'Crêts en Belledonne', COLLEGE, '2', '1'],
]
  .map(row => row.join('\t'))
  .join('\n');

/** The form as it opens, filled as a clerk would. */
async function filled(more: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> {
  await clerk.get(PATH);
  expect(clerk.status).toBe(200);
  const proposed = Object.fromEntries(
    [...clerk.body.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
  return {
    ...proposed,
    reference: 'GRENOBLE-2026-900',
    title: 'Classes mobiles de l’école',
    academie: 'grenoble',
    visaRequired: 'non',
    fictitious: 'oui',
    'parties.0.name': 'Académie de Grenoble',
    'parties.1.name': 'Commune de Crêts en Belledonne',
    'parties.0.role': 'academie',
    'parties.1.role': 'beneficiary',
    'parties.1.legalType': 'commune',
    'parties.1.siret': CRETS_SIRET,
    'lines.0.payee.name': 'Commune de Crêts en Belledonne',
    'lines.0.payee.legalType': 'commune',
    'lines.0.payee.siret': CRETS_SIRET,
    'lines.1.payee.name': 'Collège de référence',
    'lines.1.payee.legalType': 'eple',
    'lines.1.payee.uai': COLLEGE,
    tableau: TABLE,
    observations: '',
    ...more,
  };
}

test('the schemes are offered, and the annexe to fill', async () => {
  await clerk.get('/conventions/nouvelle');
  expect(clerk.body).toContain(`href="${PATH}"`);
  const answer = await fetch(`${world.url}${PATH}/modele?format=csv`, { headers: { cookie: clerk.cookie } });
  expect(await answer.text()).toContain('UAI;Établissement;Commune');
});

test('totals while it is filled; then the preview, which records nothing; then once, however often it is sent', async () => {
  const form = await filled();
  const before = await world.head();
  await clerk.post(`${PATH}/calcul`, form);
  const told = clerk.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u202F\u00A0]+/g, ' ');
  expect(told).toMatch(/Montant maximal .* 8 000,00 €/);
  await clerk.post(PATH, { ...form, etape: 'apercu' });
  expect([clerk.status, clerk.text.includes('Rien n’est encore enregistré')]).toStrictEqual([200, true]);
  expect(await world.head()).toBe(before);
  await clerk.post(PATH, { ...form, etape: 'confirmer' });
  expect(clerk.status).toBe(303);
  const to = clerk.location;
  await clerk.post(PATH, { ...form, etape: 'confirmer' });
  expect([clerk.status, clerk.location, await world.head()]).toStrictEqual([303, to, before + 1n]);
  await clerk.get(to);
  expect(clerk.text).toContain('GRENOBLE-2026-900');
  expect(clerk.text).toContain('2 × 8 000,00 € × 50 %');
});

test.each([
  ['a wrong SIRET', { 'parties.1.siret': '21380439400018' }, 'parties.1.siret'],
  ['a wrong UAI of a payee', { 'lines.1.payee.uai': '0380002X' }, 'lines.1.payee.uai'],
  ['a wrong UAI in the table', { tableau: TABLE.replace('0382460T', '0382460X') }, 'tableau'],
  ['a negative number of units', { tableau: TABLE.replace('\t2\t', '\t-2\t') }, 'tableau'],
  ['a school that stands twice', { tableau: `${TABLE}\n${TABLE.split('\n')[1]}` }, 'tableau'],
  ['a table without its titles', { tableau: '0382460T\tÉcole' }, 'tableau'],
  ['no reference', { reference: '' }, 'reference'],
  ['a day that is none', { on: '2026-02-30' }, 'on'],
  ['a programme that is none', { 'axes.programme': '214' }, 'axes.programme'],
])('%s is said beside its field, nothing typed is lost, nothing is recorded', async (_, more, field) => {
  const before = await world.head();
  await clerk.post(PATH, { ...(await filled(more)), etape: 'apercu' });
  expect(clerk.status).toBe(422);
  expect(clerk.body).toContain(`id="${field}-fault"`);
  expect(clerk.body).toContain('Classes mobiles de l’école');
  expect(await world.head()).toBe(before);
});

test.each([
  ['siret', CRETS_SIRET, 'Exact.'],
  ['siret', '21380439400018', 'SIRET'],
  ['uai', '0380002X', 'UAI'],
  ['iban', 'FR7630001004190000000000000', 'IBAN'],
])('%s %s is checked as it is typed', async (kind, typed, said) => {
  await clerk.get(`/verification/${kind}?field=${encodeURIComponent(typed)}`);
  expect([clerk.status, clerk.body.includes(said)]).toStrictEqual([200, true]);
});

test('script in a text field is shown, never run', async () => {
  const script = '"><script>alert(1)</script>';
  await clerk.post(PATH, { ...(await filled({ title: script, reference: '' })), etape: 'apercu' });
  expect(clerk.body).not.toContain('<script>alert');
  await clerk.get(`/verification/uai?x=${encodeURIComponent('<img src=x>')}`);
  expect(clerk.body).not.toContain('<img');
});
