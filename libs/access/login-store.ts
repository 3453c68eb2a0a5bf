import type { Pool } from 'pg';

/** A login that goes on at a provider of identities. */
export interface PendingLogin {
  readonly nonce: string;
  readonly verifier: string;
  /** The page wanted. */
  readonly next: string;
  /** What a form held that was sent after the end of a session. */
  readonly kept?: unknown;
}

export interface LoginStore {
  /** @param state hash of the state given to the provider
   *  @param browser hash of a cookie of the browser in which it began */
  begin(state: string, browser: string, login: PendingLogin): Promise<void>;
  /** Once, in the same browser, within ten minutes. */
  take(state: string, browser: string): Promise<PendingLogin | undefined>;
}

/** The logins of `ops.login`. */
export class PostgresLoginStore implements LoginStore {
  constructor(private readonly pool: Pool) {}

  async begin(state: string, browser: string, { nonce, verifier, next, kept }: PendingLogin): Promise<void> {
    await this.pool.query(`delete from ops.login where begun_at < now() - interval '10 minutes'`);
    await this.pool.query(
      `insert into ops.login (state_hash, browser_hash, nonce, verifier, next, kept) values ($1, $2, $3, $4, $5, $6)`,
      [state, browser, nonce, verifier, next, kept === undefined ? null : JSON.stringify(kept)],
    );
  }

  async take(state: string, browser: string): Promise<PendingLogin | undefined> {
    const { rows } = await this.pool.query<PendingLogin & { kept: unknown }>(
      `delete from ops.login where state_hash = $1 and browser_hash = $2
         and begun_at > now() - interval '10 minutes'
       returning nonce, verifier, next, kept`,
      [state, browser],
    );
    const row = rows[0];
    if (!row) return undefined;
    const { kept, ...login } = row;
    return kept === null ? login : { ...login, kept };
  }
}
