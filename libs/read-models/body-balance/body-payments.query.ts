import type { ClientBase } from 'pg';
import type { Perimeter } from '#access';
import { latestState, stateAt } from '#ledger';
import { PaymentRow } from '../payment/payment.entity.js';
import { paymentRows } from '../payment/payment.projection.js';
import { Followed } from '../projector/followed.js';
import type { Moment } from '../reading/as-of.js';
import { Params } from '../reading/params.js';
import { within } from '../reading/perimeter.js';
import { tableOf } from '../table.js';

export interface PaidLine {
  readonly key: number;
  readonly stream: string;
  readonly convention: string;
  readonly reference: string;
  readonly title: string;
  readonly incomplete: boolean;
  readonly lineKey: number;
  readonly line: string;
  readonly label: string;
  readonly flow: string;
  readonly payeeName: string;
}

/** The lines of a payee in the conventions that exist at the moment, inside the perimeter. */
export async function linesPaidTo(
  client: ClientBase,
  body: string,
  perimeter: Perimeter,
  { position, effectiveOn }: Moment,
): Promise<readonly PaidLine[]> {
  const params = new Params();
  const conditions = [
    `l.payee_key = ${params.add(body)}`,
    `c.first_position <= ${params.add(position)}::bigint`,
    ...(effectiveOn === undefined ? [] : [`c.drafted_on <= ${params.add(effectiveOn)}::date`]),
    ...within(perimeter, params),
  ];
  const { rows } = await client.query<PaidLine>(
    `select distinct c.key, c.stream, c.id as convention, c.reference, c.title, c.incomplete,
      l.key as "lineKey", l.line_id as line, l.label, l.flow, l.payee_name as "payeeName"
    from read.line l
    join read.convention c on c.key = l.convention_key
    join read.allocation a on a.convention_key = l.convention_key and a.line_key = l.key
    where ${conditions.join(' and ')} order by c.reference, c.key, l.key`,
    params.values,
  );
  return rows;
}

/** Payments of these lines: as they stand now from their table, on another day folded from the streams. */
export async function paymentsOf(
  client: ClientBase,
  lines: readonly PaidLine[],
  moment: Moment,
): Promise<readonly PaymentRow[]> {
  const found = moment.latest ? await stored(client, lines) : await folded(client, lines, moment);
  return found.sort((a, b) => order(a).localeCompare(order(b)));
}

function order({ requestedOn, paymentId }: PaymentRow): string {
  return `${requestedOn}|${paymentId}`;
}

async function stored(client: ClientBase, lines: readonly PaidLine[]): Promise<PaymentRow[]> {
  const columns = tableOf(PaymentRow).columns.map(({ name, property }) => `${name} as "${property}"`);
  type Raw = Omit<PaymentRow, 'amount' | 'executedAmount'> & {
    amount: string;
    executedAmount: string | null;
  };
  const { rows } = await client.query<Raw>(
    `select ${columns.join()} from read.payment where convention_key = any ($1)`,
    [lines.map(({ key }) => key)],
  );
  return rows.map(row => ({
    ...row,
    amount: BigInt(row.amount),
    executedAmount: row.executedAmount === null ? null : BigInt(row.executedAmount),
  }));
}

async function folded(
  client: ClientBase,
  lines: readonly PaidLine[],
  { position, effectiveOn }: Moment,
): Promise<PaymentRow[]> {
  const { rows } = await client.query<{ stream: string; position: string; text: string }>(
    `select e.stream, e.position, e.record as text from ledger.event e
    where e.stream = any ($1) and e.position <= $2
      and not exists (select from ops.dead_letter d where d.projection = 'read' and d.position = e.position)
    order by e.stream, e.version`,
    [lines.map(({ stream }) => stream), position],
  );
  const keys = new Map(lines.map(({ stream, key }) => [stream, key]));
  return [...Map.groupBy(rows, ({ stream }) => stream)].flatMap(([stream, records]) => {
    const followed = new Followed(stream, keys.get(stream)!, 0n);
    for (const { position, text } of records) followed.advance({ stream, text, position: BigInt(position) });
    const { history } = followed;
    const state = effectiveOn === undefined ? latestState(history) : stateAt(history, effectiveOn);
    return paymentRows(followed.key, state, line => followed.lineKey(line));
  });
}
