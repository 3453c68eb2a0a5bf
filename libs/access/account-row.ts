import { type Account, type KeptBody, ROLES } from './account.js';

/** An account as the tables of `ops` hold it. */
export interface AccountRow {
  readonly account: string;
  readonly role: string;
  readonly academies: readonly string[];
  readonly bodies: readonly KeptBody[];
}

const EVERYWHERE = '*';

/** Nothing where the role is none that this release knows. */
export function accountFrom({ account, role, academies, bodies }: AccountRow): Account | undefined {
  const known = ROLES.find(candidate => candidate === role);
  return (
    known && { id: account, role: known, academies: academies.includes(EVERYWHERE) ? '*' : academies, bodies }
  );
}

export const academiesOf = ({ academies }: Account): readonly string[] =>
  academies === '*' ? [EVERYWHERE] : academies;
