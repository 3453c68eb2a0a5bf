import { crets } from '../crets.testing.js';
import { Browser } from '../pages.testing.js';
import { startTestServer, type TestServer } from '../server.testing.js';

let server: TestServer;
const { now } = Date;
beforeEach(async () => {
  server = await startTestServer({ writesPerMinute: 3 });
});
afterEach(async () => {
  Date.now = now;
  await server.app.close();
});

let drafts = 0;
const write = (as: string, preview = false) =>
  server.ask('POST', `/conventions${preview ? '?preview=true' : ''}`, {
    as,
    body: { ...crets, reference: `RATE-${++drafts}` },
  });

test('an account writes as often as it may in a minute, and not once more; the next minute it may again', async () => {
  const taken = [await write('gestionnaire'), await write('gestionnaire'), await write('gestionnaire')];
  expect(taken.map(({ status }) => status)).toStrictEqual([201, 201, 201]);
  const head = await server.store.head();
  const { status, json, headers } = await write('gestionnaire');
  expect([status, json['code'], await server.store.head()]).toStrictEqual([429, 'too_many_requests', head]);
  const seconds = Number(headers['retry-after']);
  expect(seconds > 0 && seconds <= 60).toBe(true);
  expect(json['detail']).toContain(String(seconds));
  Date.now = () => now() + (seconds + 1) * 1000;
  expect((await write('gestionnaire')).status).toBe(201);
});

test('previews and what is refused count too; what is read does not, nor what others write', async () => {
  await write('gestionnaire', true);
  await write('gestionnaire', true);
  expect((await server.ask('POST', '/conventions', { body: {} })).status).toBe(422);
  expect((await write('gestionnaire', true)).status).toBe(429);
  expect((await server.ask('GET', '/schemes')).status).toBe(200);
  expect((await write('second')).status).toBe(201);
});

test('forms and calls are counted together, and the page says when to try again', async () => {
  const visitor = await new Browser(server).enter('gestionnaire');
  for (const _ of [1, 2, 3]) await write('gestionnaire');
  const { statusCode, headers, body } = await visitor.post(
    '/conventions/nouvelle/colleges_numeriques_2016_ecole',
    {},
  );
  expect([statusCode, headers['content-type']]).toStrictEqual([429, 'text/html; charset=utf-8']);
  expect(headers['retry-after']).toMatch(/^\d+$/);
  expect(body).toContain('Trop de demandes en peu de temps');
});

test('what comes too fast does not fill the list of refused attempts', async () => {
  for (const _ of [1, 2, 3]) await write('gestionnaire');
  const before = server.refused.length;
  expect((await write('gestionnaire')).status).toBe(429);
  expect(server.refused.length).toBe(before);
});
