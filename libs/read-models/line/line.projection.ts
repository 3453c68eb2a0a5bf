import { type Line, payeeKey } from '#ledger';
import type { LineRow } from './line.entity.js';

export function lineRow(conventionKey: number, key: number, line: Line): LineRow {
  return {
    conventionKey,
    key,
    lineId: line.id,
    flow: line.flow,
    kind: line.kind,
    label: line.label,
    payeeType: line.payee.legalType,
    payeeKey: payeeKey(line.payee),
    payeeName: line.payee.name,
  };
}
