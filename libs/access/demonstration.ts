import type { Day } from '#kernel';
import type { Account, Role } from './account.js';

/** The sample accounts of the demonstration by their token, which anybody can read here: never outside it. */
export function demonstrationAccounts(crets: { readonly siret: string; readonly from: Day }) {
  const staff = (role: Role): Account => ({ id: `demo-${role}`, role, academies: '*', bodies: [] });
  const tresorier: Account = {
    id: 'demo-tresorier',
    role: 'tresorier',
    academies: [],
    bodies: [{ key: crets.siret, from: crets.from }],
  };
  const accounts = [
    staff('gestionnaire'),
    staff('ordonnateur'),
    tresorier,
    staff('auditeur'),
    staff('administrateur'),
  ];
  return new Map(accounts.map(account => [account.id, account]));
}
