import { gunzipSync } from 'node:zlib';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
}, PATIENCE);
afterAll(() => world.close());

test('refused attempts are shown to auditors: who, what, which rule; filtered by account and code', async () => {
  const clerk = await new Visitor(world).enter('demo-gestionnaire');
  await clerk.get('/conventions?search=AIX-MARSEILLE-2026-050');
  const [, id] = /href="\/conventions\/([0-9a-f-]{36})/.exec(clerk.body)!;
  await clerk.get(`/conventions/${id}/actes/relance`);
  const [, cle] = /name="cle" value="([^"]+)"/.exec(clerk.body)!;
  await clerk.post(`/conventions/${id}/actes/relance`, {
    cle: cle!,
    etape: 'confirmer',
    on: '2030-01-01',
    subject: 'x',
  });
  expect(clerk.status).toBe(422);
  const auditor = await new Visitor(world).enter('demo-auditeur');
  await auditor.get('/audit/refus?compte=demo-gestionnaire');
  expect(auditor.text).toMatch(
    /demo-gestionnaire Gestionnaire SendReminder|demo-gestionnaire Gestionnaire \S+ \S+/,
  );
  const [, code] = /code=(\w+)"/.exec(auditor.body)!;
  await auditor.get(`/audit/refus?code=${code}&compte=nobody`);
  expect(auditor.text).toContain('Aucune tentative refusée');
});

test(
  'the auditor takes the bundle away; who is not of all académies does not',
  async () => {
    const auditor = await new Visitor(world).enter('demo-auditeur');
    await auditor.get('/audit');
    const answer = await fetch(`${world.url}/audit/dossier`, {
      method: 'POST',
      headers: { cookie: auditor.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: auditor.csrf }),
    });
    expect([answer.status, answer.headers.get('content-type')]).toStrictEqual([200, 'application/gzip']);
    const bytes = gunzipSync(Buffer.from(await answer.arrayBuffer()));
    expect(bytes.includes('verify.mjs')).toBe(true);
    const clerk = await new Visitor(world).enter('demo-gestionnaire');
    await clerk.post('/audit/dossier', {});
    expect(clerk.status).toBe(403);
  },
  PATIENCE,
);

test('pages are sent compressed', async () => {
  const visitor = await new Visitor(world).enter('demo-gestionnaire');
  const answer = await fetch(`${world.url}/conventions`, {
    headers: { cookie: visitor.cookie, 'accept-encoding': 'br' },
  });
  expect(answer.headers.get('content-encoding')).toBe('br');
});

test('the history says who asked, who paid, who confirmed; a step shows the state of its own day', async () => {
  const auditor = await new Visitor(world).enter('demo-auditeur');
  const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
    'demo-auditeur',
    '/conventions?search=CRETS-2016',
  );
  const path = `/conventions/${conventions[0]!.id}/histoire`;
  await auditor.get(path);
  expect(auditor.text).toMatch(
    /Paiement, avance de 2 000,00 €, DP 100000001 demo-gestionnaire, le 20\/10\/2016 demo-ordonnateur, le 27\/10\/2016/,
  );
  await auditor.get(`${path}/11`);
  expect(auditor.text).toMatch(/État Signée Signée Signatures 2 sur 2 2 sur 2 Valable jusqu’au 14\/10\/2017/);
  expect(auditor.text).toContain('Prouver que ce fait est au journal');
});

test('what is to be repaid is explained by what was paid, what is due and the order that claims it', async () => {
  const auditor = await new Visitor(world).enter('demo-auditeur');
  await auditor.get('/organismes/0387101M');
  expect(auditor.text).toMatch(
    /Ce qui est à reverser, et pourquoi .* 1 200,00 € 0,00 € 1 050,00 € 50,00 € 0,00 € ordre du 09\/07\/2026 : 50,00 €/,
  );
});
