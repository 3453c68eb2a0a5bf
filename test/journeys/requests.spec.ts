import { Agreement, equipment } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* A request sent twice, on an old version, without its key, or to see what it would do. */

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

let nth = 0;
async function agreement(): Promise<Agreement> {
  nth += 1;
  const crets = new Agreement(world, { reference: `REQUESTS-${nth}` });
  await crets.signs();
  return crets;
}

describe('the same request twice', () => {
  const body = { on: '2016-10-20', ...equipment, amount: '4000.00' };

  test('same key and body: one effect and the same answer; another body: refused', async () => {
    const crets = await agreement();
    const path = `${crets.path}/commitments`;
    const asked = { ...body, ...crets.poste(1) };
    const first = await world.post('gestionnaire', path, asked, { key: 'engagement' });
    const head = await world.head();
    const again = await world.post('gestionnaire', path, asked, { key: 'engagement' });
    expect([first.status, again.status]).toStrictEqual([201, 201]);
    expect(again.body).toStrictEqual(first.body);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    expect(await world.head()).toBe(head);
    const other = { ...asked, amount: '3999.99' };
    const problem = await world.refused('gestionnaire', path, other, { key: 'engagement' });
    expect([problem.status, problem.code]).toStrictEqual([422, 'idempotency_key_reused']);
    // The key is a person's own: somebody else's is another command, and a refusal of the rules.
    const elsewhere = await world.refused('autre-gestionnaire', path, asked, { key: 'engagement' });
    expect(elsewhere.code).toBe('commitment_above_maximum');
  });

  test('at the same time: one effect', async () => {
    const crets = await agreement();
    const asked = { ...body, ...crets.poste(1) };
    const head = await world.head();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.post('gestionnaire', `${crets.path}/commitments`, asked, { key: 'ensemble' }),
      ),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await world.head()).toBe(head + 1n);
  });

  test('a refusal is not remembered: the key serves again once the cause is gone', async () => {
    const crets = await agreement();
    const asked = crets.request('advance', '2016-10-20');
    const path = `${crets.path}/payments`;
    expect((await world.refused('gestionnaire', path, asked, { key: 'avance' })).code).toBe('poste_unknown');
    await crets.commits('4000.00');
    await world.does('gestionnaire', path, asked, { key: 'avance' });
  });

  test('without a key nothing is written', async () => {
    const crets = await agreement();
    const asked = { ...body, ...crets.poste(1) };
    const { status, code } = await world.refused('gestionnaire', `${crets.path}/commitments`, asked, {
      key: '',
    });
    expect([status, code]).toStrictEqual([400, 'idempotency_key_missing']);
  });

  test('a preview decides and records nothing', async () => {
    const crets = await agreement();
    const head = await world.head();
    const asked = { ...body, ...crets.poste(1) };
    const { status, body: answer } = await world.post(
      'gestionnaire',
      `${crets.path}/commitments?preview=true`,
      asked,
    );
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      preview: true,
      facts: [{ type: 'CommitmentRecorded', fiscalYear: 2016 }],
    });
    expect(await world.head()).toBe(head);
  });
});

describe('If-Match', () => {
  test('an old version is refused with 412, the present one is taken', async () => {
    const crets = await agreement();
    const { headers, body } = await world.ask('gestionnaire', crets.path);
    expect([headers['etag'], body.version]).toStrictEqual(['"5"', 5]);
    const path = `${crets.path}/commitments`;
    const asked = (amount: string, poste: 1 | 2) => ({
      on: '2016-10-20',
      ...equipment,
      ...crets.poste(poste),
      amount,
    });
    await world.does('gestionnaire', path, asked('1000.00', 1), { ifMatch: '"5"' });
    const old = await world.refused('gestionnaire', path, asked('1.00', 2), { ifMatch: '"5"' });
    expect([old.status, old.code]).toStrictEqual([412, 'version_mismatch']);
    expect(old.says).toMatch(/version 5, .*version 6/);
    const malformed = await world.refused('gestionnaire', path, asked('1.00', 2), { ifMatch: '6' });
    expect([malformed.status, malformed.code]).toStrictEqual([400, 'if_match_malformed']);
  });
});
