import type pg from 'pg';
import type { Perimeter } from '#access';
import { type Day, Euros } from '#kernel';
import { latestState, openOf, type Trace } from '#ledger';
import { type AsOf, onSnapshot, resolve, type Stated, stated } from '../reading/as-of.js';
import { conventionFile, findFact } from './convention-file.js';
import { type DocumentHead, findLine, headOf, type LineHead, lineHeadOf } from './head.js';

/** An ordre de reversement with les bases de la liquidation (décret 2012-1246, art. 24). Decimal strings. */
export interface RepaymentOrder extends Stated, DocumentHead, LineHead {
  readonly order: string;
  /** The number of the titre de perception, once there is one. */
  readonly titre: string | null;
  readonly orderedOn: Day;
  readonly orderedBy: string;
  readonly reversed: boolean;
  readonly amount: string;
  readonly reason: string;
  readonly bases: Trace;
  readonly received: string;
  readonly cancelled: string;
  readonly writtenOff: string;
  readonly open: string;
  readonly contested: boolean;
}

export interface RepaymentOrderQuestion extends AsOf {
  readonly perimeter: Perimeter;
  readonly convention: string;
  readonly order: string;
}

/** Undefined where there is no such order inside the perimeter. */
export function repaymentOrder(
  pool: pg.Pool,
  { convention, order: id, perimeter, ...asOf }: RepaymentOrderQuestion,
): Promise<RepaymentOrder | undefined> {
  return onSnapshot(pool, async client => {
    const moment = await resolve(client, asOf);
    const file = await conventionFile(client, convention, perimeter, moment);
    const ordered =
      file &&
      findFact(file.history, fact =>
        fact.type === 'ReversementOrdered' && fact.data.order === id ? fact.data : undefined,
      );
    if (!file || !ordered) return undefined;
    const { stored, data } = ordered;
    const state = latestState(file.history);
    const line = findLine(state, data.line);
    if (!line || !file.sees(line)) return undefined;
    const order = state.orders[id];
    const of = (amount: Euros | undefined) => (amount ?? Euros.zero).toString();
    return {
      ...stated(asOf, moment),
      ...headOf(convention, file.history),
      ...lineHeadOf(line, data.tranche),
      order: id,
      titre: data.title ?? null,
      orderedOn: stored.effectiveOn,
      orderedBy: stored.actor,
      reversed: file.history.reversed.has(stored.eventId),
      amount: data.amount.toString(),
      reason: data.reason,
      bases: data.bases,
      received: of(order?.received),
      cancelled: of(order?.cancelled),
      writtenOff: of(order?.writtenOff),
      open: of(order && openOf(order)),
      contested: order?.contested ?? false,
    };
  });
}
