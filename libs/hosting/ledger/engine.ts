import type pg from 'pg';
import {
  type Clock,
  Doorbell,
  type EventStore,
  EventStoreRefused,
  EventStoreUnavailable,
  openEventStoreDb,
  PostgresEventStore,
  type Restoration,
} from '#event-store';
import { StartRefused } from '../start-refused.js';

export interface EngineOptions {
  /** Absent: the log stands in PostgreSQL. */
  readonly eventStoreDb?: {
    readonly address: string;
    /** The name of the log on the server. */
    readonly log: string;
    /** Told of what the mirror does and meets, a sentence at a time. */
    readonly say: (sentence: string) => void;
    /** Opens the log although a backup is being put back into it. */
    readonly restoring?: boolean;
  };
}

/** Where the log stands. */
export interface Engine {
  readonly doorbell: Doorbell;
  readonly storeAt: (clock: Clock) => EventStore;
  /** How records of a backup reach the log; absent where they are rows of the database like the others. */
  readonly restoration?: Restoration;
  close(): Promise<void>;
}

/** Opens the log. Throws `StartRefused` where the database began on the other engine, or mirrors another log. */
export async function openEngine(pool: pg.Pool, { eventStoreDb }: EngineOptions): Promise<Engine> {
  if (!eventStoreDb) {
    await refuseMirror(pool);
    const doorbell = new Doorbell();
    return {
      doorbell,
      storeAt: clock => new PostgresEventStore({ pool, clock, doorbell }),
      close: async () => {},
    };
  }
  const { address, log, say, restoring = false } = eventStoreDb;
  try {
    return await openEventStoreDb({
      address,
      log,
      pool,
      restoring,
      onTrouble: error => say(`Copie du journal d’EventStoreDB, nouvel essai : ${sayingOf(error)}.`),
      onProgress: copied => say(`Copie du journal d’EventStoreDB : ${copied} faits.`),
    });
  } catch (error) {
    if (error instanceof EventStoreRefused) throw new StartRefused(REFUSALS[error.reason]);
    if (!(error instanceof EventStoreUnavailable)) throw error;
    const why = sayingOf(error.cause);
    throw new StartRefused(`EVENTSTORE_URL : le serveur EventStoreDB n’est pas utilisable (${why}).`);
  }
}

const REFUSALS: Readonly<Record<EventStoreRefused['reason'], string>> = {
  'begun-on-postgres':
    'EVENT_STORE : le journal de cette base a commencé dans PostgreSQL ; démarrez avec « postgres », ou sur une base vide.',
  'of-another-log':
    'EVENTSTORE_URL : cette base copie un autre journal d’EventStoreDB, celui d’un autre mode ; choisissez une autre base.',
  'server-of-another-log':
    'EVENTSTORE_URL : ce serveur ne contient pas le dernier fait copié dans cette base. C’est un autre serveur, ' +
    'ou une ancienne sauvegarde y a été remise en place : rendez l’adresse ou les données d’avant.',
  'being-restored':
    'EVENTSTORE_URL : la remise en place d’une sauvegarde dans ce journal n’est pas finie ; ' +
    'reprenez-la par « pia restore » avec la même sauvegarde.',
};

async function refuseMirror(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('select from ledger.mirror');
  if (rows.length > 0) {
    throw new StartRefused(
      'EVENT_STORE : le journal de cette base a commencé dans EventStoreDB ; démarrez avec « eventstoredb » et EVENTSTORE_URL.',
    );
  }
}

function sayingOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
