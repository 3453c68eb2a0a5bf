import type pg from 'pg';
import type { ClientBase } from 'pg';
import { transaction } from '#read-models';
import { balanceTree } from './balance-leaf.js';
import { signBalances } from './balance-note.js';
import { openSigner } from './keys.js';
import { originOf } from './sealer.js';
import { StoredTiles } from './stored-tiles.js';

interface Closed {
  readonly year: number;
  readonly position: string;
}

/** The events that closed a year, by the records of the few streams of fiscal years. */
export const CLOSED_YEARS = `
  select (e.record::json -> 'data' ->> 'year')::int as year, e.position
  from ledger.event e
  where e.stream like 'fiscalyear-%' and e.record::json ->> 'type' = 'FiscalYearClosed'`;

/**
 * Closed years whose balances are not signed yet and may be: the event is in the tree, the read models have come to it,
 * and no convention of theirs is incomplete.
 */
export async function yearsToSeal(client: pg.Pool | ClientBase): Promise<readonly Closed[]> {
  const { rows } = await client.query<Closed>(
    `select c.year, c.position from (${CLOSED_YEARS}) c
     where not exists (select from ops.balance_seal s where s.year = c.year)
       and (select count(*) from ops.checkpoint p
            where p.projection in ('seal', 'read') and p.position >= c.position) = 2
       and not exists (select from ops.dead_letter d where d.projection = 'read' and d.position <= c.position)
     order by c.position`,
  );
  return rows;
}

/** Signs the balances of the years that closed. */
export async function sealYears(pool: pg.Pool, dataDir: string): Promise<void> {
  for (const { year, position } of await yearsToSeal(pool)) {
    const { size, root, origin } = await transaction(pool, client => computed(client, year, position), BEGIN);
    const note = signBalances(
      { year, position: Number(position), size, root },
      await openSigner(dataDir, origin),
    );
    await pool.query(
      'insert into ops.balance_seal (year, position, note) values ($1, $2, $3) on conflict do nothing',
      [year, position, note],
    );
  }
}

const BEGIN = 'begin isolation level repeatable read read only';

async function computed(client: ClientBase, year: number, position: string) {
  const { balances, root } = await balanceTree(client, year, position);
  return { size: balances.length, root, origin: await originOf(new StoredTiles(client)) };
}
