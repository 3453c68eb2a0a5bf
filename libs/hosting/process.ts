import { inspect } from 'node:util';
import { StartRefused } from './start-refused.js';

/** Runs a program. Where it refuses to start it says why, without stack, and exits with code 1. */
export async function launch(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * On Ctrl-C or SIGTERM calls `stop` once, then exits. Later signals change nothing: npm sends a second one, and so
 * does an impatient user. Call it before what is to be stopped is started, so that no moment goes uncovered.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const begin = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${inspect(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, begin);
}
