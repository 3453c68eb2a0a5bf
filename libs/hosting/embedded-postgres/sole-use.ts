import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SoleUse {
  release(): Promise<void>;
}

/**
 * Takes the sole use of a data folder for this process; `undefined` where another living process has it.
 * It is a listening socket, which dies with its process: no stale lock after a SIGKILL. Linux has sockets without
 * file, bound atomically; elsewhere the file of a dead process is found out by knocking.
 */
export async function takeSoleUse(key: string): Promise<SoleUse | undefined> {
  const linux = process.platform === 'linux';
  const path = linux ? `\0pia-ledger-${key}` : join(tmpdir(), `pia-ledger-${key}.sock`);
  let server = await listen(path);
  if (!server && !linux && !(await answers(path))) {
    await rm(path, { force: true });
    server = await listen(path);
  }
  if (!server) return undefined;
  const taken = server;
  taken.unref();
  return {
    release: async () => {
      taken.close();
      await once(taken, 'close');
    },
  };
}

async function listen(path: string): Promise<Server | undefined> {
  const server = createServer(socket => socket.destroy());
  try {
    server.listen(path);
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
