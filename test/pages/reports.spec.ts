import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* Reports on pages: what is shown, what is taken away, what is issued. */

let world: World;
let clerk: Visitor;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  await world.sees(
    'demo-auditeur',
    `/conventions?after=${Buffer.from(`p${await world.head()}`).toString('base64url')}`,
  );
  clerk = await new Visitor(world).enter('demo-gestionnaire');
}, PATIENCE);
afterAll(() => world.close());

const taken = async (path: string) => {
  const answer = await fetch(`${world.url}${path}`, {
    headers: { cookie: clerk.cookie },
    redirect: 'manual',
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

test.each(['imputations', 'suivi', 'en-attente', 'ecoles', 'indus', 'echeances', 'comparaison'])(
  'the report %s is shown, and taken away in each format',
  async key => {
    await clerk.get(`/etats/${key}`);
    expect(clerk.status).toBe(200);
    const links = [...clerk.body.matchAll(/href="(\/etats\/[a-z-]+\/fichier[^"]*format=(\w+))"/g)];
    expect(links.map(([, , format]) => format)).toStrictEqual(['csv', 'xlsx', 'ods', 'pdf']);
    for (const [, path, format] of links) {
      const { answer, bytes } = await taken(path!.replaceAll('&amp;', '&'));
      expect([path, answer.status]).toStrictEqual([path, 200]);
      expect(answer.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="[\\w-]+\\.${format}"$`),
      );
      const begins = { csv: '\uFEFF', xlsx: 'PK', ods: 'PK', pdf: '%PDF-' }[format!]!;
      expect(bytes.subarray(0, 8).toString('utf8').startsWith(begins)).toBe(true);
    }
  },
);

test('a filter that is wrong is said beside it, and nothing typed is lost', async () => {
  await clerk.get('/etats/imputations?year=16&academie=lyon');
  expect(clerk.status).toBe(422);
  expect(clerk.body).toContain('id="year-fault"');
  expect(clerk.body).toContain('value="lyon"');
});

test('subtotals stand where they are asked', async () => {
  await clerk.get('/etats/ecoles?by=commune');
  expect(clerk.body).toContain('<tr class="subtotal">');
});

test('a report that is issued is numbered, and its file is served unchanged', async () => {
  await clerk.get('/etats/imputations?year=2016');
  await clerk.post('/etats/imputations/emission', { year: '2016', format: 'csv' });
  expect([clerk.status, clerk.location]).toStrictEqual([303, '/etats/emis']);
  await clerk.get('/etats/emis');
  expect(clerk.text).toContain('État d’imputation');
  const first = await taken('/etats/emis/1');
  const again = await taken('/etats/emis/1');
  expect([first.answer.status, first.bytes.equals(again.bytes)]).toStrictEqual([200, true]);
  await clerk.post('/etats/imputations/emission', { year: '16', format: 'csv' });
  expect(clerk.status).toBe(422);
  await clerk.post('/etats/imputations/emission', { year: '2016', format: 'exe' });
  expect(clerk.status).toBe(422);
});

test('the list as a file holds all pages, the next step and who holds it', async () => {
  const { bytes } = await taken('/conventions/fichier?format=csv');
  const lines = bytes.toString('utf8').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/Reste à payer;.*Prochaine étape;Qui la détient;Depuis le$/);
  expect(lines.length).toBeGreaterThan(50);
  const ods = await taken('/conventions/fichier?format=ods&search=CRETS-2016');
  expect(ods.answer.headers.get('content-type')).toContain('opendocument');
  expect((await taken('/conventions/fichier')).answer.status).toBe(422);
  expect((await taken('/conventions/fichier?format=exe')).answer.status).toBe(422);
});

test('the documents of a convention stand on its page, and open', async () => {
  await clerk.get('/conventions?search=CRETS-2016');
  const [, id] = /href="\/conventions\/([0-9a-f-]{36})/.exec(clerk.body)!;
  await clerk.get(`/conventions/${id}`);
  const links = [...clerk.body.matchAll(/href="(\/conventions\/[^"]+\/documents\/(\w+)[^"]*)"/g)];
  expect(new Set(links.map(([, , kind]) => kind))).toStrictEqual(
    new Set(['annexe', 'bilan', 'liquidation', 'certificat', 'ordre']),
  );
  for (const [, path] of links) {
    const { answer } = await taken(path!.replaceAll('&amp;', '&'));
    expect([path, answer.status]).toStrictEqual([path, 200]);
  }
});

test('the dashboard says of each académie what its report says', async () => {
  await clerk.get('/tableau-de-bord?year=2026');
  const { total } = await world.sees<{ total: { paid: string } }>(
    'demo-gestionnaire',
    '/reports/chorus-imputations?year=2026&academie=grenoble',
  );
  const shown = Number(total.paid)
    .toLocaleString('fr-FR', { minimumFractionDigits: 2 })
    .replaceAll(/\s/g, ' ');
  const [, line] = /grenoble (.*?) état d’imputation/.exec(clerk.text)!;
  expect(line).toContain(shown);
});
