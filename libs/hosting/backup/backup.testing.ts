import { rm } from 'node:fs/promises';
import { bodyHashOf, commandIdOf } from '#commands';
import { day, instant, isRefusal } from '#kernel';
import { prepareReadModels, projectBatch } from '#read-models';
import { systemClock } from '../clock.js';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import type { EngineOptions } from '../ledger/engine.js';
import { type Ledger, ledgerOn } from '../ledger/open-ledger.js';
import { sealNow } from '../sealing/keep-seals.js';

/** A ledger on a database and a data folder of its own. */
export interface TestLedger extends Ledger {
  readonly database: TestDatabase;
}

export async function openTestLedger(
  mode: 'demonstration' | 'production' = 'demonstration',
  engine: EngineOptions = {},
): Promise<TestLedger> {
  const database = await testDatabase();
  const dataDir = await temporaryFolder();
  const ledger = await ledgerOn(database.ownerUrl, { mode, dataDir }, systemClock, engine);
  return {
    ...ledger,
    database,
    close: async () => {
      await ledger.close();
      await database.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Closes a fiscal year, brings the read models there, and signs. */
export async function closeYear(ledger: Ledger, year: number): Promise<void> {
  const stream = `fiscalyear-${year}`;
  for (const type of ['BeginClosingFiscalYear', 'CloseFiscalYear']) {
    const answer = await ledger.writer.write({
      stream,
      command: { type, year } as { readonly type: string },
      act: {
        actor: 'administrateur',
        role: 'administrateur',
        origin: { kind: 'typed' },
        // Long after what the store's own clock stamps: what was under way has ended.
        now: instant('2099-01-21T09:00:00.000Z'),
        today: day('2027-01-21'),
        commandId: commandIdOf('administrateur', stream, type),
      },
      bodyHash: bodyHashOf(type, { year }),
      correlationId: 'close-year',
    });
    if (isRefusal(answer)) throw new Error(answer.code);
  }
  await bringToDate(ledger);
}

export async function bringToDate(ledger: Ledger): Promise<void> {
  const models = { pool: ledger.pool, reader: ledger.store };
  await prepareReadModels(models);
  await projectBatch(models);
  await sealNow(ledger);
}
