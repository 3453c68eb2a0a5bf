import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { wrongs } from '../support/audit.js';
import { Deployment, type Server } from '../support/deployment.js';

/* Several servers on one PostgreSQL server. */

let deployment: Deployment;
let servers: readonly Server[];
beforeAll(async () => {
  deployment = await Deployment.prepare(8);
  servers = await Promise.all([deployment.server(), deployment.server()]);
  await deployment.projector();
}, 60_000);
afterAll(() => deployment.remove(), 60_000);

const headers = () => ({
  authorization: `Bearer ${deployment.office.token}`,
  'content-type': 'application/json',
});

function raise(server: Server, nth: number, key: string = randomUUID()): Promise<Response> {
  const { path, body } = deployment.office.postes[nth]!;
  return fetch(`${server.url}${path}/raises`, {
    method: 'POST',
    headers: { ...headers(), 'idempotency-key': key },
    body: JSON.stringify({ ...body, amount: '1.00' }),
  });
}

interface Written {
  readonly id: string;
  readonly version: number;
  readonly token: string;
}

test('write to the same conventions at once: every act counts once, positions are dense', async () => {
  const clerks = deployment.clerks(servers, 12);
  await clerks.acknowledge(300);
  await clerks.finish();
  expect(await wrongs(deployment.database.pool, clerks.acknowledged)).toStrictEqual([]);
  await deployment.caughtUp(5_000);
  expect(await deployment.difference()).toBeNull();
}, 60_000);

test('what was written to one is read from the other, given its token', async () => {
  for (let nth = 0; nth < 20; nth += 1) {
    const { id, token, version } = (await (await raise(servers[nth % 2]!, 0)).json()) as Written;
    const other = servers[(nth + 1) % 2]!;
    const listed = await fetch(`${other.url}/api/v1/conventions?limit=200&after=${token}`, {
      headers: headers(),
    });
    const { conventions } = (await listed.json()) as {
      readonly conventions: readonly { readonly id: string; readonly version?: number }[];
    };
    expect([listed.status, conventions.some(convention => convention.id === id)]).toStrictEqual([200, true]);
    const one = await fetch(`${other.url}/api/v1/conventions/${id}?after=${token}`, { headers: headers() });
    expect(((await one.json()) as Written).version).toBe(version);
  }
}, 60_000);

test('the same act sent to both at once is recorded once, and both answer the same', async () => {
  for (let nth = 0; nth < 10; nth += 1) {
    const [key, before] = [randomUUID(), await deployment.head()];
    const answers = await Promise.all(servers.map(server => raise(server, 1, key)));
    expect(answers.map(({ status }) => status)).toStrictEqual([201, 201]);
    const [one, other] = await Promise.all(answers.map(answer => answer.json()));
    expect(one).toStrictEqual(other);
    expect(await deployment.head()).toBe(before + 1);
  }
}, 60_000);

test('one that is told to stop answers what is under way, and records it', async () => {
  const leaving = await deployment.server();
  const before = await deployment.head();
  const holder = await deployment.owner.connect();
  await holder.query("begin; select pg_advisory_xact_lock(hashtext('ledger'), hashtext('append'))");
  const asked = Array.from({ length: 8 }, (_, nth) => raise(leaving, nth));
  const waiting = async () => {
    const { rows } = await deployment.owner.query(
      "select from pg_locks where locktype = 'advisory' and not granted",
    );
    return rows.length > 0;
  };
  while (!(await waiting())) await new Promise(resolve => setTimeout(resolve, 10));
  // The eighth may still be on its way through the process.
  await new Promise(resolve => setTimeout(resolve, 300));
  leaving.kill('SIGTERM');
  await new Promise(resolve => setTimeout(resolve, 300));
  await holder.query('commit');
  holder.release();
  const statuses = await Promise.all(asked.map(async answer => (await answer).status));
  expect(statuses).toStrictEqual(Array(8).fill(201));
  expect(await deployment.head()).toBe(before + 8);
  expect(await leaving.ended).toBe(0);
  await expect(raise(leaving, 0)).rejects.toThrow();
}, 60_000);
