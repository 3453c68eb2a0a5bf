import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Program, startProgram } from '../../../test/support/program.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';

const source = join(import.meta.dirname, 'program.testing.ts');
const asRoot = process.getuid?.() === 0 ? test : test.skip;

let dataDir: string;
/** Each mode has a folder of its own in the data folder. */
let home: string;
let running: Program[];

beforeEach(async () => {
  dataDir = await temporaryFolder();
  home = join(dataDir, 'demonstration/postgres');
  running = [];
});
afterEach(async () => {
  for (const program of running) {
    program.process.kill('SIGTERM');
    await program.ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function begin(environment: Record<string, string> = {}): Program {
  const program = startProgram(source, { DATA_DIR: dataDir, ...environment });
  running.push(program);
  return program;
}

async function start(environment: Record<string, string> = {}): Promise<Program & { readonly url: string }> {
  const program = begin(environment);
  const url = await program.firstLine;
  if (url === undefined) throw new Error((await program.ended).errors);
  return { ...program, url };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map(row => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function keepNote(url: string, note: string): Promise<void> {
  await query(url, 'create table if not exists note (text text)');
  await query(url, `insert into note values ('${note}')`);
}
const notes = (url: string) => query(url, 'select text from note order by text');

function serverPid(): number {
  return Number(readFileSync(join(home, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** False for a zombie too: in a container nobody may be there to reap an orphan. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  if (existsSync('/proc/self'))
    return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function kill(program: Program): Promise<void> {
  program.process.kill('SIGKILL');
  await program.ended;
}

test('a first start makes a durable database, compared and sorted by code point', async () => {
  const { url } = await start();
  expect(
    await query(
      url,
      `select setting from pg_settings
       where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'listen_addresses', 'jit')
       order by name`,
    ),
  ).toEqual(['on', 'on', 'off', '', 'UTF8', 'on']);
  expect(await query(url, 'select datlocale from pg_database where datname = current_database()')).toEqual([
    'C.UTF-8',
  ]);
});

test('the data is still there after a stop and a start', async () => {
  const first = await start();
  await keepNote(first.url, 'kept');
  const pid = serverPid();
  first.process.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, errors: '' });
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(home, 'cluster/postmaster.pid'))).toBe(false);

  const second = await start();
  expect(await notes(second.url)).toEqual(['kept']);
});

test('a server left over by a killed process does not stand in the way', async () => {
  const first = await start();
  await keepNote(first.url, 'kept');
  const orphan = serverPid();
  await kill(first);
  expect(isRunning(orphan)).toBe(true);

  const second = await start();
  expect(await notes(second.url)).toEqual(['kept']);
  expect(isRunning(orphan)).toBe(false);
});

test('a killed server recovers what was committed', async () => {
  const first = await start();
  await keepNote(first.url, 'committed');
  process.kill(serverPid(), 'SIGKILL');
  await kill(first);

  const second = await start();
  expect(await notes(second.url)).toEqual(['committed']);
});

test('a number that another program has since taken is not believed', async () => {
  const first = await start();
  await keepNote(first.url, 'kept');
  process.kill(serverPid(), 'SIGKILL');
  await kill(first);
  const path = join(home, 'cluster/postmaster.pid');
  const lines = (await readFile(path, 'utf8')).split('\n');
  lines[0] = String(process.pid);
  await writeFile(path, lines.join('\n'));

  const second = await start();
  expect(await notes(second.url)).toEqual(['kept']);
});

test('a second process on the same folder is refused, and the first goes on', async () => {
  const first = await start();
  const { code, errors } = await begin().ended;
  expect(code).toBe(1);
  expect(errors).toMatch(
    /^DATA_DIR : le dossier .* est déjà utilisé par un autre processus de ce logiciel\./,
  );
  expect(errors.trim().split('\n')).toHaveLength(1);
  expect(await query(first.url, 'select 1')).toEqual([1]);
});

test('of two that start at the same moment on an empty folder, one is refused', async () => {
  const [one, other] = [begin(), begin()];
  const lines = await Promise.all([one.firstLine, other.firstLine]);
  const started = lines.filter(line => line !== undefined);
  expect(started).toHaveLength(1);
  expect(await query(started[0]!, 'select 1')).toEqual([1]);
});

test('a process that shares joins the server and leaves it running', async () => {
  const first = await start();
  const guest = await start({ USE: 'shared' });
  expect(guest.url).toBe(first.url);
  guest.process.kill('SIGTERM');
  await guest.ended;
  expect(await query(first.url, 'select 1')).toEqual([1]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s sent twice stops once, cleanly', async signal => {
  const program = await start();
  const pid = serverPid();
  program.process.kill(signal);
  program.process.kill(signal);
  expect(await program.ended).toEqual({ code: 0, errors: '' });
  expect(isRunning(pid)).toBe(false);
  expect(await readFile(join(home, 'postgres.log'), 'utf8')).toMatch(/database system is shut down\n$/);
});

test('Ctrl-C during the first start leaves no server behind', async () => {
  const program = begin();
  while (!existsSync(join(home, 'cluster.partial'))) await pause(5);
  program.process.kill('SIGINT');
  expect((await program.ended).code).toBe(0);
  expect(existsSync(join(home, 'cluster/postmaster.pid'))).toBe(false);
});

asRoot(
  'a data folder that PostgreSQL cannot enter has its database elsewhere, found again',
  async () => {
    await chmod(dataDir, 0o700);
    const first = await start();
    await keepNote(first.url, 'kept');
    const place = (await readFile(join(home, 'place'), 'utf8')).trim();
    try {
      expect(place).toMatch(/^\/var\/lib\/pia-ledger\/[0-9a-f]{16}$/);
      first.process.kill('SIGTERM');
      expect((await first.ended).errors).toContain(`la base de données est placée dans ${place}`);

      await chmod(dataDir, 0o711);
      const second = await start();
      expect(await notes(second.url)).toEqual(['kept']);
      second.process.kill('SIGTERM');
      await second.ended;
    } finally {
      await rm(place, { recursive: true, force: true });
    }
    const { code, errors } = await begin().ended;
    expect(code).toBe(1);
    expect(errors).toContain(`devrait se trouver dans ${place}, qui n’existe plus`);
  },
  60_000,
);

test('a path too long for a socket still works', async () => {
  const deep = join(dataDir, 'un-nom-de-dossier-bien-long/'.repeat(4));
  await mkdir(deep, { recursive: true, mode: 0o755 });
  const { url } = await start({ DATA_DIR: deep });
  expect(await query(url, 'select 1')).toEqual([1]);
});

test('a wrong setting refuses to start, in one line that names it', async () => {
  const { code, errors } = await begin({ PORT: 'trois mille' }).ended;
  expect(code).toBe(1);
  expect(errors.trim().split('\n')).toEqual([
    'Démarrage refusé, configuration incorrecte :',
    '  PORT : un numéro de port, de 0 (un port libre) à 65535, est attendu, pas « trois mille ».',
  ]);
});

test('a data folder that cannot be one refuses to start, and the variable named', async () => {
  const { code, errors } = await begin({ DATA_DIR: source }).ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^DATA_DIR : le dossier .+ n’est pas utilisable \(.+\)\.\n$/);
});

test('a DATABASE_URL where nobody answers refuses to start, and the variable named', async () => {
  const { code, errors } = await begin({ DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/base' }).ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^DATABASE_URL : le serveur PostgreSQL n’est pas utilisable \(.+\)\.\n$/);
});
