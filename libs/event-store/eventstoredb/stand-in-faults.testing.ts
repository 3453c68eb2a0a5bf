/** A call of the protocol, as far as faults tell them apart. */
export type CallKind = 'append' | 'read' | 'subscribe' | 'features';

/**
 * What goes wrong with a call. `late`: answered after so many milliseconds. `lost`: done, never answered. `unheard`:
 * neither done nor answered. `reset`: done, and the connection is cut. `twice`: done twice, or each event sent twice.
 * `ended`: a subscription that ends without error after so many events. `slow`: events come one by one.
 */
export type FaultKind =
  | 'late'
  | 'lost'
  | 'unheard'
  | 'reset'
  | 'twice'
  | 'ended'
  | 'slow'
  | 'unavailable'
  | 'internal'
  | 'not-leader';

export interface Fault {
  readonly on: CallKind;
  readonly does: FaultKind;
  /** The next so many calls; default 1. */
  readonly times?: number;
  /** Calls let through before; default 0. */
  readonly skip?: number;
  /** Milliseconds for `late` and `slow`, events for `ended`. */
  readonly amount?: number;
}

/** The faults that are still to come, in the order in which they were asked. */
export class Faults {
  #waiting: Required<Fault>[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ times: 1, skip: 0, amount: 0, ...fault });
  }

  /** What goes wrong with this call. */
  next(on: CallKind): Required<Fault> | undefined {
    const index = this.#waiting.findIndex(fault => fault.on === on);
    const fault = this.#waiting[index];
    if (!fault) return undefined;
    if (fault.skip > 0) {
      this.#waiting[index] = { ...fault, skip: fault.skip - 1 };
      return undefined;
    }
    if (fault.times > 1) this.#waiting[index] = { ...fault, times: fault.times - 1 };
    else this.#waiting.splice(index, 1);
    return fault;
  }

  clear(): void {
    this.#waiting = [];
  }
}
