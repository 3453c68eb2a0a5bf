import type pg from 'pg';
import type { Perimeter } from '#access';
import { BALANCES, combine, type Sums, written } from '../current-balance/balances.js';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, sumsBy } from '../reading/sums.js';

/** Amounts as decimal strings. */
interface RecoveryFigures {
  readonly paid: string;
  /** Paid above what is due, and not yet ordered back. */
  readonly toOrder: string;
  readonly orderOpen: string;
  readonly repaid: string;
  readonly writtenOff: string;
  readonly creditsRestored: string;
}

/** Indus et reversements of one line. */
export interface Recovery extends RecoveryFigures {
  readonly convention: string;
  readonly reference: string;
  readonly academie: string;
  readonly line: string;
  readonly payeeType: string;
  readonly payeeKey: string;
  readonly payeeName: string;
}

export interface RecoveryReport extends Stated {
  readonly incomplete: readonly string[];
  readonly rows: readonly Recovery[];
  readonly total: RecoveryFigures;
}

export interface RecoveryQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
}

const COLUMNS = {
  reference: 'c.reference',
  convention: 'c.id',
  academie: 'c.academie',
  line: 'l.line_id',
  payeeType: 'l.payee_type',
  payeeKey: 'l.payee_key',
  payeeName: 'l.payee_name',
} as const;

/** Lines where money is to come back, came back, or was given up. */
export function recoveries(pool: pg.Pool, question: RecoveryQuestion): Promise<RecoveryReport> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const filters = {
      'c.academie': question.academie,
      'c.scheme_code': question.scheme,
      'c.stream': question.convention && `convention-${question.convention}`,
    };
    const groups = await sumsBy(client, {
      moment,
      perimeter: question.perimeter,
      group: COLUMNS,
      where: params =>
        Object.entries(filters).flatMap(([column, value]) =>
          value === undefined ? [] : [`${column} = ${params.add(value)}`],
        ),
    });
    const found = groups.filter(({ sums }) => {
      const { paid: _, ...figures } = figuresOf(sums);
      return Object.values(figures).some(amount => amount !== '0.00');
    });
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: found.map(({ key, sums }) => ({ ...key, ...figuresOf(sums) })),
      total: figuresOf(addSums(found.map(({ sums }) => sums))),
    };
  });
}

function figuresOf(sums: Sums): RecoveryFigures {
  return {
    paid: written(combine(sums, BALANCES.paid)),
    toOrder: written(combine(sums, BALANCES.toOrder)),
    orderOpen: written(combine(sums, BALANCES.orderOpen)),
    repaid: written(combine(sums, BALANCES.repaid)),
    writtenOff: written(combine(sums, BALANCES.writtenOff)),
    creditsRestored: written(combine(sums, { credits_restored: 1 })),
  };
}
