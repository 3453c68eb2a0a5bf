import { signed } from '../crets.testing.js';
import { startTestServer, type TestServer } from '../server.testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.app.close());

describe('a document', () => {
  const boundary = 'b0undary';
  const send = (as: string, name: string, content: string) =>
    server.ask('POST', '/documents', {
      as,
      body: [
        `--${boundary}`,
        `Content-Disposition: form-data; name="file"; filename="${name}"`,
        'Content-Type: application/pdf',
        '',
        content,
        `--${boundary}--`,
        '',
      ].join('\r\n'),
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  const get = (as: string, sha256: unknown) => server.ask('GET', `/documents/${String(sha256)}`, { as });

  test('is kept under its SHA-256, and served to who sent it', async () => {
    const content = '%PDF-1.7 bilan';
    const sent = await send('gestionnaire', 'bilan été.pdf', content);
    expect(sent.status).toBe(201);
    const own = await get('gestionnaire', sent.json['sha256']);
    expect([own.status, own.text]).toStrictEqual([200, content]);
    expect(own.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(own.headers['content-disposition']).toMatch(/^attachment/);
    expect((await get('auditeur', sent.json['sha256'])).json).toMatchObject({ code: 'document_unknown' });
  });

  test('sent again by somebody else answers them as if it were new, and under the name they gave', async () => {
    const first = await send('tresorier', 'secret.pdf', '%PDF-1.7 facture');
    expect((await get('college', first.json['sha256'])).status).toBe(404);
    const second = await send('college', 'autre.pdf', '%PDF-1.7 facture');
    expect([second.status, second.json]).toStrictEqual([first.status, first.json]);
    for (const [as, name] of [
      ['tresorier', 'secret.pdf'],
      ['college', 'autre.pdf'],
    ] as const) {
      const { status, headers } = await get(as, first.json['sha256']);
      expect([status, headers['content-disposition']]).toStrictEqual([
        200,
        `attachment; filename*=UTF-8''${name}`,
      ]);
    }
  });

  test('that a command names was sent before', async () => {
    const id = await signed(server);
    const report = (document: unknown) =>
      server.ask('POST', `/conventions/${id}/financial-report`, { body: { on: '2017-01-10', document } });
    const { json } = await report('a'.repeat(64));
    expect(json['errors']).toMatchObject([{ pointer: '/document', code: 'document_not_uploaded' }]);
    const sent = await send('gestionnaire', 'bilan.pdf', '%PDF-1.7 bilan de fin');
    expect((await report(sent.json['sha256'])).status).toBe(201);
  });
});
