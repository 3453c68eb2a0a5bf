import type { ClientBase } from 'pg';
import { ImputationRow } from '../imputation/imputation.entity.js';
import { Batch, Imputations } from './batch.js';
import { asText, COMPARED, type Compared, type TextRow } from './compare.js';
import { ConventionPages, projectPage } from './convention-pages.js';
import { rowsOfBatch } from './rows-of-batch.js';

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
    const own = rowsOfBatch(batch).filter(({ entity }) => entity !== ImputationRow);
    return own.map(({ entity, rows }, index) => {
      const text = asText(entity, rows).map(row =>
        'imputation_key' in row
          ? { ...row, imputation_key: this.#codes.get(row['imputation_key']!) ?? row['imputation_key']! }
          : row,
      );
      return { table: COMPARED[index]!, rows: text };
    });
  }
}
