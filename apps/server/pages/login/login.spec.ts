import { Browser } from '../../pages.testing.js';
import { startTestServer, type TestServer } from '../../server.testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.app.close());

const browser = () => new Browser(server);

describe('a page', () => {
  test('asks who is not logged in to log in, and leads back to where they wanted to go', async () => {
    const visitor = browser();
    const sent = await visitor.get('/conventions?search=Cr%C3%AAts');
    expect([sent.statusCode, sent.headers['location']]).toStrictEqual([
      303,
      '/connexion?retour=%2Fconventions%3Fsearch%3DCr%25C3%25AAts',
    ]);
    const login = await visitor.get(String(sent.headers['location']));
    expect(login.body).toContain('name="retour" value="/conventions?search=Cr%C3%AAts"');
    const { statusCode, headers } = await visitor.post('/connexion', {
      jeton: 'gestionnaire',
      retour: '/conventions?search=Cr%C3%AAts',
    });
    expect([statusCode, headers['location']]).toStrictEqual([303, '/conventions?search=Cr%C3%AAts']);
    expect((await visitor.get('/aide')).body).toContain('gestionnaire (gestionnaire)');
  });

  test('takes no bearer token, and a call takes no session', async () => {
    const page = await browser().get('/conventions', { authorization: 'Bearer gestionnaire' });
    expect(page.statusCode).toBe(303);
    const visitor = await browser().enter('gestionnaire');
    expect((await visitor.get('/api/v1/schemes')).statusCode).toBe(401);
  });

  test('runs nothing inline, loads nothing from elsewhere, and is kept nowhere', async () => {
    const { headers, body } = await browser().get('/connexion');
    expect(String(headers['content-security-policy']).replace(/nonce-[\w-]{22}/, 'nonce-X')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'nonce-X'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(
      /<script(?! src="\/assets\/)|<style|\son\w+=|\sstyle=|(?:src|href|action)="(?:https?:)?\/\//,
    );
  });

  test.each(['/connexion', '/nulle-part', '/api/v1/health/live'])(
    '%s is shown in no frame, and read as what it says it is',
    async path => {
      const { headers } = await browser().get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  test('names its scripts by a number of this answer alone', async () => {
    const visitor = await browser().enter('auditeur');
    const numbers = new Set<string>();
    for (const path of ['/aide', '/aide', '/nulle-part']) {
      const { headers, body } = await visitor.get(path);
      const [, number] = /script-src 'nonce-([\w-]{22})'/.exec(String(headers['content-security-policy']))!;
      const scripts = [...body.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.every(tag => tag.includes(`nonce="${number}"`))).toBe(true);
      numbers.add(number!);
    }
    expect(numbers.size).toBe(3);
  });

  test('of an unknown address is a page too', async () => {
    const { statusCode, headers, body } = await browser().get('/nulle-part');
    expect([statusCode, headers['content-type']]).toStrictEqual([404, 'text/html; charset=utf-8']);
    expect(body).toContain('Ressource introuvable');
  });

  test('its style is served under the hash of its content, for ever', async () => {
    const visitor = browser();
    const [, path] = /<link rel="stylesheet" href="([^"]+)"/.exec((await visitor.get('/')).body)!;
    const { statusCode, headers } = await visitor.get(path!);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toStrictEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect((await visitor.get('/assets/..%2fassets.ts')).statusCode).toBe(404);
  });
});

describe('a session', () => {
  test('stands in a cookie that scripts do not see and other sites do not send', async () => {
    const { headers } = await browser().post('/connexion', { jeton: 'auditeur' });
    expect([headers['set-cookie']].flat().at(-1)).toMatch(
      /^session=pia_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  test('is never one that somebody else chose: each login opens another, and ends the one before', async () => {
    const planted = browser();
    planted.cookie = 'session=pia_chosen';
    await planted.post('/connexion', { jeton: 'auditeur' });
    expect(planted.cookie).not.toContain('chosen');
    const first = planted.cookie;
    await planted.get('/aide');
    await planted.post('/connexion', { jeton: 'gestionnaire' });
    expect(planted.cookie).not.toBe(first);
    const old = browser();
    old.cookie = first;
    expect((await old.get('/conventions')).statusCode).toBe(303);
  });

  test('ends at the logout, for its cookie too', async () => {
    const visitor = await browser().enter('auditeur');
    const { cookie } = visitor;
    expect((await visitor.post('/deconnexion', {})).headers['location']).toBe('/');
    expect(visitor.cookie).toBe('');
    visitor.cookie = cookie;
    expect((await visitor.get('/conventions')).statusCode).toBe(303);
  });

  test('an unknown token opens none, and says what to do', async () => {
    const visitor = browser();
    const { statusCode, body } = await visitor.post('/connexion', { jeton: '<b>nobody</b>' });
    expect([statusCode, visitor.cookie]).toStrictEqual([401, '']);
    expect(body).toContain('Demandez-en un autre');
    expect(body).not.toContain('<b>nobody');
  });

  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    String.raw`/\elsewhere.example/`,
    '/\t/elsewhere.example',
    'javascript:alert(1)',
    '',
  ])('leads after the login to a page of ours, never to %j', async retour => {
    const { headers } = await browser().post('/connexion', { jeton: 'auditeur', retour });
    expect(headers['location']).toBe('/');
  });
});

describe('a form', () => {
  test('that does not come from a page of the session is refused', async () => {
    const visitor = await browser().enter('auditeur');
    const refused = async (form: Record<string, string>, headers = {}) =>
      (await visitor.post('/deconnexion', form, headers)).statusCode;
    const { cookie, csrf } = visitor;
    expect(await refused({ _csrf: 'f'.repeat(64) })).toBe(403);
    expect(await refused({ _csrf: '' })).toBe(403);
    expect(await refused({}, { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await refused({}, { origin: 'null' })).toBe(403);
    expect(await refused({}, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect([visitor.cookie, visitor.csrf]).toStrictEqual([cookie, csrf]);
    expect(await refused({}, { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' })).toBe(303);
  });
});

test('guesses of tokens are slowed down', async () => {
  const visitor = browser();
  const answers: number[] = [];
  for (let attempt = 0; attempt < 40; attempt += 1) {
    answers.push((await visitor.post('/connexion', { jeton: `guess-${attempt}` })).statusCode);
  }
  expect(answers).toContain(429);
  const { body, headers } = await visitor.post('/connexion', { jeton: 'guess' });
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(body).toContain('Trop de demandes en peu de temps');
});
