import type pg from 'pg';
import type { Perimeter } from '#access';
import type { Measure } from '#ledger';
import { BALANCES, combine, type Sums, written } from '../current-balance/balances.js';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, sumsBy } from '../reading/sums.js';

/** One fiscal year. Amounts in decimal strings: remaining = remaining of the year before + committed − paid. */
export interface YearFigures {
  readonly year: string;
  /** AE, less what was released, corrections included. */
  readonly committed: string;
  /** CP, gross of repayments, corrections included. */
  readonly paid: string;
  /** Reste à payer at 31 December. */
  readonly remaining: string;
}

export interface YearlyReport extends Stated {
  readonly incomplete: readonly string[];
  /** Every year from the first that has a figure to the last. */
  readonly rows: readonly YearFigures[];
  readonly total: Pick<YearFigures, 'committed' | 'paid' | 'remaining'>;
}

export interface YearlyQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
}

const COMMITTED = {
  committed: 1,
  commitment_correction: 1,
  released_of_year: -1,
  released_of_prior: -1,
} as const satisfies Partial<Record<Measure, 1 | -1>>;
const PAID = { consumed: 1, consumption_correction: 1 } as const;

/** Committed, paid and remaining per fiscal year. */
export function yearly(pool: pg.Pool, question: YearlyQuestion): Promise<YearlyReport> {
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
      group: { year: 'm.fiscal_year' },
      measures: Object.keys(BALANCES.outstanding) as Measure[],
      where: params =>
        Object.entries(filters).flatMap(([column, value]) =>
          value === undefined ? [] : [`${column} = ${params.add(value)}`],
        ),
    });
    const byYear = new Map(groups.map(({ key, sums }) => [Number(key.year), sums]));
    const [first, last] = [Math.min(...byYear.keys()), Math.max(...byYear.keys())];
    const rows: YearFigures[] = [];
    let sums: Sums = new Map();
    for (let year = first; year <= last; year += 1) {
      const own: Sums = byYear.get(year) ?? new Map();
      sums = addSums([sums, own]);
      rows.push({ year: String(year), ...figuresOf(own, sums) });
    }
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows,
      total: figuresOf(sums, sums),
    };
  });
}

function figuresOf(own: Sums, upTo: Sums): Omit<YearFigures, 'year'> {
  return {
    committed: written(combine(own, COMMITTED)),
    paid: written(combine(own, PAID)),
    remaining: written(combine(upTo, BALANCES.outstanding)),
  };
}
