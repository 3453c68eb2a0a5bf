import type { ConventionState } from '#ledger';
import type { PaymentRow } from './payment.entity.js';

export function paymentRows(
  conventionKey: number,
  state: ConventionState,
  lineKey: (line: string) => number,
): readonly PaymentRow[] {
  return Object.values(state.payments).map(payment => ({
    conventionKey,
    paymentId: payment.id,
    lineKey: lineKey(payment.line),
    tranche: payment.tranche,
    kind: payment.kind,
    status: payment.status,
    ej: payment.ej,
    poste: payment.poste,
    dp: payment.dp,
    dpPoste: payment.dpPoste ?? null,
    amount: payment.amount.cents,
    executedAmount: payment.executedAmount?.cents ?? null,
    requestedOn: payment.requestedOn,
    executedOn: payment.executedOn ?? null,
  }));
}
