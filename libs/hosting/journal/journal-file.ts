import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import { isRefusal } from '#kernel';
import type { LogStated } from '#ledger';
import type { Ledger } from '../ledger/open-ledger.js';
import { type JournalQuestion, type JournalRefusal, statedLog, writeJournal } from './write-journal.js';

/** Writes a journal aside and moves it to its place in one step: what stands there is whole. */
export async function writeJournalFile(
  pool: pg.Pool,
  question: JournalQuestion,
  log: LogStated,
  path: string,
): Promise<JournalRefusal | undefined> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const refusal = await writeJournal(pool, question, log, () => createWriteStream(aside, { flush: true }));
    if (!refusal) await rename(aside, path);
    return refusal;
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * A journal to be sent: written in full before its first byte leaves, so that a failure is an answer and not a file
 * that stops in the middle; what is kept aside is removed once it was read or given up.
 */
export async function journalFile(
  ledger: Pick<Ledger, 'pool' | 'configuration'>,
  question: JournalQuestion,
): Promise<Readable | JournalRefusal> {
  const folder = await mkdtemp(join(tmpdir(), 'pia-journal-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'journal');
    const log = await statedLog(ledger);
    const refusal = await writeJournal(ledger.pool, question, log, () => createWriteStream(path));
    if (isRefusal(refusal)) {
      await remove();
      return refusal;
    }
    return createReadStream(path).once('close', () => void remove());
  } catch (error) {
    await remove();
    throw error;
  }
}
