import { HASH_BYTES } from './hash.js';
import { openNote, signNote, type Signer, type Verifier } from './signed-note.js';

/** What is signed about a log: how many leaves it has, and their root (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** The name of the log, which is also that of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** Lines of `name value` after the root, by name: what else is signed. */
  readonly extensions?: ReadonlyMap<string, string>;
}

/** The first 8 bytes of a root, hexadecimal: what is printed on a report, where the whole one is too long. */
export function shortRoot(root: Buffer): string {
  return root.toString('hex', 0, SHORT);
}

const SHORT = 8;

/** The note of a checkpoint: origin, size, root in base64, its extensions, an empty line, the signature. */
export function signCheckpoint(
  { origin, size, root, extensions = new Map() }: Checkpoint,
  signer: Signer,
): string {
  const more = [...extensions].map(([name, value]) => `${name} ${value}\n`).join('');
  return signNote(`${origin}\n${size}\n${root.toString('base64')}\n${more}`, signer);
}

/** Reads a note without asking who signed it; `undefined` where it is not that of a checkpoint. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const lines = note.split('\n');
  const [origin = '', digits = '', encoded = ''] = lines;
  const root = Buffer.from(encoded, 'base64');
  const size = Number(digits);
  const wellFormed =
    origin !== '' &&
    /^(?:0|[1-9]\d{0,15})$/.test(digits) &&
    Number.isSafeInteger(size) &&
    root.length === HASH_BYTES &&
    root.toString('base64') === encoded;
  if (!wellFormed) return undefined;
  const extensions = new Map(lines.slice(3, lines.indexOf('')).map(extensionOf));
  return { origin, size, root, ...(extensions.size === 0 ? {} : { extensions }) };
}

function extensionOf(line: string): [name: string, value: string] {
  const [name = '', ...value] = line.split(' ');
  return [name, value.join(' ')];
}

/** Reads a note that one of the keys signed, for a log of the key's own name; else `undefined`. */
export function openCheckpoint(note: string, verifiers: readonly Verifier[]): Checkpoint | undefined {
  const opened = openNote(note, verifiers);
  const checkpoint = opened && readCheckpoint(opened.text);
  return checkpoint && opened.signers.some(({ name }) => name === checkpoint.origin) ? checkpoint : undefined;
}
