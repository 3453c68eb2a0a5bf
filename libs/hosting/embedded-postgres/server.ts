import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.js';
import { type Home, ownFolder } from './home.js';
import { disownDeadServer, isReady, livingServer } from './pid-file.js';

export const OWNER = 'ledger_owner';
/** Names the socket; nothing listens on TCP. */
export const PORT = 5432;

const SETTINGS = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  work_mem: '64MB',
  jit: 'off',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const LARGEST_LOG = 10 * 1024 * 1024;
/** Backends that outlive a killed server hold its memory for a moment, and the next one is refused until then. */
const ATTEMPTS = 5;

function run(home: Home, command: string, args: readonly string[], output: number): ChildProcess {
  return spawn(command, args, {
    ...home.account,
    cwd: home.folder,
    // A process group of its own: Ctrl-C in the terminal is for us, and we stop the server last.
    detached: true,
    stdio: ['ignore', output, output],
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
  });
}

async function openLog(home: Home): Promise<number> {
  if (existsSync(home.log) && (await stat(home.log)).size > LARGEST_LOG) {
    await rename(home.log, `${home.log}.1`);
  }
  return openSync(home.log, 'a', 0o600);
}

async function lastLines(home: Home): Promise<string> {
  return (await readFile(home.log, 'utf8')).trimEnd().split('\n').slice(-5).join('\n');
}

/** Creates the cluster where there is none. It takes its place when complete, so a killed creation starts anew. */
export async function createCluster(home: Home, binaries: string): Promise<void> {
  if (existsSync(home.cluster)) return;
  const partial = `${home.cluster}.partial`;
  await rm(partial, { recursive: true, force: true });
  await ownFolder(home, partial);
  const log = await openLog(home);
  const initdb = run(
    home,
    join(binaries, 'initdb'),
    [
      `--pgdata=${partial}`,
      `--username=${OWNER}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    log,
  );
  const [code] = (await once(initdb, 'exit')) as [number | null];
  closeSync(log);
  if (code !== 0) {
    throw new StartRefused(`PostgreSQL n’a pas pu créer la base de données :\n${await lastLines(home)}`);
  }
  await rename(partial, home.cluster);
}

/** Stops the server of this cluster, whoever started it: rolls open transactions back, writes a checkpoint. */
export async function stopServer(home: Home): Promise<void> {
  const pid = livingServer(home.cluster);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; livingServer(home.cluster) === pid; waited += 20) {
    await pause(20);
    // Without checkpoint; the next start recovers from the log.
    if (waited === 30_000) process.kill(pid, 'SIGQUIT');
  }
}

/**
 * Starts the server and waits until it takes connections, recovery after a crash included. The caller has the sole
 * use of the data folder, and no server of it is alive. The answer is its process.
 */
export async function startServer(
  home: Home,
  binaries: string,
  say: (sentence: string) => void,
): Promise<ChildProcess> {
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: home.sockets });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await disownDeadServer(home.cluster);
    await rm(join(home.sockets, `.s.PGSQL.${PORT}.lock`), { force: true });
    const log = await openLog(home);
    const server = run(home, join(binaries, 'postgres'), ['-D', home.cluster, ...flags], log);
    closeSync(log);
    await once(server, 'spawn');
    server.unref();
    for (let waited = 0; server.exitCode === null && server.signalCode === null; waited += 20) {
      if (isReady(home.cluster)) return server;
      if (waited === 5_000) say('La base de données se rétablit après un arrêt brutal…');
      await pause(20);
    }
    await pause(500);
  }
  throw new StartRefused(
    `PostgreSQL ne démarre pas ; les dernières lignes de ${home.log} :\n${await lastLines(home)}`,
  );
}
