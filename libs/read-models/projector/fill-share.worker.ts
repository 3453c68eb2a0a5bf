import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import type { DeadLetter } from './batch.js';
import { type Filling, fillShare } from './fill-share.js';

/** What the thread is given, and what it tells: each page, then once what could not be projected. */
export interface FillingThread {
  readonly connectionString: string;
  readonly filling: Filling;
}
export type FillingNews = { readonly events: number } | { readonly letters: readonly DeadLetter[] };

const { connectionString, filling } = workerData as FillingThread;
const pool = new pg.Pool({ connectionString });
const tell = (news: FillingNews) => parentPort!.postMessage(news);
tell({ letters: await fillShare(pool, filling, events => tell({ events })) });
await pool.end();
