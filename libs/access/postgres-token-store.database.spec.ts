import { day } from '#kernel';
import { type TestDatabase, testDatabase } from '../../test/support/database.js';
import type { Account } from './account.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { hashToken } from './token.js';

let database: TestDatabase;
let tokens: PostgresTokenStore;

beforeAll(async () => {
  database = await testDatabase();
  tokens = new PostgresTokenStore(database.pool);
});
afterAll(() => database.drop());

const everywhere: Account = { id: 'a-1', role: 'auditeur', academies: '*', bodies: [] };
const tresorier: Account = {
  id: 'a-2',
  role: 'tresorier',
  academies: [],
  bodies: [
    { key: '21380439400019', from: day('2016-01-01') },
    { key: '0380002W', from: day('2016-01-01'), until: day('2017-12-31') },
  ],
};

test.each([everywhere, { ...everywhere, id: 'a-3', academies: ['grenoble', 'lyon'] }, tresorier])(
  'an account is found as it was given, $id',
  async account => {
    const hash = hashToken(account.id);
    await tokens.add({ hash, account, label: 'poste de travail' });
    expect(await tokens.find(hash)).toEqual(account);
  },
);

test('an unknown token is nobody', async () => {
  expect(await tokens.find(hashToken('unknown'))).toBeUndefined();
});

test('a token holds until it expires', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const account = { ...everywhere, id: 'b-1' };
  await tokens.add({ hash: hashToken('later'), account, label: 'l', expiresAt: inAnHour });
  await tokens.add({ hash: hashToken('sooner'), account, label: 's', expiresAt: anHourAgo });
  expect(await tokens.find(hashToken('later'))).toEqual(account);
  expect(await tokens.find(hashToken('sooner'))).toBeUndefined();
});

test('the tokens of an account are revoked together, once, and those of others hold', async () => {
  const account = { ...everywhere, id: 'c-1' };
  await tokens.add({ hash: hashToken('c-1 first'), account, label: '1' });
  await tokens.add({ hash: hashToken('c-1 second'), account, label: '2' });
  await tokens.add({ hash: hashToken('c-2'), account: { ...account, id: 'c-2' }, label: '3' });
  expect(await tokens.revoke('c-1')).toBe(2);
  expect(await tokens.revoke('c-1')).toBe(0);
  expect(await tokens.find(hashToken('c-1 first'))).toBeUndefined();
  expect(await tokens.find(hashToken('c-1 second'))).toBeUndefined();
  expect(await tokens.find(hashToken('c-2'))).toMatchObject({ id: 'c-2' });
});
