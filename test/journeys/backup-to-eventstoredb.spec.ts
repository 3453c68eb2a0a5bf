import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp, checkBackup, loadDemonstration, restore, verifyLedger, type Ledger } from '#hosting';
import { imputationReport, outstanding, schoolBudgets } from '#read-models';
import {
  bringToDate,
  closeYear,
  openTestLedger,
  type TestLedger,
} from '../../libs/hosting/backup/backup.testing.js';
import { fakeAppend, freshStream } from '../../libs/event-store/contract/fakes.testing.js';
import { startEventStore } from '../support/engines.js';

/* A ledger carried from PostgreSQL to EventStoreDB (a stand-in in a process of its own, or the server of
   EVENTSTORE_URL) by its backup, and back. */

const PATIENCE = 180_000;

let server: Awaited<ReturnType<typeof startEventStore>>;
let origin: TestLedger;
let folder: string;
let root: string;
const opened: TestLedger[] = [];

const newLog = () => `restored-${randomUUID()}`;
const open = async (log?: string, restoring = true) => {
  const eventStoreDb =
    log === undefined ? {} : { eventStoreDb: { address: server.address, log, say, restoring } };
  const ledger = await openTestLedger('demonstration', eventStoreDb);
  opened.push(ledger);
  return ledger;
};
const say = () => {};
const verified = (of: Ledger) => verifyLedger(of, { log: () => {}, readModels: () => {} });

beforeAll(async () => {
  server = await startEventStore();
  origin = await open();
  await loadDemonstration(origin);
  await bringToDate(origin);
  folder = join(origin.configuration.dataDir, 'carried');
  ({ root } = await backUp(origin, folder));
}, PATIENCE);
afterAll(async () => {
  for (const ledger of opened) await ledger.close();
  await server.close();
}, PATIENCE);

/** The log as it stands in the database, with the keys that it holds. */
async function logOf({ pool }: Ledger): Promise<string> {
  const events = await pool.query('select * from ledger.event order by position');
  const claims = await pool.query('select * from ledger.claim order by key');
  expect(events.rows.length).toBeGreaterThan(500);
  expect(claims.rows.length).toBeGreaterThan(50);
  return JSON.stringify([events.rows, claims.rows]);
}

/** What the reports say. */
async function figuresOf({ pool }: Ledger): Promise<string> {
  const perimeter = { kind: 'everything' } as const;
  const answers: unknown[] = [];
  for (const year of [2016, 2017, 2018]) {
    answers.push(await imputationReport(pool, { perimeter, year, level: 'entry' }));
  }
  answers.push(await schoolBudgets(pool, { perimeter }), await outstanding(pool, { perimeter }));
  return JSON.stringify(answers);
}

describe('carried to EventStoreDB', () => {
  const log = newLog();
  let carried: TestLedger;
  beforeAll(async () => {
    carried = await open(log);
    expect(await restore(carried, await checkBackup(folder))).toMatchObject({ epoch: 2, lostThrough: null });
  }, PATIENCE);

  test('the same records at the same positions, the same root, figures and documents', async () => {
    expect(await logOf(carried)).toBe(await logOf(origin));
    expect(await figuresOf(carried)).toBe(await figuresOf(origin));
    expect(await verified(carried)).toMatchObject({
      ok: true,
      log: { root, epoch: 2, fault: null, stragglers: [] },
      readModels: { difference: null },
      balances: { unsigned: 0, fault: null },
    });
    const { rows } = await origin.pool.query<{ sha256: string }>('select sha256 from ops.document');
    expect(rows.length).toBeGreaterThan(10);
    for (const { sha256 } of rows) {
      expect(await carried.documents.get(sha256)).toEqual(await origin.documents.get(sha256));
    }
  });

  test('any other copy of that log draws the same positions', async () => {
    expect(await logOf(await open(log, false))).toBe(await logOf(origin));
  });

  test('the keys stay taken, and one that its holder gives back is free', async () => {
    const { rows } = await origin.pool.query<{ key: string; stream: string; event_id: string }>(
      'select key, stream, event_id from ledger.claim order by key limit 1',
    );
    const { key, stream, event_id: holder } = rows[0]!;
    const taking = { ...fakeAppend(freshStream(), 0), claims: [{ key, record: 0 }] };
    expect(await carried.store.append(taking)).toEqual({ outcome: 'claim-conflict', key, holder });
    const scratch = await open(newLog());
    await restore(scratch, await checkBackup(folder));
    const version = (await scratch.store.readStream(stream)).length;
    expect(await scratch.store.append({ ...fakeAppend(stream, version), releases: [key] })).toMatchObject({
      outcome: 'appended',
    });
    expect(await scratch.store.append(taking)).toMatchObject({ outcome: 'appended' });
  });

  test(
    'it goes on, under its epoch; and its own backup goes back to PostgreSQL',
    async () => {
      await closeYear(carried, 2026);
      expect(await verified(carried)).toMatchObject({ ok: true, log: { epoch: 2 } });
      const again = join(carried.configuration.dataDir, 'again');
      const manifest = await backUp(carried, again);
      const back = await open();
      expect(await restore(back, await checkBackup(again))).toMatchObject({ epoch: 3 });
      expect(await verified(back)).toMatchObject({ ok: true, log: { root: manifest.root } });
      expect(await logOf(back)).toBe(await logOf(carried));
      expect(await back.store.append(fakeAppend(freshStream(), 0))).toMatchObject({ outcome: 'appended' });
    },
    PATIENCE,
  );

  test('a log that holds something is refused, and nothing is added to it', async () => {
    const before = await carried.store.head();
    await expect(restore(carried, await checkBackup(folder))).rejects.toMatchObject({ code: 'not_empty' });
    // Nor from a database that never saw it.
    const other = await open(log);
    await expect(restore(other, await checkBackup(folder))).rejects.toMatchObject({ code: 'not_empty' });
    expect(await carried.store.head()).toBe(before);
  });
});

describe('interrupted', () => {
  const killed = () => {
    throw new Error('killed');
  };
  /** Stops at a step, once: the log is left as by a process that was killed there. */
  const steps = {
    'when the records are there': () => ({ onProgress: killed }),
    'when the rows are there': ({ restoration }: TestLedger) => {
      const end = restoration!.end.bind(restoration);
      restoration!.end = () => {
        restoration!.end = end;
        return killed();
      };
      return {};
    },
  };

  test.each(Object.entries(steps))(
    '%s: the log stays closed, and the same backup goes on',
    async (_, stopping) => {
      const log = newLog();
      const half = await open(log);
      await expect(restore(half, await checkBackup(folder), stopping(half))).rejects.toThrow('killed');
      await expect(open(log, false)).rejects.toThrow(/^EVENTSTORE_URL : la remise en place .*pia restore/);
      const later = join(origin.configuration.dataDir, `later-${log}`);
      await backUp(origin, later);
      const other = await checkBackup(later);
      expect(other.sha256).not.toBe((await checkBackup(folder)).sha256);
      await expect(restore(half, other)).rejects.toMatchObject({ code: 'restore_underway' });
      expect(await restore(half, await checkBackup(folder))).toMatchObject({ epoch: 2 });
      expect(await logOf(half)).toBe(await logOf(origin));
      expect(await verified(half)).toMatchObject({ ok: true, log: { root, epoch: 2 } });
      expect(await logOf(await open(log, false))).toBe(await logOf(origin));
    },
    PATIENCE,
  );

  test('somebody else’s record in between is found and named, and nothing beside the log is written', async () => {
    const log = newLog();
    const half = await open(log);
    const intruder = fakeAppend(freshStream(), 0);
    const restoration = half.restoration!;
    const put = restoration.put.bind(restoration);
    restoration.put = async (first, records) => {
      await put(first, records.slice(0, 10));
      await half.store.append(intruder);
      return put(first + 10, records.slice(10));
    };
    await expect(restore(half, await checkBackup(folder))).rejects.toMatchObject({
      code: 'other_record',
      details: { found: '11' },
    });
    const { rows } = await half.pool.query('select from ops.document');
    expect(rows).toHaveLength(0);
    const events = await readFile(join(folder, 'events.ndjson'), 'utf8');
    expect(events).not.toContain(intruder.stream);
  });
});
