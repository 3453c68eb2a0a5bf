import { instant } from '#kernel';
import { claimRules } from './contract/claims.testing.js';
import type { Subject } from './contract/fakes.testing.js';
import { orderRules } from './contract/order.testing.js';
import { readRules } from './contract/reads.testing.js';
import { versionRules } from './contract/versions.testing.js';
import type { Clock, EventStore } from './port.js';

/**
 * The rules of the port, which every adapter keeps. `open` makes a store that reads the given clock; its log may
 * hold records already. Nothing but these tests appends to it.
 */
export function eventStoreContract(name: string, open: (clock: Clock) => Promise<EventStore>): void {
  describe(`the event store contract: ${name}`, () => {
    let store: EventStore;
    const subject: Subject = {
      get store() {
        return store;
      },
      now: instant('2016-11-03T09:00:00.000Z'),
    };

    beforeAll(async () => {
      store = await open(() => subject.now);
    });
    afterAll(() => store.close());

    versionRules(subject);
    claimRules(subject);
    orderRules(subject);
    readRules(subject);
  });
}
