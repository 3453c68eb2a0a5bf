import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import { type Refusal, refuse } from '#kernel';
import { fecFormat, hledgerFormat, Journal, type LogStated } from '#ledger';
import { EMPTY_ROOT, nodesOf, rootAt } from '#proof';
import { incompleteOf, journalFacts, onSnapshot, readModelPosition } from '#read-models';
import type { Ledger } from '../ledger/open-ledger.js';
import { sealNow } from '../sealing/keep-seals.js';
import { latestCheckpoint } from '../sealing/proofs.js';
import { StoredTiles } from '../sealing/stored-tiles.js';

const FORMATS = { hledger: () => hledgerFormat, fec: fecFormat };
export type JournalFormatName = keyof typeof FORMATS;
export const JOURNAL_FORMATS = Object.keys(FORMATS) as readonly JournalFormatName[];

export interface JournalQuestion {
  readonly format: JournalFormatName;
  /** One exercice, with what is brought forward; default: the whole journal. */
  readonly year?: number | undefined;
  readonly perimeter: Perimeter;
}

/** A fact of these conventions could not be read, so that their entries are not all known. */
export type JournalRefusal = Refusal<'journal_incomplete', { references: readonly string[] }>;

/** Signs the log, and says up to where it is both signed and read. */
export async function statedLog(ledger: Pick<Ledger, 'pool' | 'configuration'>): Promise<LogStated> {
  const { pool } = ledger;
  await sealNow(ledger);
  const signed = (await latestCheckpoint(pool))?.size ?? 0;
  const read = Number(await readModelPosition(pool));
  return logAt(pool, Math.min(signed, read));
}

export async function logAt(pool: pg.Pool, position: number): Promise<LogStated> {
  const root = position === 0 ? EMPTY_ROOT : await rootAt(nodesOf(new StoredTiles(pool)), position);
  return { position: BigInt(position), root: root.toString('base64') };
}

/** Writes the journal of the facts of a stated log, in bounded memory, to a sink that is opened then and ended. */
export async function writeJournal(
  pool: pg.Pool,
  question: JournalQuestion,
  log: LogStated,
  open: () => Writable,
): Promise<JournalRefusal | undefined> {
  return onSnapshot(pool, async client => {
    const references = await incompleteOf(client, question.perimeter);
    if (references.length > 0) return refuse('journal_incomplete', { references });
    await pipeline(Readable.from(inChunks(textsOf(client, question, log))), open());
    return undefined;
  });
}

async function* textsOf(
  client: ClientBase,
  { format, year, perimeter }: JournalQuestion,
  log: LogStated,
): AsyncGenerator<string> {
  const journal = new Journal(FORMATS[format](), year);
  const scope = { perimeter, position: log.position };
  yield journal.head();
  if (year !== undefined) {
    const before = { ...scope, fiscalYear: { before: year } };
    for await (const fact of journalFacts(client, before)) journal.carry(fact);
    yield* journal.opening();
  }
  const entered = year === undefined ? scope : { ...scope, fiscalYear: { is: year } };
  for await (const fact of journalFacts(client, entered)) yield* journal.entries(fact);
  yield* journal.closing(log);
}

/** Characters handed over at a time: an entry is small. */
const CHUNK = 64 * 1024;

async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
