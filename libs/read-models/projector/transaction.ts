import type pg from 'pg';
import type { PoolClient } from 'pg';

/**
 * Begins a transaction that holds a checkpoint. Where its process stands still, PostgreSQL ends it after five seconds:
 * the line is free for another, and whoever wakes finds its connection closed and nothing written.
 */
export const FENCED = "begin; set local idle_in_transaction_session_timeout = '5s'";

/** Runs work in one transaction; rolls back and throws where the work throws. */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
