import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.js';
import { type Home, ownFolder } from './home.js';

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
  max_connections: '60',
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

/** The lines of postmaster.pid: the first is the process id, the eighth the server's state. */
function pidFile(home: Home): readonly string[] {
  const path = join(home.cluster, 'postmaster.pid');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

/** The process named in postmaster.pid: a living server of this cluster, none, or what since took its number. */
function holder(home: Home): { readonly pid: number; readonly is: 'server' | 'gone' | 'another program' } {
  const pid = Number(pidFile(home)[0] ?? 0);
  if (!(pid > 0)) return { pid, is: 'gone' };
  try {
    if (process.platform !== 'linux') return { pid, is: process.kill(pid, 0) ? 'server' : 'gone' };
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (args.includes(home.cluster)) return { pid, is: 'server' };
    return { pid, is: program === '' ? 'gone' : 'another program' };
  } catch {
    return { pid, is: 'gone' };
  }
}

function livingServer(home: Home): number | undefined {
  const { pid, is } = holder(home);
  return is === 'server' ? pid : undefined;
}

export function isReady(home: Home): boolean {
  return livingServer(home) !== undefined && pidFile(home)[7]?.trim() === 'ready';
}

/** Stops the server of this cluster, whoever started it: rolls open transactions back, writes a checkpoint. */
export async function stopServer(home: Home): Promise<void> {
  const pid = livingServer(home);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; livingServer(home) === pid; waited += 20) {
    await pause(20);
    // Without checkpoint; the next start recovers from the log.
    if (waited === 30_000) process.kill(pid, 'SIGQUIT');
  }
}

/** Starts the server and waits until it takes connections, recovery after a crash included. */
export async function startServer(
  home: Home,
  binaries: string,
  say: (sentence: string) => void,
): Promise<void> {
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: home.sockets });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // PostgreSQL would take any program of its own account for a rival; a dead server's file it judges itself.
    if (holder(home).is === 'another program') await rm(join(home.cluster, 'postmaster.pid'), { force: true });
    const log = await openLog(home);
    const server = run(home, join(binaries, 'postgres'), ['-D', home.cluster, ...flags], log);
    closeSync(log);
    await once(server, 'spawn');
    server.unref();
    for (let waited = 0; server.exitCode === null && server.signalCode === null; waited += 20) {
      if (isReady(home)) return;
      if (waited === 5_000) say('La base de données se rétablit après un arrêt brutal…');
      await pause(20);
    }
    await pause(500);
  }
  throw new StartRefused(
    `PostgreSQL ne démarre pas ; les dernières lignes de ${home.log} :\n${await lastLines(home)}`,
  );
}
