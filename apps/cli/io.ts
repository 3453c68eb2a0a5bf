import { type Ledger, openLedger, readConfiguration } from '#hosting';
import { fr } from '#wording';

/** What a command reads and writes: the terminal, or what a test puts in its place. */
export interface Io {
  readonly environment: NodeJS.ProcessEnv;
  /** One line of the answer. */
  print(line: string): void;
  /** One line about what is going on, beside the answer. */
  say(line: string): void;
  /** A bar that moves, on a terminal; nothing elsewhere. */
  progress(title: string): Progress;
}

export interface Progress {
  at(done: number, of: number): void;
  end(): void;
}

/** A mistake of the user, or an answer that is "no": its sentence is printed, and the exit code is 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Works on the ledger of the settings, joining a server that runs already, and closes it whatever happens. */
export async function withLedger<T>(
  io: Io,
  work: (ledger: Ledger) => Promise<T>,
  options: { readonly restoring?: boolean } = {},
): Promise<T> {
  const say = (sentence: string) => io.say(sentence);
  const ledger = await openLedger(readConfiguration(io.environment), 'shared', say, options);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'le dossier n’existe pas',
  ENOTDIR: 'ce chemin passe par un fichier',
  EEXIST: 'ce chemin passe par un fichier',
  EISDIR: 'c’est un dossier',
  EACCES: 'l’accès en est refusé',
  EPERM: 'l’accès en est refusé',
  EROFS: 'ce disque ne s’écrit pas',
  ENOSPC: 'le disque est plein',
};

/** Tells why a file cannot be written where the place is at fault; throws what else went wrong. */
export function notWritten(path: string): (error: NodeJS.ErrnoException) => never {
  return error => {
    const cause = CAUSES[error.code ?? ''];
    if (cause === undefined) throw error;
    throw new CommandFailed(fr`${path} ne peut pas être écrit : ${cause}.`);
  };
}
