import type { Pool, PoolClient } from 'pg';
import { type Instant, instant } from '#kernel';
import type { Account } from './account.js';
import { academiesOf, accountFrom, type AccountRow } from './account-row.js';
import type { AccountAct, AccountStore, KnownPerson, Person } from './account-store.js';
import type { Identity } from './identity.js';

interface PersonRow extends AccountRow {
  readonly name: string;
  readonly email: string | null;
  readonly siret: string | null;
  readonly subject: string | null;
  readonly opened_at: Date;
  readonly seen_at: Date | null;
  readonly disabled_at: Date | null;
}

const COLUMNS = `account, name, role, academies, bodies, email, siret, subject, opened_at, seen_at, disabled_at`;
const UNIQUE = '23505';

const at = (date: Date): Instant => instant(date.toISOString());

/** The accounts of `ops.account`, and the acts on them. */
export class PostgresAccountStore implements AccountStore {
  constructor(private readonly pool: Pool) {}

  async list(): Promise<readonly KnownPerson[]> {
    const { rows } = await this.pool.query<PersonRow>(
      `select ${COLUMNS} from ops.account order by name, account`,
    );
    return rows.flatMap(row => personOf(row) ?? []);
  }

  async find(id: string): Promise<KnownPerson | undefined> {
    const { rows } = await this.pool.query<PersonRow>(
      `select ${COLUMNS} from ops.account where account = $1`,
      [id],
    );
    return rows[0] && personOf(rows[0]);
  }

  open(person: Person, by: string): Promise<boolean> {
    return this.#unlessTaken(async client => {
      await insert(client, person);
      await keep(client, { account: person.account.id, act: 'opened', by, what: rightsOf(person.account) });
    });
  }

  change({ account, name, email, siret }: Person, by: string): Promise<boolean> {
    return this.#unlessTaken(async client => {
      await client.query(
        `update ops.account set name = $2, role = $3, academies = $4, bodies = $5, email = $6, siret = $7
         where account = $1`,
        [
          account.id,
          name,
          account.role,
          academiesOf(account),
          JSON.stringify(account.bodies),
          email ?? null,
          siret ?? null,
        ],
      );
      await keep(client, { account: account.id, act: 'changed', by, what: rightsOf(account) });
    });
  }

  setDisabled(id: string, disabled: boolean, by: string): Promise<boolean> {
    return this.#transaction(async client => {
      const { rowCount } = await client.query(
        `update ops.account set disabled_at = ${disabled ? 'now()' : 'null'}
         where account = $1 and disabled_at is ${disabled ? '' : 'not '}null`,
        [id],
      );
      if (rowCount !== 1) return false;
      await keep(client, { account: id, act: disabled ? 'disabled' : 'enabled', by, what: {} });
      return true;
    });
  }

  admit(identity: Identity): Promise<Account | undefined> {
    return this.#transaction(async client => {
      const row = (await bound(client, identity)) ?? (await bind(client, identity));
      const { claimed, name } = identity;
      if (!row) {
        if (!claimed) return undefined;
        await insert(client, { account: claimed, name }, identity);
        const what = rightsOf(claimed);
        await keep(client, { account: claimed.id, act: 'opened', by: identity.issuer, what });
        return claimed;
      }
      if (row.disabled_at !== null) return undefined;
      await client.query('update ops.account set seen_at = now() where account = $1', [row.account]);
      const account = accountFrom(row);
      if (!account || !claimed) return account;
      return account.id === claimed.id ? renewed(client, account, claimed, identity.issuer) : account;
    });
  }

  async acts(limit: number): Promise<readonly AccountAct[]> {
    const { rows } = await this.pool.query<Omit<AccountAct, 'at'> & { readonly at: Date }>(
      'select at, account, act, by, what from ops.account_act order by id desc limit $1',
      [limit],
    );
    return rows.map(row => ({ ...row, at: at(row.at) }));
  }

  async keepAct(act: Omit<AccountAct, 'at'>): Promise<void> {
    await keep(this.pool, act);
  }

  async #unlessTaken(work: (client: PoolClient) => Promise<void>): Promise<boolean> {
    try {
      await this.#transaction(work);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === UNIQUE) return false;
      throw error;
    }
  }

  async #transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

type Queried = Pick<PoolClient, 'query'>;

async function insert(client: Queried, { account, name, email, siret }: Person, identity?: Identity) {
  await client.query(
    `insert into ops.account (account, name, role, academies, bodies, email, siret, issuer, subject, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9::text is null then null else now() end)`,
    [
      account.id,
      name,
      account.role,
      academiesOf(account),
      JSON.stringify(account.bodies),
      email ?? null,
      siret ?? null,
      identity?.issuer ?? null,
      identity?.subject ?? null,
    ],
  );
}

async function keep(client: Queried, { account, act, by, what }: Omit<AccountAct, 'at'>): Promise<void> {
  await client.query(`insert into ops.account_act (account, act, by, what) values ($1, $2, $3, $4)`, [
    account,
    act,
    by,
    JSON.stringify(what),
  ]);
}

async function bound(client: Queried, { issuer, subject }: Identity): Promise<PersonRow | undefined> {
  const { rows } = await client.query<PersonRow>(
    `select ${COLUMNS} from ops.account where issuer = $1 and subject = $2 for update`,
    [issuer, subject],
  );
  return rows[0];
}

/** The e-mail alone would let any organisation of the federation name our agents: its SIRET must agree. */
async function bind(client: Queried, identity: Identity): Promise<PersonRow | undefined> {
  const { issuer, subject, email, siret } = identity;
  if (email === undefined || siret === undefined) return undefined;
  const { rows } = await client.query<PersonRow>(
    `update ops.account set issuer = $1, subject = $2
     where lower(email) = lower($3) and siret = $4 and subject is null and disabled_at is null
     returning ${COLUMNS}`,
    [issuer, subject, email, siret],
  );
  return rows[0];
}

/** Rights that came from the provider follow what it says now; the first day of a body stays. */
async function renewed(client: Queried, known: Account, claimed: Account, by: string): Promise<Account> {
  const bodies = claimed.bodies.map(
    body => known.bodies.find(({ key, until }) => key === body.key && until === undefined) ?? body,
  );
  const account = { ...claimed, bodies };
  if (JSON.stringify(rightsOf(account)) === JSON.stringify(rightsOf(known))) return known;
  await client.query('update ops.account set role = $2, academies = $3, bodies = $4 where account = $1', [
    account.id,
    account.role,
    academiesOf(account),
    JSON.stringify(bodies),
  ]);
  await keep(client, { account: account.id, act: 'changed', by, what: rightsOf(account) });
  return account;
}

const rightsOf = ({ role, bodies, ...account }: Account) => ({
  role,
  academies: academiesOf({ role, bodies, ...account }),
  bodies,
});

function personOf(row: PersonRow): KnownPerson | undefined {
  const account = accountFrom(row);
  return (
    account && {
      account,
      name: row.name,
      ...(row.email === null ? {} : { email: row.email }),
      ...(row.siret === null ? {} : { siret: row.siret }),
      openedAt: at(row.opened_at),
      ...(row.seen_at === null ? {} : { seenAt: at(row.seen_at) }),
      ...(row.disabled_at === null ? {} : { disabledAt: at(row.disabled_at) }),
      bound: row.subject !== null,
    }
  );
}
