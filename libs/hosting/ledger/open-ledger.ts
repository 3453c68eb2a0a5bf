import { join } from 'node:path';
import type pg from 'pg';
import {
  type AccountStore,
  type LoginStore,
  PostgresAccountStore,
  PostgresLoginStore,
  PostgresSessionStore,
  PostgresTokenStore,
  type SessionStore,
  type TokenStore,
} from '#access';
import { StreamWriter } from '#commands';
import { assertDurable, type Clock, type Doorbell, type EventStore, type Restoration } from '#event-store';
import { type DocumentStore, FolderDocumentStore } from '#files';
import { FORMULAS } from '#ledger';
import { systemClock } from '../clock.js';
import type { Configuration } from '../configuration.js';
import { appPool } from '../connections.js';
import type { Use } from '../embedded-postgres/index.js';
import { prepareDatabase } from '../migrations/index.js';
import { openDatabase } from '../start-embedded.js';
import { type EngineOptions, openEngine } from './engine.js';
import { recordRefusal } from './refusals.js';
import { codec, deciders } from './rules.js';
import { PostgresUploads } from './uploads.js';

/** All that an app works with, opened from the configuration and closed as one. */
export interface Ledger {
  readonly configuration: Pick<Configuration, 'mode' | 'dataDir'>;
  readonly ownerUrl: string;
  /** Sessions of the role `ledger_app`. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly store: EventStore;
  /** Rings when this process appended something. */
  readonly doorbell: Doorbell;
  /** The same log under another clock: the demonstration's. Close it before the ledger. */
  readonly storeAt: (clock: Clock) => EventStore;
  readonly writer: StreamWriter;
  /** See `Engine`. */
  readonly restoration?: Restoration;
  readonly documents: DocumentStore;
  readonly uploads: PostgresUploads;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly accounts: AccountStore;
  readonly logins: LoginStore;
  close(): Promise<void>;
}

/**
 * Opens the database (starting the embedded one where there is no DATABASE_URL), brings it to the present schema, and
 * wires the ledger on it. Throws `StartRefused` where a setting or the server does not allow a safe start.
 */
export async function openLedger(
  configuration: Configuration,
  use: Use,
  say: (sentence: string) => void,
  { restoring = false }: { readonly restoring?: boolean } = {},
): Promise<Ledger> {
  const database = await openDatabase(configuration, use, say);
  try {
    await prepareDatabase(database.ownerUrl);
    const ledger = await ledgerOn(
      database.ownerUrl,
      configuration,
      systemClock,
      engineOf(configuration, say, restoring),
    );
    return {
      ...ledger,
      close: async () => {
        await ledger.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function engineOf(
  { eventStoreUrl, eventStore, mode }: Configuration,
  say: (sentence: string) => void,
  restoring: boolean,
): EngineOptions {
  if (eventStore === 'postgres' || eventStoreUrl === undefined) return {};
  return { eventStoreDb: { address: eventStoreUrl, log: mode, say, restoring } };
}

/** The ledger of a database that is already at the present schema; its log in PostgreSQL, unless said otherwise. */
export async function ledgerOn(
  ownerUrl: string,
  configuration: Pick<Configuration, 'mode' | 'dataDir'>,
  clock: Clock = systemClock,
  options: EngineOptions = {},
): Promise<Ledger> {
  const pool = appPool(ownerUrl, POOL_SIZE);
  try {
    await assertDurable(pool);
    const engine = await openEngine(pool, options);
    const store = engine.storeAt(clock);
    return {
      configuration,
      ownerUrl,
      pool,
      clock,
      store,
      storeAt: engine.storeAt,
      doorbell: engine.doorbell,
      writer: writerOn(store, pool),
      ...(engine.restoration ? { restoration: engine.restoration } : {}),
      documents: new FolderDocumentStore(join(configuration.dataDir, 'documents')),
      uploads: new PostgresUploads(pool),
      tokens: new PostgresTokenStore(pool),
      sessions: new PostgresSessionStore(pool),
      accounts: new PostgresAccountStore(pool),
      logins: new PostgresLoginStore(pool),
      close: async () => {
        await store.close();
        await engine.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

const POOL_SIZE = 16;

/** A writer on a store: the server's, or the demonstration's with its own clock. */
export function writerOn(store: EventStore, pool: pg.Pool): StreamWriter {
  return new StreamWriter({
    store,
    deciders,
    codec,
    formula: FORMULAS,
    recordRefusal: attempt => recordRefusal(pool, attempt),
  });
}
