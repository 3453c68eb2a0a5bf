import { readOds, writeOds } from 'hucre/ods';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* The état récapitulatif des dépenses filled in a spreadsheet, and the service fait line by line. */

let world: World;
let clerk: Visitor;
let path = '';
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  clerk = await new Visitor(world).enter('demo-gestionnaire');
  await clerk.get('/conventions?search=AIX-MARSEILLE-2026-050');
  const [, id] = /href="\/conventions\/([0-9a-f-]{36})/.exec(clerk.body)!;
  path = `/conventions/${id}`;
}, PATIENCE);
afterAll(() => world.close());

const PLACE = 'equipment|2026';
type Cells = (string | number | Date | null)[][];

async function template(format: string): Promise<Uint8Array> {
  const answer = await fetch(
    `${world.url}${path}/actes/etat/modele?${new URLSearchParams({ cible: PLACE, format })}`,
    { headers: { cookie: clerk.cookie } },
  );
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

async function sends(bytes: Uint8Array, name: string): Promise<Visitor> {
  await clerk.get(`${path}/actes/etat?${new URLSearchParams({ cible: PLACE })}`);
  const hidden = (field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(clerk.body)![1]!;
  const form = new FormData();
  for (const field of ['_csrf', 'cle', 'version', 'cible']) form.append(field, hidden(field));
  form.append('etape', 'apercu');
  form.append('on', '2026-11-21');
  form.append('certifiedExactOn', '2026-11-20');
  form.append('documents.0', new Blob([bytes as BlobPart]), name);
  return clerk.post(`${path}/actes/etat`, form);
}

const rowsOf = async (bytes: Uint8Array, format: string): Promise<Cells> =>
  (await (format === 'xlsx' ? readXlsx : readOds)(bytes)).sheets[0]!.rows as Cells;
const written = (rows: Cells, format: string) =>
  (format === 'xlsx' ? writeXlsx : writeOds)({ sheets: [{ name: 'a', rows }] });

const fill = (rows: Cells): Cells =>
  rows.map((row, index) => {
    if (index !== 1) return row;
    const [label, allocation, school] = row as string[];
    return [
      label!,
      allocation!,
      school!,
      8000.5,
      1,
      new Date('2026-11-10T00:00:00Z'),
      '20005672500019',
      'F-1',
      8000.5,
    ];
  });

describe.each(['xlsx', 'ods'])('%s', format => {
  test('the template names the lines of the annexe; filled, it fills the form, which is then previewed', async () => {
    const rows = await rowsOf(await template(format), format);
    expect(rows[0]).toContain('Ligne d’annexe');
    await sends(await written(fill(rows), format), `etat.${format}`);
    expect([clerk.status, clerk.text.includes('Votre tableur est lu')]).toStrictEqual([200, true]);
    expect(clerk.body).toContain('value="8000.5"');
    const fields = Object.fromEntries(
      [...clerk.body.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(([, name, value]) => [
        name!,
        value!,
      ]),
    );
    const [, allocation] = /<option value="([^"]+)" selected/.exec(clerk.body)!;
    await clerk.post(`${path}/actes/etat`, {
      ...fields,
      'expenses.0.allocations': allocation!,
      etape: 'apercu',
    });
    expect([clerk.status, clerk.text.includes('Rien n’est encore enregistré')]).toStrictEqual([200, true]);
    expect(clerk.text).toContain('8 000,50 €');
  });
});

test('CSV, with a comma and French days', async () => {
  const text = new TextDecoder().decode(await template('csv'));
  const [head, first] = text.split('\r\n');
  const [label, allocation, school] = first!.split(';');
  const row = [label, allocation, school, '"7 999,99"', '1', '10/11/2026', '', '', ''].join(';');
  await sends(new TextEncoder().encode(`\uFEFF${head}\r\n${row}\r\n`), 'etat.csv');
  expect([clerk.status, clerk.body.includes('value="7 999,99"')]).toStrictEqual([200, true]);
});

test.each([
  [
    'a formula',
    'etat.xlsx',
    async () =>
      writeXlsx({
        sheets: [
          {
            name: 'a',
            rows: [['a']],
            cells: new Map([['0,1', { value: 1, type: 'formula' as const, formula: '1+0' }]]),
          },
        ],
      }),
    'La cellule B1 contient une formule',
  ],
  [
    '10 000 rows',
    'etat.csv',
    async () => Buffer.from('Ce qui est acheté;Ligne d’annexe;Montant\n'.repeat(10_000)),
    'plus de 5 000 lignes',
  ],
  [
    '401 expenses',
    'etat.csv',
    async () => Buffer.from(`Ce qui est acheté;Ligne d’annexe;Montant\n${'a;b;1\n'.repeat(401)}`),
    'plus de 400 lignes',
  ],
  ['other columns', 'etat.csv', async () => Buffer.from('a;b\n1;2\n'), 'Il manque des colonnes'],
  [
    'nothing filled',
    'etat.csv',
    async () => Buffer.from('Ce qui est acheté;Ligne d’annexe;Montant\na;b;\n'),
    'Aucune ligne n’est remplie',
  ],
  [
    'HTML under another name',
    'etat.pdf',
    async () => Buffer.from('<html><script>alert(1)</script></html>'),
    'n’est pas admis',
  ],
])(
  'a spreadsheet with %s is refused beside its field, and nothing is recorded',
  async (_, name, bytes, sentence) => {
    const before = await world.head();
    await sends(new Uint8Array(await bytes()), name);
    expect(clerk.status).toBe(422);
    expect(clerk.text).toContain(sentence);
    expect(await world.head()).toBe(before);
  },
);

test('a script in a cell is shown, never run', async () => {
  const csv = 'Ce qui est acheté;Ligne d’annexe;Montant\n"""><img src=x onerror=alert(1)>";x;1\n';
  await sends(new TextEncoder().encode(csv), 'etat.csv');
  expect(clerk.body).not.toContain('<img');
  expect(clerk.body).toContain('x (inconnu)');
});

test('a service fait shows, while it is filled, what is due and what stays payable', async () => {
  await clerk.get('/conventions?search=RENNES-2026-037');
  const [, id] = /href="\/conventions\/([0-9a-f-]{36})/.exec(clerk.body)!;
  await clerk.get(`/conventions/${id}`);
  const [, to] = /href="(\/conventions\/[^"]+\/actes\/service-fait[^"]*)"/.exec(clerk.body)!;
  await clerk.get(to!.replaceAll('&amp;', '&'));
  const fields = Object.fromEntries(
    [...clerk.body.matchAll(/<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
  const asked = { ...fields, final: 'oui' };
  const before = await world.head();
  await clerk.post(`/conventions/${id}/actes/service-fait/calcul`, asked);
  expect(clerk.status).toBe(200);
  const whole = clerk.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u202F\u00A0]+/g, ' ');
  expect(whole).toMatch(/Dû .* 0,00 € /);
  await clerk.post(`/conventions/${id}/actes/service-fait/calcul`, { ...asked, 'cuts.0.amount': '1,00' });
  expect(clerk.body).toContain('Motif du rejet');
  await clerk.post(`/conventions/${id}/actes/service-fait/calcul`, {
    ...asked,
    'cuts.0.amount': '100,00',
    'cuts.0.reason': 'Hors convention',
  });
  const cut = clerk.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u202F\u00A0]+/g, ' ');
  expect(cut).not.toBe(whole);
  expect(await world.head()).toBe(before);
});
