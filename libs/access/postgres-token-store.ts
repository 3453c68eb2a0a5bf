import type { Pool } from 'pg';
import { type Instant, instant } from '#kernel';
import type { Account } from './account.js';
import { academiesOf, accountFrom, type AccountRow } from './account-row.js';
import type { KnownToken, NewToken, TokenStore } from './token-store.js';

/** Where the administrator keeps the account, its rights are those of now, and it may be disabled. */
const FIND = `
select t.account, coalesce(a.role, t.role) as role, coalesce(a.academies, t.academies) as academies,
  coalesce(a.bodies, t.bodies) as bodies
from ops.token t left join ops.account a on a.account = t.account
where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and a.disabled_at is null`;

const LIST = `
select hash, account, role, label, created_at, expires_at, revoked_at from ops.token
order by revoked_at desc nulls first, created_at desc, hash`;

interface TokenRow extends Pick<AccountRow, 'account' | 'role'> {
  readonly hash: string;
  readonly label: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
}

const at = (date: Date | null): Instant | undefined =>
  date === null ? undefined : instant(date.toISOString());

/** The tokens of `ops.token`. */
export class PostgresTokenStore implements TokenStore {
  constructor(private readonly pool: Pool) {}

  async add({ hash, account, label, expiresAt }: NewToken): Promise<void> {
    await this.pool.query(
      `insert into ops.token (hash, account, role, academies, bodies, label, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        hash,
        account.id,
        account.role,
        academiesOf(account),
        JSON.stringify(account.bodies),
        label,
        expiresAt ?? null,
      ],
    );
  }

  async find(hash: string): Promise<Account | undefined> {
    const { rows } = await this.pool.query<AccountRow>(FIND, [hash]);
    return rows[0] && accountFrom(rows[0]);
  }

  async list(): Promise<readonly KnownToken[]> {
    const { rows } = await this.pool.query<TokenRow>(LIST);
    return rows.map(({ hash, account, role, label, created_at, expires_at, revoked_at }) => ({
      hash,
      account,
      role,
      label,
      createdAt: at(created_at)!,
      expiresAt: at(expires_at),
      revokedAt: at(revoked_at),
    }));
  }

  async end(hash: string): Promise<KnownToken | undefined> {
    const { rowCount } = await this.pool.query(
      'update ops.token set revoked_at = now() where hash = $1 and revoked_at is null',
      [hash],
    );
    return rowCount === 0 ? undefined : (await this.list()).find(token => token.hash === hash);
  }

  async revoke(account: string): Promise<number> {
    const { rowCount } = await this.pool.query(
      'update ops.token set revoked_at = now() where account = $1 and revoked_at is null',
      [account],
    );
    return rowCount ?? 0;
  }
}
