import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import type { Measure } from '#ledger';
import { BALANCES, combine, type Sums, written } from '../current-balance/balances.js';
import {
  type AsOf,
  type Moment,
  onSnapshot,
  resolve,
  type Stated,
  stated,
  streamed,
} from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, eachSum } from '../reading/sums.js';

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

/** The same, its rows read as they are sent. */
export interface RecoveryStream extends Omit<RecoveryReport, 'rows'> {
  readonly rows: AsyncIterable<Recovery>;
}

const FIGURES = {
  paid: BALANCES.paid,
  toOrder: BALANCES.toOrder,
  orderOpen: BALANCES.orderOpen,
  repaid: BALANCES.repaid,
  writtenOff: BALANCES.writtenOff,
  creditsRestored: { credits_restored: 1 },
} as const satisfies Record<keyof RecoveryFigures, Partial<Record<Measure, 1 | -1>>>;
const MEASURES = [...new Set(Object.values(FIGURES).flatMap(of => Object.keys(of) as Measure[]))];

/**
 * Lines where money is to come back, came back, or was given up. What is said of all of them at once; the rows follow,
 * reading by themselves up to the same position of the log.
 */
export function recoveries(pool: pg.Pool, question: RecoveryQuestion): Promise<RecoveryStream> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const known: Moment = { ...moment, latest: false };
    let total: Sums = new Map();
    for await (const { sums } of found(client, question, moment)) total = addSums([total, sums]);
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: { [Symbol.asyncIterator]: () => streamed(pool, reader => rowsOf(reader, question, known)) },
      total: figuresOf(total),
    };
  });
}

async function* rowsOf(
  client: ClientBase,
  question: RecoveryQuestion,
  moment: Moment,
): AsyncGenerator<Recovery> {
  for await (const { key, sums } of found(client, question, moment)) yield { ...key, ...figuresOf(sums) };
}

async function* found(client: ClientBase, question: RecoveryQuestion, moment: Moment) {
  const filters = {
    'c.academie': question.academie,
    'c.scheme_code': question.scheme,
    'c.stream': question.convention && `convention-${question.convention}`,
  };
  const groups = eachSum<keyof typeof COLUMNS>(client, {
    moment,
    perimeter: question.perimeter,
    group: COLUMNS,
    measures: MEASURES,
    where: params =>
      Object.entries(filters).flatMap(([column, value]) =>
        value === undefined ? [] : [`${column} = ${params.add(value)}`],
      ),
  });
  for await (const group of groups) {
    const { paid: _, ...others } = FIGURES;
    if (Object.values(others).some(of => combine(group.sums, of) !== 0n)) yield group;
  }
}

function figuresOf(sums: Sums): RecoveryFigures {
  return Object.fromEntries(
    Object.entries(FIGURES).map(([name, of]) => [name, written(combine(sums, of))]),
  ) as Record<keyof RecoveryFigures, string>;
}
