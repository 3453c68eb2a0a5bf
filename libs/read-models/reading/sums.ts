import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import { type Measure, MEASURES } from '#ledger';
import { codeOf, type Sums } from '../current-balance/balances.js';
import { by, type Moment } from './as-of.js';
import { eachRow } from './each-row.js';
import { Params } from './params.js';
import { within } from './perimeter.js';

/** Sums of measures by some columns of movement (`m`), convention (`c`), line (`l`), allocation (`a`). */
export interface Question {
  readonly moment: Moment;
  readonly perimeter: Perimeter;
  /** Columns to group by, each with its name in the answer. */
  readonly group: Readonly<Record<string, string>>;
  readonly measures?: readonly Measure[];
  /** Further conditions; they may add parameters. */
  readonly where?: (params: Params) => readonly string[];
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
  const { text, values, names } = statementOf(question);
  const { rows } = await client.query<Summed>(text, values);
  return [...gathered(rows, gathering(names))];
}

/** The same, a part at a time: memory stays flat however many there are. Within a transaction, one at a time. */
export async function* eachSum<const Key extends string>(
  client: ClientBase,
  question: Question & { readonly group: Readonly<Record<Key, string>> },
): AsyncGenerator<Group<Key>> {
  const { names, ...statement } = statementOf(question);
  const gather = gathering(names);
  for await (const row of eachRow<Summed>(client, statement)) {
    const group = gather(row);
    if (group) yield group;
  }
  const last = gather();
  if (last) yield last;
}

type Summed = Readonly<Record<string, string>>;

function statementOf<Key extends string>(
  question: Question & { readonly group: Readonly<Record<Key, string>> },
) {
  const params = new Params();
  const { group, measures, perimeter } = question;
  const names = Object.keys(group) as Key[];
  const conditions = [
    ...by(question.moment, params),
    ...(question.where?.(params) ?? []),
    ...within(perimeter, params),
    ...(measures ? [`m.measure = any (${params.add(measures.map(codeOf))}::smallint[])`] : []),
  ];
  const columns = Object.values<string>(group);
  const { movements, where } = addedUp(columns, conditions);
  const text = `select ${names.map((name, i) => `${columns[i]!} as "${name}", `).join('')}
      m.measure as measure_code, sum(m.amount) as total
    from ${movements} m ${joins([...columns, ...conditions].join(' '))} ${whereOf(where)}
    group by ${[...columns, 'm.measure'].join()} order by ${[...columns, 'm.measure'].join()}`;
  return { text, values: params.values, names };
}

/** Takes rows in order and gives each group once it is whole; without a row, the last one. */
function gathering<Key extends string>(names: readonly Key[]) {
  let open: { readonly key: Record<Key, string>; readonly sums: Map<Measure, bigint> } | undefined;
  return (row?: Summed): Group<Key> | undefined => {
    const same =
      open !== undefined && row !== undefined && names.every(name => open!.key[name] === row[name]);
    const whole = same ? undefined : open;
    if (!same)
      open = row && {
        key: Object.fromEntries(names.map(name => [name, row[name]])) as Record<Key, string>,
        sums: new Map(),
      };
    if (row) open!.sums.set(MEASURES[Number(row['measure_code'])]!, BigInt(row['total']!));
    return whole;
  };
}

function* gathered<Key extends string>(
  rows: readonly Summed[],
  gather: (row?: Summed) => Group<Key> | undefined,
): Generator<Group<Key>> {
  for (const row of [...rows, undefined]) {
    const group = gather(row);
    if (group) yield group;
  }
}

const whereOf = (conditions: readonly string[]) =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

/**
 * The rows that are added up, and what is asked of them after the joins. Where imputations alone are joined, they are
 * few and wide: movements are added up by their key before, which is three times faster.
 */
function addedUp(columns: readonly string[], conditions: readonly string[]) {
  const spoken = [...columns, ...conditions].join(' ');
  if (!/\bi\./.test(spoken) || /\b[cla]\./.test(spoken))
    return { movements: 'read.movement', where: conditions };
  const ofImputation = (condition: string) => /\bi\./.test(condition);
  const own = columns.filter(column => column.startsWith('m.'));
  const keys = [...new Set(['m.imputation_key', 'm.measure', ...own])].join();
  const movements = `(select ${keys}, sum(m.amount) as amount from read.movement m
    ${whereOf(conditions.filter(condition => !ofImputation(condition)))} group by ${keys})`;
  return { movements, where: conditions.filter(ofImputation) };
}

/** Only the tables that are spoken of are joined. */
function joins(text: string): string {
  const tables = {
    c: 'join read.convention c on c.key = m.convention_key',
    l: 'join read.line l on l.convention_key = m.convention_key and l.key = m.line_key',
    a: 'join read.allocation a on a.convention_key = m.convention_key and a.key = m.allocation_key',
    i: 'left join read.imputation i on i.key = m.imputation_key',
  };
  return Object.entries(tables)
    .filter(([alias]) => new RegExp(String.raw`\b${alias}\.`).test(text))
    .map(([, join]) => join)
    .join(' ');
}

export function addSums(all: Iterable<Sums>): Sums {
  const total = new Map<Measure, bigint>();
  for (const sums of all) {
    for (const [measure, amount] of sums) total.set(measure, (total.get(measure) ?? 0n) + amount);
  }
  return total;
}
