import type { Io } from './io.js';
import { run } from './program.js';

export interface Ran {
  readonly code: number;
  /** The answer, and what was said beside it. */
  readonly printed: string;
  readonly said: string;
}

/** Runs a command as from the terminal. */
export async function pia(given: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const printed: string[] = [];
  const said: string[] = [];
  const io: Io = {
    environment,
    print: line => void printed.push(line),
    say: line => void said.push(line),
    progress: () => ({ at: () => {}, end: () => {} }),
  };
  const code = await run(given, io);
  return { code, printed: printed.join('\n'), said: said.join('\n') };
}

/** With plain spaces, for sentences compared by their words. */
export function plain(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
