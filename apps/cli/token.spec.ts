import { CRETS_SIRET } from '#hosting';
import { day } from '#kernel';
import { CommandFailed } from './io.js';
import { plain } from './io.testing.js';
import { accountOf, expiryOf } from './token.js';

const TODAY = day('2026-11-21');
const account = (asked: Omit<Parameters<typeof accountOf>[0], 'id'>, id = 'compte-1') =>
  accountOf({ id, ...asked }, TODAY);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandFailed) return plain(error.message);
    throw error;
  }
  throw new Error('not refused');
}

test('staff act in the académies that are named, or in all', () => {
  expect(account({ role: 'gestionnaire', academie: ['grenoble', 'lyon'] })).toEqual({
    id: 'compte-1',
    role: 'gestionnaire',
    academies: ['grenoble', 'lyon'],
    bodies: [],
  });
  expect(account({ role: 'auditeur', academie: ['*'] }).academies).toBe('*');
});

test('a tresorier keeps bodies from today', () => {
  expect(account({ role: 'tresorier', body: ['0380002W', CRETS_SIRET] }).bodies).toEqual([
    { key: '0380002W', from: TODAY },
    { key: CRETS_SIRET, from: TODAY },
  ]);
});

test.each([
  [{ role: 'chef' }, 'Rôle inconnu : « chef »'],
  [{ role: 'gestionnaire' }, 'Donnez au moins une académie'],
  [{ role: 'gestionnaire', academie: ['lyon'], body: ['0380002W'] }, 'Seul un trésorier'],
  [{ role: 'tresorier' }, 'Un trésorier tient au moins un organisme'],
  [{ role: 'tresorier', academie: ['lyon'], body: ['0380002W'] }, 'Un trésorier n’a pas d’académie'],
  [{ role: 'tresorier', body: ['0380002A'] }, '0380002W'],
  [
    { role: 'tresorier', body: [`${CRETS_SIRET.slice(0, 13)}${(Number(CRETS_SIRET[13]) + 1) % 10}`] },
    'SIRET',
  ],
])('%j is refused', (asked, sentence) => {
  expect(refusal(() => account(asked))).toContain(sentence);
});

test('an account is no person’s name', () => {
  expect(refusal(() => account({ role: 'auditeur', academie: ['*'] }, 'Jean Dupont'))).toContain(
    'en minuscules',
  );
});

test('a token holds to the end of its last day in Paris, which must not be over', () => {
  expect(expiryOf(TODAY, TODAY).toISOString()).toBe('2026-11-21T22:59:59.999Z');
  expect(expiryOf(day('2027-07-14'), TODAY).toISOString()).toBe('2027-07-14T21:59:59.999Z');
  expect(refusal(() => expiryOf(day('2026-11-20'), TODAY))).toContain('déjà passé');
});
