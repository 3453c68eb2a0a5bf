import type { ClientBase } from 'pg';
import type pg from 'pg';
import type { Perimeter } from '#access';
import { BALANCES, combine, type Sums, written } from '../current-balance/balances.js';
import {
  all,
  type AsOf,
  type Moment,
  onSnapshot,
  resolve,
  type Stated,
  stated,
  streamed,
} from '../reading/as-of.js';
import { incompleteOf } from '../reading/incomplete.js';
import { addSums, eachSum, type Question, sumsBy } from '../reading/sums.js';

export interface SchoolBudgetsQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly academie?: string;
  /** Code of the scheme of the conventions. */
  readonly scheme?: string;
  readonly departement?: string;
  readonly commune?: string;
  readonly uai?: string;
  /** Uuid of a convention. */
  readonly convention?: string;
}

/** Amounts as decimal strings; quantities are whole numbers of units. */
interface SchoolFigures {
  readonly plannedQuantity: number;
  readonly acceptedQuantity: number;
  /** Of equipment in kind: delivered and returned since the start, lent to users on that day. */
  readonly deliveredQuantity: number;
  readonly lentQuantity: number;
  readonly returnedQuantity: number;
  /** What the State grants for equipment, and for resources. */
  readonly equipmentSubsidy: string;
  readonly resourceGrant: string;
  readonly claimed: string;
  readonly cut: string;
  readonly accepted: string;
  readonly due: string;
  readonly paid: string;
  readonly repaid: string;
  readonly payable: string;
  readonly toOrder: string;
  /** Left to the payee of equipment: claimed − due, of what was examined; nothing for a grant. */
  readonly leftToCommune: string;
}

const COLUMNS = {
  reference: 'c.reference',
  convention: 'c.id',
  academie: 'c.academie',
  uai: 'a.uai',
  school: 'a.school_name',
  referenceCollege: 'a.reference_college',
  address: 'a.address',
  commune: 'a.commune',
  departement: 'a.departement',
  lineKey: 'l.key',
  line: 'l.line_id',
  flow: 'l.flow',
  kind: 'l.kind',
  tranche: 'a.tranche',
  allocation: 'a.allocation_id',
  unit: 'a.unit',
  payeeType: 'l.payee_type',
  payeeKey: 'l.payee_key',
  payeeName: 'l.payee_name',
} as const;

type Place = Omit<Record<keyof typeof COLUMNS, string>, 'lineKey'>;
type Absent = 'referenceCollege' | 'address' | 'commune' | 'departement';

/** One school in one tranche of one line, per unit. */
export type SchoolBudget = Omit<Place, Absent> & { readonly [K in Absent]: string | null } & SchoolFigures;

export interface SchoolBudgets extends Stated {
  readonly incomplete: readonly string[];
  readonly rows: readonly SchoolBudget[];
  readonly total: Omit<SchoolFigures, `${string}Quantity`>;
}

/** The same, its rows read as they are sent. */
export interface SchoolBudgetStream extends Omit<SchoolBudgets, 'rows'> {
  readonly rows: AsyncIterable<SchoolBudget>;
}

/** The per-school table (domain.md §6): the annex of the conventions, and what became of it. */
export async function schoolBudgets(pool: pg.Pool, question: SchoolBudgetsQuestion): Promise<SchoolBudgets> {
  const { rows, ...about } = await streamSchoolBudgets(pool, question);
  return { ...about, rows: await all(rows) };
}

/**
 * What is said of all of them at once; the rows follow, each reading by itself up to the same position of the log, so
 * that they add up to the same total however late they are read.
 *
 * @param first the column by which rows are ordered before all others
 */
export function streamSchoolBudgets(
  pool: pg.Pool,
  question: SchoolBudgetsQuestion,
  first: keyof typeof COLUMNS = 'reference',
): Promise<SchoolBudgetStream> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, question);
    const kinds = await sumsBy(client, { ...askedOf(question, moment), group: { kind: 'l.kind' } });
    const sumsOf = (kind: string) =>
      addSums(kinds.filter(({ key }) => key.kind === kind).map(({ sums }) => sums));
    const {
      plannedQuantity: _,
      acceptedQuantity: __,
      deliveredQuantity: ____,
      lentQuantity: _____,
      returnedQuantity: ______,
      ...total
    } = figuresOf(sumsOf('on_expense'), sumsOf('flat_grant'));
    const known: Moment = { ...moment, latest: false };
    const group = { [first]: COLUMNS[first], ...COLUMNS } as typeof COLUMNS;
    return {
      ...stated(question, moment),
      incomplete: await incompleteOf(client, question.perimeter),
      rows: {
        [Symbol.asyncIterator]: () =>
          streamed(pool, reader => rowsOf(reader, { ...askedOf(question, known), group })),
      },
      total,
    };
  });
}

async function* rowsOf(
  client: ClientBase,
  question: Question & { readonly group: typeof COLUMNS },
): AsyncGenerator<SchoolBudget> {
  for await (const { key, sums } of eachSum<keyof typeof COLUMNS>(client, question)) {
    const { lineKey: _, ...place } = key;
    const figures = place.kind === 'flat_grant' ? figuresOf(new Map(), sums) : figuresOf(sums, new Map());
    yield { ...place, ...figures };
  }
}

function askedOf(question: SchoolBudgetsQuestion, moment: Moment): Omit<Question, 'group'> {
  const filters = {
    'c.academie': question.academie,
    'c.scheme_code': question.scheme,
    'c.stream': question.convention && `convention-${question.convention}`,
    'a.departement': question.departement,
    'a.commune': question.commune,
    'a.uai': question.uai,
  };
  return {
    moment,
    perimeter: question.perimeter,
    where: params =>
      Object.entries(filters).flatMap(([column, value]) =>
        value === undefined ? [] : [`${column} = ${params.add(value)}`],
      ),
  };
}

function figuresOf(equipment: Sums, grant: Sums): SchoolFigures {
  const all = addSums([equipment, grant]);
  const amount = (name: keyof typeof BALANCES) => written(combine(all, BALANCES[name]));
  return {
    plannedQuantity: Number(all.get('planned_quantity') ?? 0n),
    acceptedQuantity: Number(all.get('accepted_quantity') ?? 0n),
    deliveredQuantity: Number(all.get('delivered_quantity') ?? 0n),
    lentQuantity: Number(all.get('lent_quantity') ?? 0n),
    returnedQuantity: Number(all.get('returned_quantity') ?? 0n),
    equipmentSubsidy: written(combine(equipment, BALANCES.maximum)),
    resourceGrant: written(combine(grant, BALANCES.maximum)),
    claimed: written(all.get('claimed') ?? 0n),
    cut: written(all.get('cut') ?? 0n),
    accepted: amount('accepted'),
    due: amount('due'),
    paid: amount('paid'),
    repaid: amount('repaid'),
    payable: amount('payable'),
    toOrder: amount('toOrder'),
    leftToCommune: written(combine(equipment, { accepted: 1, cut: 1, due: -1 })),
  };
}
