import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { quantile } from '../bench.js';
import type { Poste } from './conventions.js';

export const CONNECTIONS = 32;

export interface Loading {
  readonly url: string;
  readonly token: string;
  readonly postes: readonly Poste[];
}

/** One round: answers per second, and the time of one in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 200 and 201, broken connections, requests without answer. */
  readonly failures: number;
}

/** Raises and lowers the postes by one cent, one after the other, each under a key of its own. */
export class Load {
  #asked = 0;

  constructor(private readonly loading: Loading) {}

  async round(seconds: number, preview: boolean): Promise<Round> {
    const { url, token } = this.loading;
    const times: number[] = [];
    const { non2xx, errors, timeouts, duration } = await new Promise<autocannon.Result>((resolve, reject) => {
      const running = autocannon(
        {
          url,
          connections: CONNECTIONS,
          duration: seconds,
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          requests: [{ setupRequest: request => ({ ...request, ...this.#next(request.headers, preview) }) }],
        },
        (error: unknown, result) => (error instanceof Error ? reject(error) : resolve(result)),
      );
      running.on('response', (_client, _status, _bytes, time) => times.push(time));
    });
    return {
      perSecond: times.length / duration,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
      failures: non2xx + errors + timeouts,
    };
  }

  #next(headers: object | undefined, preview: boolean) {
    const { postes } = this.loading;
    const { path, body } = postes[this.#asked % postes.length]!;
    const raise = Math.floor(this.#asked / postes.length) % 2 === 0;
    this.#asked += 1;
    return {
      path: `${path}/${raise ? 'raises' : 'reductions'}${preview ? '?preview=true' : ''}`,
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ ...body, amount: '0.01' }),
    };
  }
}
