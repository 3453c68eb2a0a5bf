import { crets, PLACE, signed } from './crets.testing.js';
import { startTestServer, type TestServer } from './server.testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.app.close());

describe('who asks', () => {
  test('no token, an unknown token, a role that may not', async () => {
    const ask = async (as: string) => (await server.ask('POST', '/conventions', { as, body: crets })).json;
    expect(await ask('')).toMatchObject({ status: 401, code: 'token_missing' });
    expect(await ask('nobody')).toMatchObject({ status: 401, code: 'token_unknown' });
    expect(await ask('auditeur')).toMatchObject({ status: 403, code: 'permission_missing' });
  });

  test('what is outside the perimeter is answered as what does not exist, to the byte but for its number', async () => {
    const id = await signed(server);
    const nothing = '0193a1de-0000-5000-8000-000000000001';
    for (const as of ['stranger', 'lyon']) {
      for (const path of ['', '/events', '/deadlines']) {
        const outside = await server.ask('GET', `/conventions/${id}${path}`, { as });
        const missing = await server.ask('GET', `/conventions/${nothing}${path}`, { as });
        expect(outside.status).toBe(404);
        expect({ ...outside.json, correlationId: '' }).toStrictEqual({ ...missing.json, correlationId: '' });
      }
    }
    const written = await server.ask('POST', `/conventions/${id}/reminders`, {
      as: 'lyon',
      body: { on: '2016-12-01', subject: 'Relance' },
    });
    expect(written.json).toMatchObject({ status: 404, code: 'convention_unknown' });
  });

  test('a treasurer sees their lines only, and the collège its own', async () => {
    const id = await signed(server);
    const seen = async (as: string) => {
      const { json } = await server.ask('GET', `/conventions/${id}`, { as });
      return (json['lines'] as { line: string }[]).map(({ line }) => line);
    };
    expect(await seen('tresorier')).toStrictEqual(['equipment']);
    expect(await seen('college')).toStrictEqual(['resources']);
    expect(await seen('auditeur')).toStrictEqual(['equipment', 'resources']);
    const { json } = await server.ask('GET', `/conventions/${id}/events`, { as: 'tresorier' });
    expect(JSON.stringify(json)).not.toContain('gestionnaire');
  });

  test('a treasurer submits a statement on their own line, and on no other', async () => {
    const id = await signed(server);
    const expense = { label: 'Classe mobile', amount: '8200.00', quantity: 1, deliveredOn: '2017-01-12' };
    const submit = (as: string) =>
      server.ask('POST', `/conventions/${id}/expense-statements`, {
        as,
        body: {
          on: '2017-02-01',
          ...PLACE,
          certifiedExactOn: '2017-02-01',
          expenses: [{ ...expense, allocations: ['0382460T-classe_mobile'] }],
          documents: [],
        },
      });
    expect((await submit('college')).json).toMatchObject({ status: 422, code: 'line_unknown' });
    expect((await submit('stranger')).json).toMatchObject({ status: 404, code: 'convention_unknown' });
    expect((await submit('tresorier')).status).toBe(201);
  });

  test('a new convention is of one’s own académie', async () => {
    const { json } = await server.ask('POST', '/conventions', { as: 'lyon', body: crets });
    expect(json).toMatchObject({ status: 403, code: 'outside_perimeter' });
  });

  test('a refused attempt is kept, whether the rules or the edge refused it', async () => {
    const before = server.refused.length;
    await server.ask('POST', '/conventions', { as: 'auditeur', body: crets });
    await server.ask('POST', '/conventions', { body: { ...crets, on: '2030-01-01' } });
    expect(server.refused.slice(before)).toMatchObject([
      { actor: 'auditeur', code: 'permission_missing', commandType: 'POST /api/v1/conventions' },
      { actor: 'gestionnaire', code: 'date_in_future', commandType: 'DraftConvention' },
    ]);
  });
});
