import { signed } from '../crets.testing.js';
import { startTestServer, type TestServer } from '../server.testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.app.close());

describe('a signatory’s name', () => {
  const party = (json: Readonly<Record<string, unknown>>) =>
    (json['parties'] as { id: string; signatory?: string | null }[]).find(({ id }) => id === 'commune')!;

  test('is in no record: its commitment is', async () => {
    const id = await signed(server);
    const { json } = await server.ask('GET', `/conventions/${id}/events`);
    const events = json['events'] as { data: { signatory?: string }; signatory?: string }[];
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('Camille');
    expect(events.at(-1)).toMatchObject({
      data: { signatory: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      signatory: 'Camille Exemple',
    });
    const log = await server.ask('GET', '/audit/events?limit=200', { as: 'auditeur' });
    expect(log.text).not.toContain('Camille');
  });

  test('is shown to the académie and to auditors, and to nobody else', async () => {
    const id = await signed(server);
    for (const as of ['gestionnaire', 'ordonnateur', 'auditeur']) {
      const { json } = await server.ask('GET', `/conventions/${id}`, { as });
      expect([as, party(json)]).toMatchObject([as, { signedOn: '2016-10-14', signatory: 'Camille Exemple' }]);
    }
    for (const as of ['tresorier', 'college', 'administrateur']) {
      for (const path of ['', '/events']) {
        const { status, text } = await server.ask('GET', `/conventions/${id}${path}`, { as });
        expect([as, status, text.includes('Camille')]).toStrictEqual([as, 200, false]);
      }
    }
  });

  test('is null once it is erased', async () => {
    const id = await signed(server);
    const { json } = await server.ask('GET', `/conventions/${id}/events`);
    const events = json['events'] as { data: { signatory?: string } }[];
    await server.store.erasePersonal(events.at(-1)!.data.signatory!);
    expect(party((await server.ask('GET', `/conventions/${id}`)).json)).toMatchObject({ signatory: null });
    const after = await server.ask('GET', `/conventions/${id}/events`);
    expect((after.json['events'] as object[]).at(-1)).toMatchObject({ signatory: null });
  });
});
