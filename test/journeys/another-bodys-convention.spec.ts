import { Agreement, draftOf, equipment, resources } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* To whom a convention is outside, it does not exist: byte for byte. */

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

describe('another body’s convention', () => {
  let crets: Agreement;
  beforeAll(async () => {
    crets = new Agreement(world, { reference: 'AUTRUI', resources: true });
    await crets.signs();
    await crets.commits('4000.00');
  });
  const nothing = '0193a1de-0000-5000-8000-000000000001';
  const STRANGERS = ['tresorier-ailleurs', 'gestionnaire-lyon'];

  /** All that a stranger could compare: the bytes and the headers, but for the clock and the correlation. */
  const bare = (response: { status: number; text: string; headers: object }) => {
    const { 'x-correlation-id': id, date: _, ...headers } = response.headers as Record<string, string>;
    return { status: response.status, text: response.text.replace(id!, ''), headers };
  };

  test.each(STRANGERS)('for %s it is byte for byte as if it did not exist', async stranger => {
    const reads = ['', '/events', '/deadlines', '?effectiveOn=2016-10-31&knownAt=2016-10-31'];
    for (const rest of reads) {
      const outside = bare(await world.ask(stranger, `/conventions/${crets.id}${rest}`));
      const missing = bare(await world.ask(stranger, `/conventions/${nothing}${rest}`));
      expect(outside).toStrictEqual(missing);
      expect(outside.status).toBe(404);
      expect(outside.text).toContain('convention_unknown');
    }
    expect((await world.ask('tresorier-crets', `/conventions/${crets.id}`)).status).toBe(200);
  });

  test.each(STRANGERS)('%s writes nothing to it, and learns nothing', async stranger => {
    const statement = {
      on: '2017-03-10',
      ...equipment,
      certifiedExactOn: '2017-03-10',
      documents: [],
      expenses: [
        {
          label: 'x',
          allocations: ['0382460T-classe_mobile'],
          amount: '1.00',
          quantity: 1,
          deliveredOn: '2017-01-12',
        },
      ],
    };
    const head = await world.head();
    const to = async (id: string, rest: string) =>
      bare(await world.post(stranger, `/conventions/${id}${rest}`, statement, { key: 'inconnu' }));
    for (const rest of ['/expense-statements', '/expense-statements?preview=true']) {
      const outside = await to(crets.id, rest);
      expect(outside).toStrictEqual(await to(nothing, rest));
      expect(outside.status).toBe(404);
    }
    expect(await world.head()).toBe(head);
  });

  test('the other payee of the same convention declares nothing on a line that is not theirs', async () => {
    const used = [{ allocation: '0382460T-ecole', amount: '1.00' }];
    const body = { on: '2017-03-10', ...resources, final: false, used, documents: [] };
    const { status, code } = await world.refused('tresorier-crets', `${crets.path}/resource-uses`, body);
    expect([status, code]).toStrictEqual([422, 'line_unknown']);
    await crets.does('tresorier-college', '/resource-uses', body);
  });

  test('nor does a redraft tell', async () => {
    const asked = draftOf({ reference: 'AILLEURS' });
    const to = async (id: string) =>
      bare(await world.post('gestionnaire-lyon', `/conventions/${id}`, asked, { key: 'r', method: 'put' }));
    const outside = await to(crets.id);
    expect(outside).toStrictEqual(await to(nothing));
    expect(outside.status).toBe(404);
  });
});
