import type pg from 'pg';
import { type Day, Euros } from '#kernel';
import { latestState, maximumOf } from '#ledger';
import { onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { conventionFile } from './convention-file.js';
import type { FinancialStatementQuestion } from './financial-statement.query.js';

/** A payment, and all that was paid up to it. Amounts in decimal strings. */
export interface PaidStep {
  readonly on: Day;
  readonly line: string;
  readonly kind: string;
  readonly dp: string;
  readonly amount: string;
  readonly cumulated: string;
}

/** The payments of a convention against what may be paid: the advance first, never more than the ceiling. */
export interface PaymentCurve extends Stated {
  readonly convention: string;
  readonly reference: string;
  readonly signedOn: Day | null;
  readonly validUntil: Day | null;
  readonly advance: string;
  readonly ceiling: string;
  readonly rows: readonly PaidStep[];
}

/**
 * Of the lines that are seen whole; undefined where there is none, and before a signature or a payment. A payment that
 * the bank returned is not in it.
 */
export function paymentCurve(
  pool: pg.Pool,
  { convention, perimeter, ...asOf }: FinancialStatementQuestion,
): Promise<PaymentCurve | undefined> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const file = await conventionFile(client, convention, perimeter, moment);
    if (!file) return undefined;
    const { draft, lines, payments, signedOn, validUntil } = latestState(file.history);
    const seen = lines.filter(file.sees);
    if (seen.length === 0) return undefined;
    const tranches = seen.flatMap(line => line.tranches);
    const ids = new Set(seen.map(({ id }) => id));
    const executed = Object.values(payments)
      .flatMap(({ line, kind, dp, executedOn, executedAmount, status }) =>
        ids.has(line) && executedOn && executedAmount && (status === 'executed' || status === 'observed')
          ? [{ line, kind, dp, on: executedOn, amount: executedAmount }]
          : [],
      )
      .sort((a, b) => (`${a.on}|${a.dp}` < `${b.on}|${b.dp}` ? -1 : 1));
    if (signedOn === undefined && executed.length === 0) return undefined;
    let cumulated = Euros.zero;
    return {
      ...stated(asOf, moment),
      convention,
      reference: draft!.reference,
      signedOn: signedOn ?? null,
      validUntil: validUntil ?? null,
      advance: Euros.sum(tranches.map(({ advance }) => advance)).toString(),
      ceiling: Euros.sum(tranches.map(maximumOf)).toString(),
      rows: executed.map(({ amount, ...payment }) => {
        cumulated = cumulated.plus(amount);
        return { ...payment, amount: amount.toString(), cumulated: cumulated.toString() };
      }),
    };
  });
}
