import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import { type Measure, MEASURES } from '#ledger';
import { codeOf, type Sums } from '../current-balance/balances.js';
import { movedBy, type Moment } from './as-of.js';
import { eachRow } from './each-row.js';
import { Params } from './params.js';
import { within } from './perimeter.js';

/** Sums of measures by some columns of movement (`m`), convention (`c`), line (`l`), allocation (`a`). */
export interface Question {
  readonly moment: Moment;
  readonly perimeter: Perimeter;
  /** Columns to group by, each with its name in the answer. */
  readonly group: Readonly<Record<string, string>>;
  readonly measures?: readonly Measure[] | undefined;
  /** Further conditions; they may add parameters. */
  readonly where?: ((params: Params) => readonly string[]) | undefined;
}

export interface Group<Key extends string> {
  readonly key: Readonly<Record<Key, string>>;
  readonly sums: Sums;
}

/** Adds up movements, one group per value of the columns, in the order of these. */
export async function sumsBy<const Key extends string>(
  client: ClientBase,
  question: Question & { readonly group: Readonly<Record<Key, string>> },
): Promise<readonly Group<Key>[]> {
  const params = new Params();
  const { moved, named, columns, joined } = partsOf(question, params);
  const { rows } = await client.query<Summed>(
    `with ${moved} select ${named}, array[m.measure] as measures, array[sum(m.amount)::text] as amounts
    from moved m ${joined} group by ${columns}, m.measure order by ${columns}`,
    params.values,
  );
  const merge = merging<Key>(question.group);
  return [...rows, undefined].flatMap(row => merge(row) ?? []);
}

/**
 * The same, a part at a time: memory stays flat however many there are. Within a transaction, one at a time. One row
 * per place is put in order, with all of its measures.
 */
export async function* eachSum<const Key extends string>(
  client: ClientBase,
  question: Question & { readonly group: Readonly<Record<Key, string>> },
): AsyncGenerator<Group<Key>> {
  const params = new Params();
  const { moved, keys, named, columns, joined } = partsOf(question, params);
  const text = `with ${moved}, placed as (
      select ${keys}, array_agg(measure) as measures, array_agg(amount::text) as amounts from moved group by ${keys}
    )
    select ${named}, m.measures, m.amounts from placed m ${joined} order by ${columns}`;
  const merge = merging<Key>(question.group);
  for await (const row of eachRow<Summed>(client, { text, values: params.values })) {
    const group = merge(row);
    if (group) yield group;
  }
  const last = merge();
  if (last) yield last;
}

interface Summed {
  readonly [column: string]: unknown;
  readonly measures: readonly number[];
  /** In cents. */
  readonly amounts: readonly string[];
}

/**
 * A table `moved`: movements added up by their keys, which are few and narrow, before what is said of each place is
 * joined.
 */
function partsOf(question: Question, params: Params) {
  const conditions = conditionsOf(question, params);
  const columns = Object.values(question.group);
  const spoken = columns.join(' ');
  const own = columns.flatMap(column => (column.startsWith('m.') ? [column.slice('m.'.length)] : []));
  const tables = Object.entries(KEYS).flatMap(([alias, of]) => (speaksOf(alias, spoken) ? of : []));
  const keys = [...new Set([...own, ...tables])].join();
  const from = `read.movement m ${joins(conditions.join(' '))} ${whereOf(conditions)}`;
  const added = [...new Set([...own, ...tables])].map(key => `m.${key}`).join();
  return {
    keys,
    moved: `moved as (select ${added}, m.measure, sum(m.amount) as amount from ${from} group by ${added}, m.measure)`,
    named: Object.entries(question.group)
      .map(([name, column]) => `${column} as "${name}"`)
      .join(),
    columns: columns.join(),
    joined: joins(spoken),
  };
}

/** The keys in `movement` of each table. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  c: ['convention_key'],
  l: ['convention_key', 'line_key'],
  a: ['convention_key', 'allocation_key'],
  i: ['imputation_key'],
};

/** Takes rows in order and gives each group once it is whole; without a row, the last one. */
function merging<Key extends string>(group: Readonly<Record<Key, string>>) {
  const names = Object.keys(group) as Key[];
  let open: { readonly key: Record<Key, string>; readonly sums: Map<Measure, bigint> } | undefined;
  return (row?: Summed): Group<Key> | undefined => {
    const same =
      row !== undefined && open !== undefined && names.every(name => open!.key[name] === row[name]);
    const whole = same ? undefined : open;
    if (!same)
      open = row && {
        key: Object.fromEntries(names.map(name => [name, row[name]])) as Record<Key, string>,
        sums: new Map(),
      };
    for (const [index, code] of row?.measures.entries() ?? []) {
      const measure = MEASURES[code]!;
      open!.sums.set(measure, (open!.sums.get(measure) ?? 0n) + BigInt(row!.amounts[index]!));
    }
    return whole;
  };
}

function conditionsOf(
  { moment, perimeter, measures, where }: Omit<Question, 'group'>,
  params: Params,
): readonly string[] {
  return [
    ...movedBy(moment, params),
    ...(where?.(params) ?? []),
    ...within(perimeter, params),
    ...(measures ? [`m.measure = any (${params.add(measures.map(codeOf))}::smallint[])`] : []),
  ];
}

const whereOf = (conditions: readonly string[]) =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

/** Only the tables that are spoken of are joined. */
function joins(text: string): string {
  const tables = {
    c: 'join read.convention c on c.key = m.convention_key',
    l: 'join read.line l on l.convention_key = m.convention_key and l.key = m.line_key',
    a: 'join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key',
    i: 'left join read.imputation i on i.key = m.imputation_key',
  };
  return Object.entries(tables)
    .filter(([alias]) => speaksOf(alias, text))
    .map(([, join]) => join)
    .join(' ');
}

function speaksOf(alias: string, text: string): boolean {
  return new RegExp(String.raw`\b${alias}\.`).test(text);
}

export function addSums(all: Iterable<Sums>): Sums {
  const total = new Map<Measure, bigint>();
  for (const sums of all) {
    for (const [measure, amount] of sums) total.set(measure, (total.get(measure) ?? 0n) + amount);
  }
  return total;
}
