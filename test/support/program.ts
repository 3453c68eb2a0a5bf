import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

export interface Program {
  readonly process: ChildProcess;
  /** The first line that it prints; `undefined` where it ends without one. */
  readonly firstLine: Promise<string | undefined>;
  /** Its exit code (`null` where a signal ended it) and all that it wrote to stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** Starts a TypeScript source as a process of its own. `environment` adds to ours, without any setting of ours. */
export function startProgram(
  source: string,
  environment: Record<string, string>,
  ...given: readonly string[]
): Program {
  const sources = join(root, 'test/support/sources.mjs');
  const started = spawn(process.execPath, ['--import', sources, source, ...given], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: started.stdout });
  let errors = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return {
    process: started,
    firstLine: Promise.race([
      once(lines, 'line').then(([line]) => String(line)),
      once(lines, 'close').then(() => undefined),
    ]),
    ended: once(started, 'close').then(([code]) => ({ code: code as number | null, errors })),
  };
}
