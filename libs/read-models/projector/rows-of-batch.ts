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
import type { Batch } from './batch.js';

export interface RowsOfTable {
  readonly entity: EntityClass<object>;
  readonly rows: readonly object[];
}

/** What a batch writes, table by table. */
export function rowsOfBatch(batch: Batch): readonly RowsOfTable[] {
  return [
    { entity: ConventionRow, rows: batch.conventions },
    { entity: LineRow, rows: batch.lines },
    { entity: AllocationRow, rows: batch.allocations },
    { entity: ImputationRow, rows: batch.imputations },
    { entity: MovementRow, rows: batch.movements },
    { entity: StandingRow, rows: batch.standings },
    { entity: DeadlineRow, rows: batch.deadlines },
    { entity: CurrentBalanceRow, rows: batch.balances },
    { entity: PaymentRow, rows: batch.payments },
    { entity: AnomalyRow, rows: batch.anomalies },
    { entity: CitationRow, rows: batch.citations },
  ];
}
