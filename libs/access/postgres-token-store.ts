import type { Pool } from 'pg';
import { type Account, ROLES } from './account.js';
import type { NewToken, TokenStore } from './token-store.js';

const EVERYWHERE = '*';

interface TokenRow {
  readonly account: string;
  readonly role: string;
  readonly academies: readonly string[];
  readonly bodies: Account['bodies'];
}

/** The tokens of `ops.token`. */
export class PostgresTokenStore implements TokenStore {
  constructor(private readonly pool: Pool) {}

  async add({ hash, account, label, expiresAt }: NewToken): Promise<void> {
    const academies = account.academies === '*' ? [EVERYWHERE] : account.academies;
    await this.pool.query(
      `insert into ops.token (hash, account, role, academies, bodies, label, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [hash, account.id, account.role, academies, JSON.stringify(account.bodies), label, expiresAt ?? null],
    );
  }

  async find(hash: string): Promise<Account | undefined> {
    const { rows } = await this.pool.query<TokenRow>(
      `select account, role, academies, bodies from ops.token
       where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [hash],
    );
    const row = rows[0];
    const role = ROLES.find(known => known === row?.role);
    if (!row || !role) return undefined;
    const academies = row.academies.includes(EVERYWHERE) ? '*' : row.academies;
    return { id: row.account, role, academies, bodies: row.bodies };
  }

  async revoke(account: string): Promise<number> {
    const { rowCount } = await this.pool.query(
      'update ops.token set revoked_at = now() where account = $1 and revoked_at is null',
      [account],
    );
    return rowCount ?? 0;
  }
}
