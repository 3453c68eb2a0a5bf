import type pg from 'pg';
import type { ClientBase } from 'pg';
import type { Verifier } from '#proof';
import { transaction } from '#read-models';
import { balanceTree } from './balance-leaf.js';
import { openBalances } from './balance-note.js';
import { CLOSED_YEARS } from './seal-years.js';
import { originOf } from './sealer.js';
import { StoredTiles } from './stored-tiles.js';

type BalanceFaultCode =
  /** No known key signed the note for this log and year. */
  | 'balances_not_signed'
  /** The note is not about the event that closed the year. */
  | 'balances_of_another'
  /** The balances as known at that event do not have the signed root. */
  | 'balance_root_differs';

export interface BalanceFault {
  readonly code: BalanceFaultCode;
  readonly year: number;
}

export interface VerifiedBalances {
  /** Closed years whose balances were computed again and have the signed root. */
  readonly years: number;
  /** Closed years whose balances are not signed yet. */
  readonly unsigned: number;
  readonly fault: BalanceFault | null;
}

interface Sealed {
  readonly year: number;
  readonly position: string;
  readonly note: string;
  /** Where the year was closed; null where no event closed it. */
  readonly closed: string | null;
}

/** Computes the signed balances of each closed year again, from read models that were just compared with the log. */
export function verifyBalances(pool: pg.Pool, verifiers: readonly Verifier[]): Promise<VerifiedBalances> {
  return transaction(
    pool,
    async client => {
      const { rows } = await client.query<Sealed>(
        `select s.year, s.position, s.note, c.position as closed
         from ops.balance_seal s left join (${CLOSED_YEARS}) c using (year) order by s.year`,
      );
      const closed = await client.query<{ count: string }>(`select count(*) from (${CLOSED_YEARS}) c`);
      let years = 0;
      for (const row of rows) {
        const code = await faultOf(client, row, verifiers);
        if (code) return { years, unsigned: 0, fault: { code, year: row.year } };
        years += 1;
      }
      return { years, unsigned: Number(closed.rows[0]!.count) - years, fault: null };
    },
    'begin isolation level repeatable read read only',
  );
}

async function faultOf(
  client: ClientBase,
  { year, position, note, closed }: Sealed,
  verifiers: readonly Verifier[],
): Promise<BalanceFaultCode | undefined> {
  const origin = await originOf(new StoredTiles(client));
  const signed = openBalances(note, { origin, year }, verifiers);
  if (!signed) return 'balances_not_signed';
  if (closed !== position || String(signed.position) !== position) return 'balances_of_another';
  const { balances, root } = await balanceTree(client, year, position);
  return signed.size === balances.length && signed.root.equals(root) ? undefined : 'balance_root_differs';
}
