import type { ClientBase } from 'pg';
import { AllocationRow } from '../allocation/allocation.entity.js';
import { AnomalyRow } from '../anomaly/anomaly.entity.js';
import { CitationRow } from '../citation/citation.entity.js';
import { ConventionRow } from '../convention/convention.entity.js';
import { CurrentBalanceRow } from '../current-balance/current-balance.entity.js';
import { DeadlineRow } from '../deadline/deadline.entity.js';
import { ImputationRow } from '../imputation/imputation.entity.js';
import { LineRow } from '../line/line.entity.js';
import { MovementRow } from '../movement/movement.entity.js';
import { PaymentRow } from '../payment/payment.entity.js';
import { StandingRow } from '../standing/standing.entity.js';
import type { EntityClass } from '../table.js';
import { Batch, Imputations } from './batch.js';
import { asText, COMPARED, type Compared, type TextRow } from './compare.js';
import { ConventionPages, projectPage } from './convention-pages.js';

interface DerivedPage {
  readonly keys: readonly number[];
  readonly tables: readonly { readonly table: Compared; readonly rows: readonly TextRow[] }[];
}

/** The read models as the events give them, some conventions at a time. */
export class Derivation {
  events = 0;
  readonly imputations: TextRow[] = [];
  readonly letters: TextRow[] = [];
  readonly #codes = new Map<string, string>();

  constructor(
    private readonly client: ClientBase,
    private readonly position: string,
  ) {}

  async *pages(): AsyncGenerator<DerivedPage> {
    const imputations = new Imputations();
    const pages = new ConventionPages(this.client, this.position, 100);
    for (let page = await pages.next(); page.records.length > 0; page = await pages.next()) {
      const batch = new Batch(imputations);
      const keys = projectPage(page, batch);
      this.events += batch.events;
      for (const row of asText(ImputationRow, batch.imputations)) {
        this.#codes.set(row['key']!, row['code']!);
        this.imputations.push(row);
      }
      for (const { position, stream, error } of batch.deadLetters) {
        this.letters.push({ position: String(position), stream, error });
      }
      yield { keys, tables: this.#tables(batch) };
    }
  }

  #tables(batch: Batch): DerivedPage['tables'] {
    const rows: readonly (readonly [EntityClass<object>, readonly object[]])[] = [
      [ConventionRow, batch.conventions],
      [LineRow, batch.lines],
      [AllocationRow, batch.allocations],
      [MovementRow, batch.movements],
      [StandingRow, batch.standings],
      [DeadlineRow, batch.deadlines],
      [CurrentBalanceRow, batch.balances],
      [PaymentRow, batch.payments],
      [AnomalyRow, batch.anomalies],
      [CitationRow, batch.citations],
    ];
    return rows.map(([entity, derived], index) => {
      const text = asText(entity, derived).map(row =>
        'imputation_key' in row
          ? { ...row, imputation_key: this.#codes.get(row['imputation_key']!) ?? row['imputation_key']! }
          : row,
      );
      return { table: COMPARED[index]!, rows: text };
    });
  }
}
