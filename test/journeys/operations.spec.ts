import { Writable } from 'node:stream';
import { openVoice, sealNow, verifyLedger } from '#hosting';
import { Agreement, draftOf } from '../support/agreement.js';
import { PATIENCE, World } from '../support/world.js';

/* What those who operate the ledger see: metrics, the log, a full disk, a clock that goes back. */

const TOKEN = 'jeton-de-supervision-0123456789';

let world: World;
let agreement: Agreement;
let logged: Record<string, unknown>[];
beforeAll(async () => {
  logged = [];
  const output = new Writable({
    write: (line: Buffer, _, done) => {
      logged.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  const { log } = openVoice({ logLevel: 'log', logFormat: 'json' }, output);
  world = await World.open({ mode: 'production', metricsToken: TOKEN, log });
  world.on('2016-10-20');
  agreement = new Agreement(world, { reference: 'EXPLOITATION-1' });
  await agreement.signs();
  await agreement.commits('4000.00');
}, PATIENCE);
afterAll(() => world.close());

async function metrics(): Promise<ReadonlyMap<string, number>> {
  const { status, text } = await world.ask(TOKEN, '/metrics');
  expect(status).toBe(200);
  return new Map(
    text.split('\n').flatMap(line => {
      const [, name, value] = /^(pia_\S+) (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}

const onServer = process.env['TEST_ENGINE'] === 'eventstoredb';

describe('/metrics', () => {
  test.each([
    ['no token', '', 401],
    ['a token of an account', 'gestionnaire', 401],
    ['a token that begins alike', TOKEN.slice(0, -1), 401],
    ['the token', TOKEN, 200],
  ])('with %s', async (_, token, status) => {
    expect((await world.ask(token, '/metrics')).status).toBe(status);
  });

  test('is closed in production without METRICS_TOKEN', async () => {
    const closed = await World.open({ mode: 'production' });
    try {
      expect((await closed.ask(TOKEN, '/metrics')).status).toBe(404);
    } finally {
      await closed.close();
    }
  });

  test('tells what was appended and refused, by route, without naming a convention', async () => {
    const before = await metrics();
    await world.refused('auditeur', '/conventions', draftOf({ reference: 'NON' }));
    const poste = { line: 'equipment', tranche: '2016', ...agreement.poste(1), amount: '0.01' };
    await agreement.does('gestionnaire', '/commitments/reductions', { on: '2016-10-20', ...poste });
    const after = await metrics();
    const gained = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(gained('pia_refusals_total{code="permission_missing"}')).toBe(1);
    expect(gained('pia_append_seconds_count{outcome="appended"}')).toBe(1);
    expect(gained('pia_append_batch_size_count')).toBe(onServer ? 0 : 1);
    const route = 'method="POST",route="/api/v1/conventions/:id/commitments/reductions",status="201"';
    expect(gained(`pia_http_request_seconds_count{${route}}`)).toBe(1);
    expect(after.get('pia_log_events')).toBe(Number(await world.head()));
    expect([...after.keys()].filter(name => name.includes(agreement.id))).toStrictEqual([]);
  });

  test('tells how far the followers are, the last seal and the last verification', async () => {
    const none = await metrics();
    expect(none.has('pia_seal_events') || none.has('pia_verification_ok')).toBe(false);
    await sealNow(world.ledger);
    expect(await world.difference()).toBeNull();
    await verifyLedger(world.ledger, { log: () => {}, readModels: () => {} });
    const seen = await metrics();
    const head = Number(await world.head());
    expect(seen.get('pia_storage_up')).toBe(1);
    expect(seen.get('pia_follower_lag_events{follower="read"}')).toBe(0);
    expect(seen.get('pia_follower_lag_events{follower="seal"}')).toBe(0);
    expect(seen.get('pia_dead_letters{state="waiting"}')).toBe(0);
    expect(seen.get('pia_seal_events')).toBe(head);
    expect(seen.get('pia_verification_ok')).toBe(1);
    expect(seen.get('pia_verification_age_seconds')).toBeLessThan(60);
  });
});

describe('the log', () => {
  test('has a line for each answer, under the correlation id of the request and of what it recorded', async () => {
    const body = draftOf({ reference: 'EXPLOITATION-2' });
    const answer = await world
      .post('gestionnaire', '/conventions', body, { key: 'journal-1' })
      .set('X-Correlation-Id', 'suivi-0123456789');
    const { id, position } = answer.body as { id: string; position: string };
    const [record] = await world.ledger.store.readAll(BigInt(position) - 1n, 1);
    expect((JSON.parse(record!.text) as { correlationId: string }).correlationId).toBe('suivi-0123456789');
    const lines = logged.filter(({ correlationId }) => correlationId === 'suivi-0123456789');
    expect(lines).toMatchObject([
      {
        msg: 'answered',
        method: 'POST',
        route: '/api/v1/conventions',
        status: 201,
        account: 'gestionnaire',
        recorded: { stream: `convention-${id}`, version: 1, position },
      },
    ]);
  });

  test('says the code of a refusal, and neither what was searched, nor the token, nor who called from where', async () => {
    await world.ask('gestionnaire', '/conventions?search=Marguerite+Personne&limit=0');
    await world.ask('auditeur', '/conventions?search=Marguerite+Personne');
    expect(logged.at(-2)).toMatchObject({
      route: '/api/v1/conventions',
      status: 422,
      code: 'number_out_of_range',
    });
    const text = JSON.stringify(logged.filter(({ msg }) => msg === 'answered'));
    expect(text).not.toMatch(/Marguerite|Bearer|pia_|127\.0\.0\.1|FR76/);
  });
});

describe('a full disk', () => {
  // Where the log stands in EventStoreDB its copy is full: the act stands there, and is found when it is asked again.
  const said = onServer
    ? { code: 'event_store_unavailable', detail: /^Le journal ne répond pas .* a pu être enregistrée ou non/ }
    : { code: 'storage_full', detail: /^Le stockage du registre est plein : rien n’a été/ };
  const owner = (sql: string) => world.owner(sql);

  test('is a 503 that says what to do; the same act passes once there is space, and counts once', async () => {
    await owner(`create function public.full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await owner('create trigger full_disk before insert on ledger.event execute function public.full()');
    const poste = { line: 'equipment', tranche: '2016', ...agreement.poste(1), amount: '1.00' };
    const path = `${agreement.path}/commitments/reductions`;
    const ask = () =>
      world.post('gestionnaire', path, { on: '2016-10-20', ...poste }, { key: 'disque-plein' });
    const before = await world.head();
    try {
      const { status, body, headers } = await ask();
      expect([status, body.code]).toStrictEqual([503, said.code]);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers['retry-after']).toBe('1');
      expect(body.detail.replaceAll('\u00A0', ' ')).toMatch(said.detail);
      expect((await world.ask('gestionnaire', '/conventions')).status).toBe(200);
      expect(await world.head()).toBe(before);
    } finally {
      await owner('drop trigger full_disk on ledger.event');
    }
    expect((await ask()).status).toBe(201);
    expect((await ask()).status).toBe(201);
    expect(await world.head()).toBe(before + 1n);
  });
});

test('a clock that is set back: recorded times do not go back, and the log stays verified', async () => {
  world.on('2016-12-01');
  const poste = { line: 'equipment', tranche: '2016', ...agreement.poste(1), amount: '1.00' };
  const reduce = (on: string) => agreement.does('gestionnaire', '/commitments/reductions', { on, ...poste });
  const { position: first } = await reduce('2016-11-30');
  world.on('2016-11-03');
  const { position: second } = await reduce('2016-11-03');
  const records = await world.ledger.store.readAll(BigInt(first) - 1n, 2);
  expect(records.map(({ position }) => String(position))).toStrictEqual([first, second]);
  expect(records.map(({ recordedAt }) => recordedAt.slice(0, 10))).toStrictEqual([
    '2016-12-01',
    '2016-12-01',
  ]);
  expect(await world.difference()).toBeNull();
  const { log } = await verifyLedger(world.ledger, { log: () => {}, readModels: () => {} });
  expect(log.fault).toBeNull();
});
