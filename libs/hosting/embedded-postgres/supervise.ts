import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Home } from './home.js';
import { startServer } from './server.js';

/** Between two attempts to start a server that does not come back, in milliseconds: its disk may be full. */
const PAUSE_MS = 2_000;

/**
 * Starts the server, and again whenever it dies on its own: killed, out of memory, its disk full. The answer ends the
 * supervision and leaves the server as it is.
 */
export async function superviseServer(
  home: Home,
  binaries: string,
  say: (sentence: string) => void,
): Promise<() => Promise<void>> {
  const ending = new AbortController();
  let reviving: Promise<void> = Promise.resolve();
  const watch = (server: ChildProcess) => {
    const died = () => {
      if (!ending.signal.aborted) reviving = revive();
    };
    if (server.exitCode === null && server.signalCode === null) server.once('exit', died);
    else died();
  };
  const revive = async () => {
    say('La base de données s’est arrêtée : elle est redémarrée.');
    while (!ending.signal.aborted) {
      try {
        watch(await startServer(home, binaries, say));
        return;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await pause(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  };
  watch(await startServer(home, binaries, say));
  return async () => {
    ending.abort();
    await reviving;
  };
}
