import { buffer } from 'node:stream/consumers';
import { Agreement, equipment, UNIT } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* Supporting documents: checked by their bytes, kept once, and served inside the perimeter only. */

let world: World;
let crets: Agreement;
let proof = '';
/** The token of the statement that cites it. */
let after = '';
beforeAll(async () => {
  world = await World.open();
  world.on('2017-02-20');
  crets = new Agreement(world, { reference: 'PIECES', resources: true });
  await crets.signs();
  proof = await crets.uploads('facture été.pdf', 'Facture 8 200,00 €', 'tresorier-crets');
}, PATIENCE);
afterAll(() => world.close());

const text = (content: string) => new TextEncoder().encode(content);
const PNG = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64'),
);

test.each([
  [
    'HTML called .pdf',
    'facture.pdf',
    text('<!doctype html><script>alert(1)</script>'),
    415,
    'document_type_refused',
  ],
  ['HTML in commas, called .csv', 'a.csv', text('<html>\n<p>a;b\n<p>c;d\n'), 415, 'document_type_refused'],
  [
    'a program',
    'facture.pdf',
    new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
    415,
    'document_type_refused',
  ],
  ['nothing', 'vide.pdf', new Uint8Array(), 422, 'document_empty'],
  [
    'one byte more than 20 MiB',
    'grand.pdf',
    new Uint8Array(20 * 1024 ** 2 + 1).fill(0x20),
    413,
    'document_too_large',
  ],
] as const)('%s is refused, and named', async (_, name, content, expected, code) => {
  const { status, body, type } = await world.uploads('tresorier-crets', name, content);
  expect([status, body.code, type]).toStrictEqual([expected, code, 'application/problem+json']);
  expect(body.detail).toContain(name);
});

test('a PDF is kept once, under its SHA-256; an image by its type, whatever it is called', async () => {
  expect(proof).toMatch(/^[0-9a-f]{64}$/);
  expect(await crets.uploads('facture été.pdf', 'Facture 8 200,00 €', 'tresorier-crets')).toBe(proof);
  const image = await world.uploads('tresorier-crets', 'photo.pdf', PNG);
  expect([image.status, image.body.mediaType, image.body.size]).toStrictEqual([201, 'image/png', PNG.length]);
  for (const person of ['demo-auditeur', 'demo-administrateur']) {
    expect((await world.uploads(person, 'photo.png', PNG)).status).toBe(403);
  }
});

const statement = (document: string) => ({
  on: '2017-02-20',
  ...equipment,
  certifiedExactOn: '2017-02-15',
  documents: [document],
  expenses: [
    {
      label: 'Classe mobile',
      allocations: [UNIT],
      amount: '8200.00',
      quantity: 1,
      deliveredOn: '2017-01-12',
    },
  ],
});

test('a treasurer joins what they sent themselves, not what somebody else did', async () => {
  const others = await crets.uploads('note.pdf', 'Note interne', 'gestionnaire');
  const path = `${crets.path}/expense-statements`;
  const { errors } = await world.refused('tresorier-crets', path, statement(others));
  expect(errors).toMatchObject([{ pointer: '/documents/0', code: 'document_not_uploaded' }]);
  after = (await world.does('tresorier-crets', path, statement(proof))).token;
});

describe('a document that a statement cites', () => {
  const get = (person: string) =>
    world
      .ask(person, `/documents/${proof}?after=${after}`)
      .buffer(true)
      .parse((response, done) => {
        buffer(response as unknown as NodeJS.ReadableStream).then(
          body => done(null, body),
          (error: Error) => done(error, undefined),
        );
      });

  test.each(['tresorier-crets', 'demo-auditeur', 'gestionnaire', 'demo-tresorier'])(
    'is served to %s, as an attachment',
    async person => {
      const { status, headers, body } = await get(person);
      expect([status, headers['content-type']]).toStrictEqual([200, 'application/pdf']);
      expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''facture%20%C3%A9t%C3%A9.pdf");
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      expect((body as Buffer).subarray(0, 8).toString()).toBe('%PDF-1.4');
      expect(headers['content-length']).toBe(String((body as Buffer).length));
    },
  );

  test.each(['tresorier-college', 'tresorier-ailleurs', 'gestionnaire-lyon'])(
    'does not exist for %s',
    async person => {
      const { status, body } = await get(person);
      expect(status).toBe(404);
      expect(JSON.parse((body as Buffer).toString())).toMatchObject({ code: 'document_unknown' });
    },
  );
});
