import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { hashToken, newToken } from '#access';
import type { Ledger } from '#hosting';
import { GESTIONNAIRE, type Poste, prepareConventions } from '../bench/http/conventions.js';

/** A write that the server acknowledged: kept here, outside of the processes that a test kills. */
export interface Acknowledged {
  readonly key: string;
  readonly poste: number;
  /** One cent more, or one less. */
  readonly cents: 1 | -1;
  readonly position: string;
  readonly events: readonly { readonly eventId: string }[];
}

export interface Office {
  /** Where to write now; it changes when a server is started anew. */
  readonly url: () => string;
  readonly token: string;
  readonly postes: readonly Poste[];
}

/** Gives an empty production ledger conventions to write to, and a token to do so. */
export async function fill(ledger: Ledger, conventions: number): Promise<Pick<Office, 'token' | 'postes'>> {
  const postes = await prepareConventions(ledger, conventions, () => {});
  const token = newToken();
  const account = { ...GESTIONNAIRE, academies: '*' as const, bodies: [] };
  await ledger.tokens.add({ hash: hashToken(token), account, label: 'clerks' });
  return { token, postes };
}

/** How long an answer is waited for, in milliseconds: a server that is stopped does not answer. */
const PATIENCE = 15_000;
/** How long the same act is asked for, in milliseconds. */
const PERSEVERANCE = 45_000;

/**
 * Persons who write one act after the other, each under a key of its own, and ask again under the same key until it is
 * acknowledged: whatever was cut off, one effect is asked for.
 */
export class Clerks {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers 503, broken connections, no answer: what a clerk asked again after. */
  interruptions = 0;
  /** The codes of the answers 503. */
  readonly refusals = new Set<string>();
  readonly #stop = new AbortController();
  readonly #working: Promise<void>[];
  #asked = 0;

  constructor(
    private readonly office: Office,
    clerks: number,
  ) {
    this.#working = Array.from({ length: clerks }, () => this.#work());
    for (const working of this.#working) working.catch(() => {});
  }

  /** Resolves when so many more writes were acknowledged. */
  async acknowledge(more: number): Promise<void> {
    const wanted = this.acknowledged.length + more;
    const failing = Promise.all(this.#working);
    while (this.acknowledged.length < wanted) await Promise.race([pause(5), failing]);
  }

  /** Lets each clerk come to the end of its act. Throws what a clerk was refused. */
  async finish(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#working);
  }

  async #work(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const nth = this.#asked;
      this.#asked += 1;
      const poste = nth % this.office.postes.length;
      const cents = Math.floor(nth / this.office.postes.length) % 2 === 0 ? 1 : -1;
      const key = randomUUID();
      const written = await this.#write(key, poste, cents);
      this.acknowledged.push({ key, poste, cents, ...written });
    }
  }

  async #write(
    key: string,
    poste: number,
    cents: 1 | -1,
  ): Promise<Pick<Acknowledged, 'position' | 'events'>> {
    const { path, body } = this.office.postes[poste]!;
    const giveUp = performance.now() + PERSEVERANCE;
    while (performance.now() < giveUp) {
      try {
        const answer = await fetch(`${this.office.url()}${path}/${cents > 0 ? 'raises' : 'reductions'}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${this.office.token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ ...body, amount: '0.01' }),
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (answer.status === 201) return (await answer.json()) as Acknowledged;
        const said = await answer.text();
        if (answer.status !== 503) throw new Unexpected(`${answer.status} ${said}`);
        this.refusals.add((JSON.parse(said) as { readonly code: string }).code);
      } catch (error) {
        if (error instanceof Unexpected) throw error;
      }
      this.interruptions += 1;
      await pause(20);
    }
    throw new Unexpected('the server did not come back');
  }
}

/** An answer that no clerk should be given, whatever is killed. */
class Unexpected extends Error {}
