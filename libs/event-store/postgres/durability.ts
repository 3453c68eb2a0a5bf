import type { ClientBase, Pool } from 'pg';

/**
 * Throws where the server acknowledges commits that it may lose: fsync, full_page_writes or synchronous_commit off.
 * `ledger.append` sees to the last one itself too, since any session may change it.
 */
export async function assertDurable(pool: Pool | ClientBase): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from pg_settings
     where name in ('fsync', 'full_page_writes') and setting <> 'on'
       or name = 'synchronous_commit' and setting in ('off', 'local')
     order by name`,
  );
  if (rows.length > 0) {
    const names = rows.map(row => row.name).join(' and ');
    throw new Error(
      `PostgreSQL runs with ${names} off: a power cut could lose acknowledged facts. Switch on.`,
    );
  }
}
