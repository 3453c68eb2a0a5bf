import type { Pool } from 'pg';
import { instant } from '#kernel';
import type { Account } from './account.js';
import { accountFrom, type AccountRow } from './account-row.js';
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
  select s.hash, s.account, s.opened_at, a.account as known, a.role, a.academies, a.bodies from ops.session s
  left join ops.token t on t.hash = s.token_hash
  left join ops.account a on a.account = s.account ->> 'id'
  where s.hash = $1 and s.seen_at > now() - ${IDLE} and s.opened_at > now() - ${MOST}
    and (s.token_hash is null or (t.revoked_at is null and (t.expires_at is null or t.expires_at > now())))
    and a.disabled_at is null
), seen as (
  update ops.session s set seen_at = now() from found f
  where s.hash = f.hash and s.seen_at < now() - interval '1 minute'
)
select account, known, role, academies, bodies, least(opened_at + ${MOST}, now() + ${IDLE}) as ends_at from found`;

interface SessionRow extends Omit<AccountRow, 'account'> {
  readonly account: Account;
  /** Its id, where the administrator keeps the account: its rights are then those of now. */
  readonly known: string | null;
  readonly ends_at: Date;
}

/** The sessions of `ops.session`. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly pool: Pool) {}

  /** Sessions that were over yesterday are forgotten in passing. */
  async open({ hash, account, tokenHash, idToken }: NewSession): Promise<void> {
    await this.pool.query(`delete from ops.session where seen_at < now() - interval '1 day'`);
    await this.pool.query(
      'insert into ops.session (hash, account, token_hash, id_token) values ($1, $2, $3, $4)',
      [hash, JSON.stringify(account), tokenHash ?? null, idToken ?? null],
    );
  }

  async find(hash: string): Promise<Session | undefined> {
    const { rows } = await this.pool.query<SessionRow>(FIND, [hash]);
    const row = rows[0];
    if (!row) return undefined;
    const account = row.known === null ? row.account : accountFrom({ ...row, account: row.known });
    return account && { account, endsAt: instant(row.ends_at.toISOString()) };
  }

  async close(hash: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ id_token: string | null }>(
      'delete from ops.session where hash = $1 returning id_token',
      [hash],
    );
    return rows[0]?.id_token ?? undefined;
  }
}
