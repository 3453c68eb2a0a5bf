import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A built program in a process of its own. */
export interface Built {
  readonly pid: number;
  /** What it wrote so far, on both streams. */
  readonly output: () => string;
  /** Resolves when what it wrote matches; rejects where it ends before. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, `null` where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts a program of dist/ with the given settings, and none of ours. */
export function startApp(
  app: 'server' | 'projector' | 'cli',
  environment: Record<string, string>,
  ...given: readonly string[]
): Built {
  const { PATH, NODE_OPTIONS = '' } = process.env;
  const started = spawn(process.execPath, [join(root, 'dist/apps', app, 'main.js'), ...given], {
    cwd: root,
    env: { PATH, NODE_OPTIONS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in the terminal is for us, who stop it.
    detached: true,
  });
  let output = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      started.emit('said');
    });
  }
  const ended = once(started, 'close').then(([code]) => code as number | null);
  return {
    pid: started.pid!,
    output: () => output,
    says: async pattern => {
      for (;;) {
        const said = pattern.exec(output);
        if (said) return said;
        const over = await Promise.race([once(started, 'said').then(() => false), ended.then(() => true)]);
        if (over && !pattern.test(output)) throw new Error(`${app} ended before ${pattern}:\n${output}`);
      }
    },
    kill: signal => void started.kill(signal),
    ended,
  };
}
