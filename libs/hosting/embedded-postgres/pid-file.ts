import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const pathOf = (cluster: string) => join(cluster, 'postmaster.pid');
/** Above the largest process id that Linux gives. */
const NOBODYS_PID = '99999999';

/** Servers and processes end while one looks: what is gone by then was not there. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** The first line is the server's process id, the eighth its state. */
function linesOf(cluster: string): readonly string[] {
  return textOf(pathOf(cluster))?.split('\n') ?? [];
}

/** The command line of a process, empty for a zombie; `undefined` where there is none. */
function commandOf(pid: number): readonly string[] | undefined {
  return textOf(`/proc/${pid}/cmdline`)?.split('\0');
}

/** The process id of the living server of a cluster. A dead one's id may since be another program's. */
export function livingServer(cluster: string): number | undefined {
  const pid = Number(linesOf(cluster)[0]);
  if (!(pid > 0)) return undefined;
  if (process.platform === 'linux') return commandOf(pid)?.includes(cluster) ? pid : undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

export function isReady(cluster: string): boolean {
  return livingServer(cluster) !== undefined && linesOf(cluster)[7]?.trim() === 'ready';
}

/**
 * PostgreSQL refuses to start while anything bears the id in postmaster.pid: a zombie that nobody reaps, or a
 * program that came later. The id is struck out then; the file stays, since PostgreSQL finds in it whether
 * processes of the dead server still hold its memory.
 */
export async function disownDeadServer(cluster: string): Promise<void> {
  const [pid, ...rest] = linesOf(cluster);
  const command = process.platform === 'linux' ? commandOf(Number(pid)) : undefined;
  if (!command || basename(command[0] ?? '') === 'postgres') return;
  await writeFile(pathOf(cluster), [NOBODYS_PID, ...rest].join('\n'));
}
