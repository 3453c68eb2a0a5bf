import type pg from 'pg';
import type { Perimeter } from '#access';
import { type Day, Euros } from '#kernel';
import {
  acceptedOf,
  committedOf,
  dueOf,
  lastEndOf,
  latestState,
  type Line,
  maximumOf,
  outstandingOf,
  paidOf,
  payeeKey,
  releasedOf,
  toOrderOf,
  type Tranche,
  withParent,
} from '#ledger';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { conventionFile } from './convention-file.js';
import { type DocumentHead, headOf } from './head.js';

/** One tranche of a line in the bilan financier. Amounts in decimal strings. */
export interface FinancialLine {
  readonly line: string;
  readonly label: string;
  readonly tranche: string;
  readonly payeeKey: string;
  readonly payeeName: string;
  readonly maximum: string;
  readonly committed: string;
  readonly released: string;
  readonly accepted: string;
  readonly due: string;
  readonly paid: string;
  readonly repaid: string;
  readonly outstanding: string;
  readonly toOrder: string;
}

export interface PaidEntry {
  readonly line: string;
  readonly tranche: string;
  readonly kind: string;
  readonly ej: string;
  readonly dp: string;
  readonly executedOn: Day;
  readonly amount: string;
}

/** The bilan financier of a convention. */
export interface FinancialStatement extends Stated, DocumentHead {
  readonly validUntil: Day | null;
  readonly receivedOn: Day | null;
  readonly closedOn: Day | null;
  readonly lines: readonly FinancialLine[];
  readonly payments: readonly PaidEntry[];
}

export interface FinancialStatementQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly convention: string;
}

/** Of the lines that are seen whole; undefined where there is none. */
export function financialStatement(
  pool: pg.Pool,
  { convention, perimeter, ...asOf }: FinancialStatementQuestion,
): Promise<FinancialStatement | undefined> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const file = await conventionFile(client, convention, perimeter, moment);
    if (!file) return undefined;
    const own = latestState(file.history);
    const parent = own.draft?.parent?.stream.slice('convention-'.length);
    const above = parent && (await conventionFile(client, parent, { kind: 'everything' }, moment));
    const state = withParent(own, above ? latestState(above.history) : undefined);
    const lines = state.lines.filter(file.sees);
    if (lines.length === 0) return undefined;
    const seen = new Set(lines.map(({ id }) => id));
    const payments = Object.values(state.payments).flatMap(payment => {
      const { line, tranche, kind, ej, dp, executedOn, executedAmount, status } = payment;
      if (!seen.has(line) || executedOn === undefined || executedAmount === undefined) return [];
      if (status !== 'executed' && status !== 'observed') return [];
      return [{ line, tranche, kind, ej, dp, executedOn, amount: executedAmount.toString() }];
    });
    return {
      ...stated(asOf, moment),
      ...headOf(convention, file.history),
      validUntil: lastEndOf(state) ?? null,
      receivedOn: state.financialReport?.receivedOn ?? null,
      closedOn: state.closedOn ?? null,
      lines: lines.flatMap(line => line.tranches.map(tranche => figuresOf(line, tranche, !!state.signedOn))),
      payments: payments.sort((a, b) => (a.executedOn < b.executedOn ? -1 : 1)),
    };
  });
}

function figuresOf(line: Line, tranche: Tranche, signed: boolean): FinancialLine {
  return {
    line: line.id,
    label: line.label,
    tranche: tranche.label,
    payeeKey: payeeKey(line.payee),
    payeeName: line.payee.name,
    maximum: (signed ? maximumOf(tranche) : Euros.zero).toString(),
    committed: committedOf(tranche).toString(),
    released: releasedOf(tranche).toString(),
    accepted: acceptedOf(tranche).toString(),
    due: dueOf(tranche).toString(),
    paid: paidOf(tranche).toString(),
    repaid: tranche.repaid.toString(),
    outstanding: outstandingOf(tranche).toString(),
    toOrder: toOrderOf(tranche).toString(),
  };
}
