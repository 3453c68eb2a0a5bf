import type { EventStore } from '../port.js';
import type { EventStoreDbOptions } from './eventstoredb-event-store.js';

/** Opens the adapter; its client is loaded only by processes that ask for it. */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const { EventStoreDbEventStore } = await import('./eventstoredb-event-store.js');
  return new EventStoreDbEventStore(options);
}
