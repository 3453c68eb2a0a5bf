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
import { type EntityClass, tableOf } from '../table.js';

/** The first row that is not what the events give; `null` where there is no row, or no value. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** A row in PostgreSQL's text of each column. */
export type TextRow = Readonly<Record<string, string | null>>;

export interface Compared {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

function compared(entity: EntityClass<object>): Compared {
  const { name, columns, key } = tableOf(entity);
  return { name, columns: columns.map(column => column.name), key };
}

/** The tables of a convention's own rows. */
export const COMPARED: readonly Compared[] = [
  ConventionRow,
  LineRow,
  AllocationRow,
  MovementRow,
  StandingRow,
  DeadlineRow,
  CurrentBalanceRow,
  PaymentRow,
  AnomalyRow,
  CitationRow,
].map(compared);

/** Keys of imputations depend on the order of projecting: these are compared by their code. */
export const byCode: Compared = {
  name: 'imputation',
  columns: compared(ImputationRow).columns.filter(column => column !== 'key'),
  key: ['code'],
};

export function keyText(key: readonly string[], row: TextRow): string {
  return key.map(column => `${column}=${row[column]}`).join(' ');
}

type Value = string | number | bigint | boolean | null | undefined;

/** Rows of an entity as PostgreSQL would write them. */
export function asText(entity: EntityClass<object>, rows: readonly object[]): TextRow[] {
  const { columns } = tableOf(entity);
  return rows.map(row =>
    Object.fromEntries(
      columns.map(({ name, property }) => {
        const value = (row as Readonly<Record<string, Value>>)[property];
        return [name, value === null || value === undefined ? null : String(value)];
      }),
    ),
  );
}

export function compare(
  { name: table, columns, key }: Compared,
  expected: readonly TextRow[],
  found: readonly TextRow[],
): Difference | undefined {
  const left = new Map(found.map(row => [keyText(key, row), row]));
  for (const row of expected) {
    const name = keyText(key, row);
    const other = left.get(name);
    left.delete(name);
    for (const column of columns) {
      if (other && row[column] === other[column]) continue;
      return { table, key: name, column, expected: row[column] ?? null, found: other?.[column] ?? null };
    }
  }
  const [extra] = left;
  return extra && { table, key: extra[0], column: key[0]!, expected: null, found: extra[1][key[0]!] ?? null };
}
