import type { ConventionState } from '#ledger';
import type { AnomalyRow } from './anomaly.entity.js';

export function anomalyRows(conventionKey: number, state: ConventionState): readonly AnomalyRow[] {
  return state.anomalies.map(({ id, code, on, payment, explanation }) => ({
    conventionKey,
    anomalyId: id,
    code,
    occurredOn: on,
    paymentId: payment,
    explanation: explanation ?? null,
  }));
}
