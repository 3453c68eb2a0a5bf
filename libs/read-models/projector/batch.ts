import type { AllocationRow } from '../allocation/allocation.entity.js';
import type { AnomalyRow } from '../anomaly/anomaly.entity.js';
import { anomalyRows } from '../anomaly/anomaly.projection.js';
import type { CitationRow } from '../citation/citation.entity.js';
import type { ConventionRow } from '../convention/convention.entity.js';
import { conventionRow } from '../convention/convention.projection.js';
import { type Balance, BALANCE_NAMES, codeOf, MOVED_BY } from '../current-balance/balances.js';
import type { CurrentBalanceRow } from '../current-balance/current-balance.entity.js';
import type { DeadlineRow } from '../deadline/deadline.entity.js';
import type { ImputationRow } from '../imputation/imputation.entity.js';
import { imputationCode, imputationRow } from '../imputation/imputation.projection.js';
import type { LineRow } from '../line/line.entity.js';
import type { MovementRow } from '../movement/movement.entity.js';
import type { PaymentRow } from '../payment/payment.entity.js';
import { paymentRows } from '../payment/payment.projection.js';
import type { StandingRow } from '../standing/standing.entity.js';
import { type Imputation, latestState } from '#ledger';
import type { Followed, LogRecord } from './followed.js';

/** A record that could not be projected, or that came after one in its stream. */
export interface DeadLetter {
  readonly stream: string;
  readonly position: bigint;
  readonly error: string;
}

/** All imputations that were met, with their keys: from 1, in the order in which they were met. */
export class Imputations {
  readonly #keys: Map<string, number>;
  /** A line keeps its imputation: the same object is met again and again. */
  readonly #seen = new WeakMap<Imputation, number>();

  constructor(known: Iterable<readonly [code: string, key: number]> = []) {
    this.#keys = new Map(known);
  }

  /** The key, and the row where it is met for the first time. 0 for "not yet committed". */
  meet(imputation: Imputation | undefined): { key: number; met?: ImputationRow } {
    if (!imputation) return { key: 0 };
    const seen = this.#seen.get(imputation);
    if (seen !== undefined) return { key: seen };
    const code = imputationCode(imputation);
    const known = this.#keys.get(code);
    const key = known ?? this.#keys.size + 1;
    this.#keys.set(code, key);
    this.#seen.set(imputation, key);
    return known === undefined ? { key, met: imputationRow(key, imputation) } : { key };
  }
}

/** What a batch of records adds to the read models. Balances are differences; payments and anomalies replace. */
export class Batch {
  readonly conventions: ConventionRow[] = [];
  readonly lines: LineRow[] = [];
  readonly allocations: AllocationRow[] = [];
  readonly imputations: ImputationRow[] = [];
  readonly movements: MovementRow[] = [];
  readonly standings: StandingRow[] = [];
  readonly deadlines: DeadlineRow[] = [];
  readonly payments: PaymentRow[] = [];
  readonly anomalies: AnomalyRow[] = [];
  readonly citations: CitationRow[] = [];
  /** Conventions whose payments and anomalies are written anew. */
  readonly replaced: number[] = [];
  readonly deadLetters: DeadLetter[] = [];
  readonly #balances = new Map<number, CurrentBalanceRow>();
  readonly #touched = new Map<
    Followed,
    { readonly paymentsBefore: object; readonly anomaliesBefore: object }
  >();
  events = 0;

  constructor(private readonly imputationKeys: Imputations) {}

  get balances(): CurrentBalanceRow[] {
    return [...this.#balances.values()];
  }

  /** Folds a record; one that fails parks its stream, whose later records are kept as dead letters. */
  project(followed: Followed, logged: LogRecord): void {
    if (!this.#touched.has(followed)) {
      const { payments, anomalies } = latestState(followed.history);
      this.#touched.set(followed, { paymentsBefore: payments, anomaliesBefore: anomalies });
    }
    this.events += 1;
    if (followed.parkedAt !== undefined) {
      this.#bury(logged, `parked since position ${followed.parkedAt}`);
      return;
    }
    try {
      const { movements, standings, deadlines, citations } = followed.advance(logged);
      this.citations.push(...citations);
      const { position } = logged;
      for (const [ordinal, { row, lineKey, allocationKey }] of movements.entries()) {
        const { key: imputationKey, met } = this.imputationKeys.meet(row.imputation);
        if (met) this.imputations.push(met);
        const measure = codeOf(row.measure);
        this.movements.push({
          conventionKey: followed.key,
          position,
          ordinal,
          lineKey,
          allocationKey,
          fiscalYear: row.fiscalYear,
          measure,
          effectiveOn: row.effectiveOn,
          imputationKey,
          amount: row.amount,
        });
        this.#move(followed.key, lineKey, measure, row.amount);
      }
      for (const [ordinal, step] of standings.entries()) {
        this.standings.push({ conventionKey: followed.key, position, ordinal, ...step });
      }
      for (const [ordinal, { line, ...move }] of deadlines.entries()) {
        const lineKey = line === undefined ? 0 : followed.lineKey(line);
        this.deadlines.push({ conventionKey: followed.key, position, ordinal, lineKey, ...move });
      }
    } catch (error) {
      followed.parkedAt = logged.position;
      this.#bury(logged, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }

  /** Writes down the present state of the conventions that were touched. */
  close(): this {
    for (const [followed, { paymentsBefore, anomaliesBefore }] of this.#touched) {
      this.conventions.push(conventionRow(followed));
      const state = latestState(followed.history);
      if (state.payments !== paymentsBefore || state.anomalies !== anomaliesBefore) {
        this.replaced.push(followed.key);
        this.payments.push(...paymentRows(followed.key, state, line => followed.lineKey(line)));
        this.anomalies.push(...anomalyRows(followed.key, state));
      }
      if (!followed.reshaped) continue;
      followed.reshaped = false;
      this.lines.push(...followed.lines.values());
      this.allocations.push(...followed.allocations.values());
    }
    this.#touched.clear();
    return this;
  }

  #bury({ stream, position }: LogRecord, error: string): void {
    this.deadLetters.push({ stream, position, error: error.slice(0, 2000) });
  }

  #move(conventionKey: number, lineKey: number, measure: number, amount: bigint): void {
    const moved = MOVED_BY[measure]!;
    if (moved.length === 0) return;
    const key = conventionKey * 2 ** 16 + lineKey;
    let row = this.#balances.get(key);
    if (!row) {
      row = { ...NOTHING, conventionKey, lineKey };
      this.#balances.set(key, row);
    }
    for (const [name, sign] of moved) row[name] += sign * amount;
  }
}

const NOTHING = Object.fromEntries(BALANCE_NAMES.map(name => [name, 0n])) as Record<Balance, bigint>;
