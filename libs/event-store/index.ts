export { Doorbell } from './doorbell.js';
export { InMemoryEventStore } from './in-memory/in-memory-event-store.js';
export {
  type EventStoreDb,
  type EventStoreDbOptions,
  EventStoreRefused,
  openEventStoreDb,
} from './eventstoredb/open.js';
export type { Restoration, RestoredRecord } from './eventstoredb/restoration.js';
export { mirrorSchema } from './eventstoredb/mirror.schema.js';
export * from './port.js';
export { appendFunction } from './postgres/append-function.js';
export { assertDurable } from './postgres/durability.js';
export { storageFault } from './postgres/faults.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { eventStoreSchema } from './postgres/schema.js';
export * from './telemetry.js';
