import { Euros } from '#kernel';
import { isReportDue } from './duration.js';
import { toReturnOf } from './equipment.js';
import { dueUnpaidOf, outstandingOf, payableStill, pendingOf, toOrderOf, toProveOf } from './formulas.js';
import { no } from './refusals.js';
import type { ConventionState, Line, Tranche } from './state.js';

/** Invariant 13: nothing is open any more. */
export function openCheck(state: ConventionState) {
  const sum = (figure: (line: Line, tranche: Tranche) => Euros) =>
    Euros.sum(state.lines.flatMap(line => line.tranches.map(tranche => figure(line, tranche))));
  const open = {
    pending: sum((_, tranche) => pendingOf(tranche)),
    payable: sum((line, tranche) => Euros.max(payableStill(state, line, tranche), dueUnpaidOf(tranche))),
    toOrder: sum((_, tranche) => toOrderOf(tranche)),
    orderOpen: sum((_, tranche) => tranche.orderOpen),
    toProve: sum(toProveOf),
    outstanding: sum((_, tranche) => outstandingOf(tranche).magnitude()),
  };
  const anomalies = state.anomalies.filter(({ explanation }) => explanation === undefined).length;
  const equipmentOut = toReturnOf(state);
  const closable =
    Object.values(open).every(amount => amount.isZero) &&
    (state.financialReport || !isReportDue(state)) &&
    anomalies === 0 &&
    equipmentOut === 0;
  if (closable) return undefined;
  const figures = Object.fromEntries(
    Object.entries(open).map(([name, amount]) => [name, amount.toString()]),
  ) as Record<keyof typeof open, string>;
  const financialReport = state.financialReport || !isReportDue(state) ? 'received' : 'missing';
  return no('closure_open', { ...figures, financialReport, anomalies, equipmentOut });
}
