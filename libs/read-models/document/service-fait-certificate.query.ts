import type pg from 'pg';
import type { Perimeter } from '#access';
import { type Day, Euros, type Instant } from '#kernel';
import { latestState, type Trace } from '#ledger';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { conventionFile, findFact } from './convention-file.js';
import { type DocumentHead, findLine, headOf, type LineHead, lineHeadOf } from './head.js';

export interface CertifiedExpense {
  readonly number: number;
  readonly label: string;
  readonly supplier: string | null;
  readonly invoice: string | null;
  readonly deliveredOn: Day;
  readonly quantity: number;
  readonly amount: string;
  readonly cut: string;
  readonly reasons: readonly string[];
}

export interface CertifiedShare {
  readonly uai: string;
  readonly school: string;
  readonly unit: string;
  /** Cumulated since the start. */
  readonly quantity: number;
  readonly accepted: string;
  readonly cut: string;
  readonly due: string;
}

/** A certificat de service fait, with what was cut and why. Amounts in decimal strings. */
export interface ServiceFaitCertificate extends Stated, DocumentHead, LineHead {
  readonly certificate: string;
  readonly statement: string | null;
  readonly final: boolean;
  readonly certifiedOn: Day;
  readonly recordedAt: Instant;
  readonly certifiedBy: string;
  readonly reversed: boolean;
  readonly expenses: readonly CertifiedExpense[];
  readonly shares: readonly CertifiedShare[];
  readonly trace: Trace;
}

export interface ServiceFaitQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly convention: string;
  readonly certificate: string;
}

/** Undefined where there is no such certificate inside the perimeter. */
export function serviceFaitCertificate(
  pool: pg.Pool,
  { convention, certificate: id, perimeter, ...asOf }: ServiceFaitQuestion,
): Promise<ServiceFaitCertificate | undefined> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const file = await conventionFile(client, convention, perimeter, moment);
    const certificate =
      file &&
      findFact(file.history, fact =>
        fact.type === 'ServiceFaitCertified' && fact.data.certificate === id ? fact.data : undefined,
      );
    if (!file || !certificate) return undefined;
    const { stored, data } = certificate;
    const state = latestState(file.history);
    const line = findLine(state, data.line);
    if (!line || !file.sees(line)) return undefined;
    const statement = findFact(file.history, fact =>
      fact.type === 'ExpenseStatementSubmitted' && fact.data.statement === data.statement
        ? fact.data
        : undefined,
    );
    const allocations = new Map(
      line.tranches.flatMap(tranche => tranche.allocations.map(each => [each.id, each] as const)),
    );
    return {
      ...stated(asOf, moment),
      ...headOf(convention, file.history),
      ...lineHeadOf(line, data.tranche),
      certificate: id,
      statement: data.statement ?? null,
      final: data.final,
      certifiedOn: stored.effectiveOn,
      recordedAt: stored.recordedAt,
      certifiedBy: stored.actor,
      reversed: file.history.reversed.has(stored.eventId),
      expenses: (statement?.data.expenses ?? []).map(expense => {
        const cuts = data.cuts.filter(cut => cut.expense === expense.number);
        return {
          number: expense.number,
          label: expense.label,
          supplier: expense.invoice?.supplierSiret ?? null,
          invoice: expense.invoice?.number ?? null,
          deliveredOn: expense.deliveredOn,
          quantity: expense.quantity,
          amount: expense.amount.toString(),
          cut: Euros.sum(cuts.map(cut => cut.amount)).toString(),
          reasons: cuts.map(cut => cut.reason),
        };
      }),
      shares: data.certified.map(share => {
        const { uai = '', unit = '' } = allocations.get(share.allocation) ?? {};
        return {
          uai,
          school: state.schools[uai]?.name ?? '',
          unit,
          quantity: share.quantity,
          accepted: share.accepted.toString(),
          cut: share.cut.toString(),
          due: share.due.toString(),
        };
      }),
      trace: data.trace,
    };
  });
}
