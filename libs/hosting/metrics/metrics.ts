import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type pg from 'pg';
import { type AppendTold, appendsTold, batchesTold } from '#event-store';
import { look, storageUp } from './look.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One answer to a request. */
export interface Answered {
  readonly method: string;
  /** The route's pattern, never the address as it was asked. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/**
 * The metrics of a server, in the text format of Prometheus. Those of its process are counted here; those of the
 * ledger are read from the database at each look, so that every server tells the same.
 */
export class Metrics {
  /** Its process's own too, where a program adds them. */
  readonly registry = new Registry();
  readonly #requests = this.#histogram(
    'pia_http_request_seconds',
    'Duration of requests, by route.',
    SECONDS,
    ['method', 'route', 'status'],
  );
  readonly #appends = this.#histogram(
    'pia_append_seconds',
    'Duration of appends, by outcome; the count is how many.',
    SECONDS,
    ['outcome'],
  );
  readonly #batches = this.#histogram(
    'pia_append_batch_size',
    'Appends that went to the store in one call.',
    [1, 2, 5, 10, 20, 50, 100, 200],
  );
  readonly #refusals = new Counter({
    name: 'pia_refusals_total',
    help: 'Refused requests, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  constructor(private readonly pool: pg.Pool) {
    appendsTold.subscribe(this.#onAppend);
    batchesTold.subscribe(this.#onBatch);
  }

  answered({ method, route, status, seconds }: Answered): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  refused(code: string): void {
    this.#refusals.inc({ code });
  }

  /** Never fails: where the database does not answer, `pia_storage_up` is 0 and its own figures are left out. */
  async text(): Promise<string> {
    const seen = await look(this.pool).catch(() => [storageUp(false)]);
    // Anew each time: a figure that cannot be read is absent, not zero.
    const registry = new Registry();
    const gauges = new Map<string, Gauge>();
    for (const { name, help, value, labels = {} } of seen) {
      const gauge =
        gauges.get(name) ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
      gauges.set(name, gauge);
      gauge.set(labels, value);
    }
    return `${await this.registry.metrics()}\n${await registry.metrics()}`;
  }

  /** Listens no longer to the appends of the process. */
  close(): void {
    appendsTold.unsubscribe(this.#onAppend);
    batchesTold.unsubscribe(this.#onBatch);
  }

  readonly #onAppend = (told: unknown) => {
    const { outcome, seconds } = told as AppendTold;
    this.#appends.observe({ outcome }, seconds);
  };

  readonly #onBatch = (size: unknown) => this.#batches.observe(Number(size));

  #histogram(name: string, help: string, buckets: number[], labelNames: string[] = []): Histogram {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }
}
