import type pg from 'pg';
import { type Verified, type VerifiedKeys, verifyKeys, verifyReadModels } from '#read-models';
import { type VerifiedIssues, verifyIssued } from '../issuing/verify-issued.js';
import type { Ledger } from '../ledger/open-ledger.js';
import { FileAnchor, notesIn } from './anchor.js';
import { readVerifiers } from './keys.js';
import type { VerifiedLog } from './log-fault.js';
import { type VerifiedBalances, verifyBalances } from './verify-balances.js';
import { verifyLog } from './verify-log.js';

export interface Verification {
  readonly ok: boolean;
  readonly seconds: number;
  readonly log: VerifiedLog;
  /** Null where the log itself is wrong: nothing follows from it. */
  readonly readModels: Verified | null;
  /** Unique keys and the facts that hold them. Null where the log is wrong, or the read models are. */
  readonly keys: VerifiedKeys | null;
  /** Issued reports: their bytes, and their figures computed again. Null as above. */
  readonly issued: VerifiedIssues | null;
  /** Null where the read models are wrong. */
  readonly balances: VerifiedBalances | null;
}

/** A verification that is over: when, and how long ago in seconds. */
export interface KeptVerification extends Verification {
  readonly at: string;
  readonly ageSeconds: number;
}

export interface VerificationProgress {
  /** Events read, of all. */
  readonly log: (done: number, of: number) => void;
  /** Conventions compared, of those that are read. */
  readonly readModels: (done: number, of: number) => void;
}

/**
 * Verifies the log, then what is read against it, then the signed balances of closed years, and keeps the result in
 * `ops.verification`.
 * @param kept a file of checkpoints that somebody else kept: each must be a prefix of the log
 */
export async function verifyLedger(
  { pool, documents, configuration: { dataDir } }: Pick<Ledger, 'pool' | 'documents' | 'configuration'>,
  progress: VerificationProgress,
  kept?: string,
): Promise<Verification> {
  const started = performance.now();
  const verifiers = await readVerifiers(dataDir);
  const log = await verifyLog({
    pool,
    verifiers,
    anchor: new FileAnchor(dataDir),
    kept: kept === undefined ? undefined : { notes: () => notesIn(kept) },
    onProgress: progress.log,
  });
  const readModels = log.fault ? null : await compared(pool, progress);
  const asLogged = readModels?.difference === null;
  const keys = asLogged ? await verifyKeys({ pool }) : null;
  const balances = asLogged ? await verifyBalances(pool, verifiers) : null;
  const issued = asLogged ? await verifyIssued({ pool, documents }) : null;
  const verification = {
    ok: keys?.difference === null && balances?.fault === null && issued?.fault === null,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    log,
    readModels,
    keys,
    balances,
    issued,
  };
  await pool.query('insert into ops.verification (ok, result) values ($1, $2)', [
    verification.ok,
    JSON.stringify(verification),
  ]);
  return verification;
}

async function compared(pool: pg.Pool, progress: VerificationProgress): Promise<Verified> {
  const { rows } = await pool.query<{ count: string }>('select count(*) from read.convention');
  const of = Number(rows[0]!.count);
  return verifyReadModels({ pool, onProgress: done => progress.readModels(done, of) });
}

/** The last verification; `undefined` before the first. */
export async function lastVerification(pool: pg.Pool): Promise<KeptVerification | undefined> {
  const { rows } = await pool.query<{ at: Date; age: string; result: Verification }>(
    `select at, floor(extract(epoch from now() - at)) as age, result
     from ops.verification order by id desc limit 1`,
  );
  const [row] = rows;
  // Results kept before keys were verified have none.
  return (
    row && {
      at: row.at.toISOString(),
      ageSeconds: Number(row.age),
      ...row.result,
      keys: row.result.keys ?? null,
    }
  );
}
