import type { Pool } from 'pg';
import { instant } from '#kernel';
import type { Account } from './account.js';
import {
  type NewSession,
  type Session,
  SESSION_IDLE_MINUTES,
  SESSION_MOST_MINUTES,
  type SessionStore,
} from './session-store.js';

const IDLE = `interval '${SESSION_IDLE_MINUTES} minutes'`;
const MOST = `interval '${SESSION_MOST_MINUTES} minutes'`;

/** One write a minute is enough to know that somebody is there. */
const FIND = `
with found as (
  select s.hash, s.account, s.opened_at from ops.session s
  left join ops.token t on t.hash = s.token_hash
  where s.hash = $1 and s.seen_at > now() - ${IDLE} and s.opened_at > now() - ${MOST}
    and (s.token_hash is null or (t.revoked_at is null and (t.expires_at is null or t.expires_at > now())))
), seen as (
  update ops.session s set seen_at = now() from found f
  where s.hash = f.hash and s.seen_at < now() - interval '1 minute'
)
select account, least(opened_at + ${MOST}, now() + ${IDLE}) as ends_at from found`;

/** The sessions of `ops.session`. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly pool: Pool) {}

  /** Sessions that were over yesterday are forgotten in passing. */
  async open({ hash, account, tokenHash }: NewSession): Promise<void> {
    await this.pool.query(`delete from ops.session where seen_at < now() - interval '1 day'`);
    await this.pool.query('insert into ops.session (hash, account, token_hash) values ($1, $2, $3)', [
      hash,
      JSON.stringify(account),
      tokenHash ?? null,
    ]);
  }

  async find(hash: string): Promise<Session | undefined> {
    const { rows } = await this.pool.query<{ account: Account; ends_at: Date }>(FIND, [hash]);
    return rows[0] && { account: rows[0].account, endsAt: instant(rows[0].ends_at.toISOString()) };
  }

  async close(hash: string): Promise<void> {
    await this.pool.query('delete from ops.session where hash = $1', [hash]);
  }
}
