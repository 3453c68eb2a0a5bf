import type { Day } from '#kernel';

export const ROLES = ['gestionnaire', 'ordonnateur', 'tresorier', 'auditeur', 'administrateur'] as const;
export type Role = (typeof ROLES)[number];

/** A body whose accounts somebody keeps, and since when; both days included. */
export interface KeptBody {
  /** SIRET of a collectivité, UAI of an établissement. */
  readonly key: string;
  readonly from: Day;
  readonly until?: Day;
}

/** Who asks: what the token of a request stands for. */
export interface Account {
  /** Pseudonymous: it is recorded with every fact, for ever. */
  readonly id: string;
  readonly role: Role;
  /** The académies whose conventions a member of staff or an auditor works on; `*` is all of them. */
  readonly academies: '*' | readonly string[];
  /** The bodies of a tresorier; nothing for the others. */
  readonly bodies: readonly KeptBody[];
}
