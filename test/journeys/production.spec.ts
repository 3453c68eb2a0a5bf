import { Agreement, resources } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* A production ledger: no code is invented, and no account of the demonstration exists. */

let world: World;
beforeAll(async () => {
  world = await World.open({ mode: 'production' });
  world.on('2017-03-31');
}, PATIENCE);
afterAll(() => world.close());

test('the resources line is not committed until each of its codes is supplied; the equipment is', async () => {
  const crets = new Agreement(world, { reference: 'PROD-1', resources: true });
  await crets.signs();
  const poste = { on: '2016-10-14', amount: '500.00' };
  await crets.does('gestionnaire', '/commitments', {
    ...poste,
    line: 'equipment',
    tranche: '2016',
    ...crets.poste(1),
  });
  const grant = { ...poste, ...resources, ...crets.poste(2) };
  const refused = async () => {
    const { status, code, says } = await world.refused('gestionnaire', `${crets.path}/commitments`, grant);
    expect([status, code]).toStrictEqual([422, 'nomenclature_code_missing']);
    expect(says).toContain('14/10/2016');
    return says.toLowerCase();
  };
  const supplies = (axis: string, key: string, code: string, validFrom = '2016-01-01') =>
    world.does('administrateur', '/nomenclature', {
      axis,
      key,
      code,
      validFrom,
      source: 'Note de gestion',
      fictitious: false,
    });
  expect(await refused()).toContain('activité');
  await supplies('activite', 'resources', '021404DI0206');
  expect(await refused()).toContain('pce');
  await supplies('pce', 'eple', '653999');
  expect(await refused()).toContain('groupe de marchandises');
  // A code that begins later is none on the day of the commitment.
  await supplies('groupe_marchandises', 'eple', '10.09.01', '2016-10-15');
  await refused();
  await crets.does('gestionnaire', '/commitments', { ...grant, on: '2016-10-15' });
});

test('a fictitious code is refused', async () => {
  const { code, status } = await world.refused('administrateur', '/nomenclature', {
    axis: 'pce',
    key: 'region',
    code: '653124',
    validFrom: '2016-01-01',
    source: 'x',
    fictitious: true,
  });
  expect([status, code]).toStrictEqual([422, 'nomenclature_fictitious_outside_demonstration']);
});

test.each([
  'demo-gestionnaire',
  'demo-ordonnateur',
  'demo-tresorier',
  'demo-auditeur',
  'demo-administrateur',
])('the sample token %s is unknown', async token => {
  const { status, body, headers } = await world.ask(token, '/conventions');
  expect([status, body.code, headers['www-authenticate']]).toStrictEqual([401, 'token_unknown', 'Bearer']);
});

test('a revoked token is unknown, and tokens are stored hashed', async () => {
  expect((await world.ask('ordonnateur', '/conventions')).status).toBe(200);
  await world.ledger.tokens.revoke('autre-ordonnateur');
  expect((await world.ask('autre-ordonnateur', '/conventions')).status).toBe(401);
  const { rows } = await world.ledger.pool.query<{ row: string }>('select t::text as row from ops.token t');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ row }) => row.includes('pia_'))).toStrictEqual([]);
});
