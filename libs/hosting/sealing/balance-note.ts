import {
  type Checkpoint,
  openNote,
  readCheckpoint,
  type Signer,
  signCheckpoint,
  type Verifier,
} from '#proof';

const POSITION = 'position';

/** What is signed when a fiscal year closes. */
export interface BalanceCheckpoint {
  readonly year: number;
  /** The event that closed the year: the balances are as known there. */
  readonly position: number;
  /** How many balances. */
  readonly size: number;
  readonly root: Buffer;
}

/** A note of its own name, so that it is never taken for a checkpoint of the log: `origin/balances/year`. */
export function signBalances({ year, position, size, root }: BalanceCheckpoint, signer: Signer): string {
  const extensions = new Map([[POSITION, String(position)]]);
  return signCheckpoint({ origin: nameOf(signer.name, year), size, root, extensions }, signer);
}

/** Reads a note that a key of this log signed over its balances of that year; else `undefined`. */
export function openBalances(
  note: string,
  { origin, year }: { readonly origin: string; readonly year: number },
  verifiers: readonly Verifier[],
): BalanceCheckpoint | undefined {
  const opened = openNote(note, verifiers);
  if (!opened?.signers.some(({ name }) => name === origin)) return undefined;
  const read: Checkpoint | undefined = readCheckpoint(opened.text);
  const position = Number(read?.extensions?.get(POSITION));
  if (read?.origin !== nameOf(origin, year) || !Number.isSafeInteger(position)) return undefined;
  return { year, position, size: read.size, root: read.root };
}

function nameOf(origin: string, year: number): string {
  return `${origin}/balances/${year}`;
}
