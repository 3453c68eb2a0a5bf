import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { instant } from '#kernel';
import { testDatabase } from '../../../test/support/database.js';
import type { Clock, EventStore } from '../port.js';
import { type EventStoreDb, openEventStoreDb } from './open.js';
import type { Limits } from './limits.js';

/** Limits short enough for a test to wait them out. */
export const SHORT: Limits = {
  deadline: 400,
  patience: 3_000,
  claimed: 3_000,
  grace: 60_000,
  lag: 4_000,
  lease: 600,
};

/** A log of its own on a server, and the database that mirrors it. */
export interface TestLog {
  readonly pool: Pool;
  readonly ownerUrl: string;
  readonly name: string;
  /** What the mirror met and tried again. */
  readonly troubles: unknown[];
  /** Opens the log as another process would. */
  open(limits?: Partial<Limits>, address?: string, pool?: Pool): Promise<EventStoreDb>;
  /** A store of `open`, closed with the log. */
  store(limits?: Partial<Limits>, clock?: Clock): Promise<EventStore>;
  close(): Promise<void>;
}

const NOON: Clock = () => instant('2017-01-01T12:00:00.000Z');

export async function testLog(address: string): Promise<TestLog> {
  const database = await testDatabase();
  const { pool, ownerUrl } = database;
  const name = `test-${randomUUID()}`;
  const opened = new Set<EventStoreDb>();
  const troubles: unknown[] = [];
  const open = async (limits: Partial<Limits> = {}, at = address, into = pool) => {
    const log = await openEventStoreDb({
      address: at,
      log: name,
      pool: into,
      limits: { ...SHORT, ...limits },
      onTrouble: error => troubles.push(error),
    });
    opened.add(log);
    return {
      ...log,
      close: async () => {
        opened.delete(log);
        await log.close();
      },
    };
  };
  return {
    pool,
    ownerUrl,
    name,
    troubles,
    open,
    store: async (limits, clock = NOON) => (await open(limits)).storeAt(clock),
    close: async () => {
      for (const log of opened) await log.close();
      await database.drop();
    },
  };
}
