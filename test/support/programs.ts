import { execFile, spawnSync } from 'node:child_process';

/** Whether a program of the machine can be run: what it reads is skipped, by name, where it is absent. */
export const has = (program: string, version = '--version'): boolean =>
  spawnSync(program, [version]).error === undefined;

/** What a program says on its standard output; throws where it fails. */
export function run(program: string, ...given: readonly string[]): Promise<string> {
  const options = { env: { ...process.env, LANG: 'C.UTF-8' }, maxBuffer: 2 ** 26 };
  return new Promise((resolve, reject) => {
    execFile(program, given, options, (error, stdout, stderr) =>
      error ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
    );
  });
}
