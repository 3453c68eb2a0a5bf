import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { closeFirst } from '../ground.js';

const root = join(import.meta.dirname, '../../..');

/**
 * Starts a built program in a process of its own; the line by which it says that it is ready. It is stopped with the
 * ground. Throws where it ends before.
 */
export async function startBuilt(
  app: 'server' | 'projector',
  environment: Record<string, string>,
  ready: RegExp,
): Promise<RegExpExecArray> {
  const { PATH, NODE_OPTIONS = '' } = process.env;
  const started = spawn(process.execPath, [join(root, 'dist/apps', app, 'main.js')], {
    cwd: root,
    env: { PATH, NODE_OPTIONS, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own: Ctrl-C in the terminal is for the bench, which stops it.
    detached: true,
  });
  const ended = once(started, 'exit');
  closeFirst(async () => {
    started.kill('SIGTERM');
    await ended;
  });
  for await (const line of createInterface({ input: started.stdout })) {
    const said = ready.exec(line);
    if (!said) continue;
    started.stdout.resume();
    return said;
  }
  throw new Error(`${app} ended before it was ready`);
}
