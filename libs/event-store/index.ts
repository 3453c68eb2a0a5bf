export { Doorbell } from './doorbell.js';
export { InMemoryEventStore } from './in-memory/in-memory-event-store.js';
export type { EventStoreDbOptions } from './eventstoredb/eventstoredb-event-store.js';
export type { Mirror, SourcePosition } from './eventstoredb/mirror.js';
export { openEventStoreDb } from './eventstoredb/open.js';
export * from './port.js';
export { assertDurable } from './postgres/durability.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { eventStoreSchema } from './postgres/schema.js';
