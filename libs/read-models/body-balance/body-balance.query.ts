import type pg from 'pg';
import { maySeeBody, type Perimeter } from '#access';
import type { Day } from '#kernel';
import { BALANCES, combine, type Sums, written } from '../current-balance/balances.js';
import type { PaymentRow } from '../payment/payment.entity.js';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { addSums, sumsBy } from '../reading/sums.js';
import { linesPaidTo, type PaidLine, paymentsOf } from './body-payments.query.js';

/** What a treasurer asks, in decimal strings. */
interface BodyFigures {
  readonly awarded: string;
  readonly paid: string;
  readonly repaid: string;
  /** Requested and not yet executed. */
  readonly pending: string;
  /** Still to come at most: what the body is entitled to, less what it has. */
  readonly stillToCome: string;
  /** Paid and not yet proven. */
  readonly missing: string;
  /** To be ordered back, and ordered and not yet received. */
  readonly toRepay: string;
}

export interface BodyPayment {
  readonly payment: string;
  readonly tranche: string;
  readonly kind: string;
  readonly status: string;
  readonly ej: string;
  readonly poste: string;
  readonly dp: string;
  readonly amount: string;
  readonly executedAmount: string | null;
  readonly requestedOn: Day;
  readonly executedOn: Day | null;
}

export interface BodyLine extends BodyFigures {
  readonly convention: string;
  readonly reference: string;
  readonly title: string;
  readonly line: string;
  readonly label: string;
  readonly flow: string;
  readonly incomplete: boolean;
  readonly payments: readonly BodyPayment[];
}

export interface BodyBalance extends Stated, BodyFigures {
  readonly body: string;
  readonly name: string;
  readonly lines: readonly BodyLine[];
}

/**
 * The account of a body (SIRET or UAI) over all conventions that pay it; undefined where there is none inside the
 * perimeter. What is paid to another payee for its school is not in it.
 */
export function bodyBalance(
  pool: pg.Pool,
  { body, perimeter, ...asOf }: AsOf & { readonly body: string; readonly perimeter: Perimeter },
): Promise<BodyBalance | undefined> {
  if (!maySeeBody(perimeter, body)) return Promise.resolve(undefined);
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const lines = await linesPaidTo(client, body, perimeter, moment);
    if (lines.length === 0) return undefined;
    const groups = await sumsBy(client, {
      moment,
      perimeter,
      group: { convention: 'm.convention_key', line: 'm.line_key', tranche: 'a.tranche' },
      where: params => [
        `m.convention_key = any (${params.add(lines.map(({ key }) => key))}::integer[])`,
        `l.payee_key = ${params.add(body)}`,
      ],
    });
    const tranchesOf = ({ key, lineKey }: PaidLine) =>
      groups.filter(group => Number(group.key.convention) === key && Number(group.key.line) === lineKey);
    const payments = await paymentsOf(client, lines, moment);
    return {
      ...stated(asOf, moment),
      body,
      name: lines[0]!.payeeName,
      ...figuresOf(groups.map(({ sums }) => sums)),
      lines: lines.map(line => ({
        convention: line.convention,
        reference: line.reference,
        title: line.title,
        line: line.line,
        label: line.label,
        flow: line.flow,
        incomplete: line.incomplete,
        ...figuresOf(tranchesOf(line).map(({ sums }) => sums)),
        payments: payments
          .filter(({ conventionKey, lineKey }) => conventionKey === line.key && lineKey === line.lineKey)
          .map(shown),
      })),
    };
  });
}

/** Tranches are never offset, so what is still to come is counted in each. */
function figuresOf(tranches: readonly Sums[]): BodyFigures {
  const all = addSums(tranches);
  const still = tranches.map(sums => {
    const entitled = combine(sums, { entitled: 1 });
    const net = combine(sums, BALANCES.paid) - combine(sums, BALANCES.repaid);
    return entitled > net ? entitled - net : 0n;
  });
  return {
    awarded: written(combine(all, BALANCES.maximum)),
    paid: written(combine(all, BALANCES.paid)),
    repaid: written(combine(all, BALANCES.repaid)),
    pending: written(combine(all, BALANCES.pending)),
    stillToCome: written(still.reduce((sum, amount) => sum + amount, 0n)),
    missing: written(combine(all, BALANCES.toProve)),
    toRepay: written(combine(all, BALANCES.toOrder) + combine(all, BALANCES.orderOpen)),
  };
}

function shown(payment: PaymentRow): BodyPayment {
  const { paymentId, tranche, kind, status, ej, poste, dp, requestedOn, executedOn } = payment;
  const { amount, executedAmount } = payment;
  return {
    payment: paymentId,
    tranche,
    kind,
    status,
    ej,
    poste,
    dp,
    amount: written(amount),
    executedAmount: executedAmount === null ? null : written(executedAmount),
    requestedOn,
    executedOn,
  };
}
