import { day } from '#kernel';
import type { Account } from './account.js';
import { Authentication } from './authentication.js';
import { demonstrationAccounts } from './demonstration.js';
import { hashToken, newToken } from './token.js';

const account: Account = { id: 'a-1', role: 'gestionnaire', academies: ['grenoble'], bodies: [] };

function withTokens(known: Map<string, Account>, demonstration?: ReadonlyMap<string, Account>) {
  let now = 0;
  let asked = 0;
  const tokens = {
    add: async () => {},
    revoke: async () => 0,
    list: async () => [],
    end: async () => undefined,
    find: async (hash: string) => {
      asked++;
      return known.get(hash);
    },
  };
  const authentication = new Authentication({
    tokens,
    elapsed: () => now,
    ...(demonstration ? { demonstration } : {}),
  });
  return { authentication, asked: () => asked, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('a bearer token', () => {
  test('is known by its hash, of which the store is asked once in five seconds', async () => {
    const token = newToken();
    const known = new Map([[hashToken(token), account]]);
    const { authentication, asked, wait } = withTokens(known);
    expect(await authentication.accountOf(token)).toEqual(account);
    known.clear();
    wait(4_999);
    expect(await authentication.accountOf(token)).toEqual(account);
    expect(asked()).toBe(1);
    wait(1);
    expect(await authentication.accountOf(token)).toBeUndefined();
  });

  test('that nobody was given is nobody, again and again, at the price of one question', async () => {
    const { authentication, asked } = withTokens(new Map());
    expect(await authentication.accountOf('guess')).toBeUndefined();
    expect(await authentication.accountOf('guess')).toBeUndefined();
    expect(asked()).toBe(1);
  });

  test('has 256 random bits behind a prefix by which a leak is found', () => {
    expect(newToken(new Uint8Array(32))).toBe(`pia_${'A'.repeat(43)}`);
    expect(newToken()).not.toBe(newToken());
    expect(() => newToken(new Uint8Array(31))).toThrow(RangeError);
  });

  test('is hashed by SHA-256', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('the tokens of the demonstration', () => {
  const accounts = demonstrationAccounts({ siret: '21380439400019', from: day('2016-01-01') });

  test('are five, one for each role, the tresorier for Crêts only', async () => {
    const { authentication } = withTokens(new Map(), accounts);
    const roles = ['gestionnaire', 'ordonnateur', 'tresorier', 'auditeur', 'administrateur'];
    for (const role of roles) expect(await authentication.accountOf(`demo-${role}`)).toMatchObject({ role });
    expect(accounts.size).toBe(5);
    expect(await authentication.accountOf('demo-tresorier')).toEqual({
      id: 'demo-tresorier',
      role: 'tresorier',
      academies: [],
      bodies: [{ key: '21380439400019', from: '2016-01-01' }],
    });
  });

  test('are nobody outside it', async () => {
    const { authentication } = withTokens(new Map());
    for (const token of accounts.keys()) expect(await authentication.accountOf(token)).toBeUndefined();
  });
});
