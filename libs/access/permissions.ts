import type { Account, Role } from './account.js';

const STAFF = ['gestionnaire', 'ordonnateur'] as const;
const READERS = [...STAFF, 'auditeur', 'administrateur'] as const;
const EVERYBODY = [...READERS, 'tresorier'] as const;

/**
 * Who may do what. The gestionnaire records; the ordonnateur, by delegation of the recteur, decides what binds the
 * State. Two persons for one payment is a rule of the ledger (domain.md §5, invariant 9), not of roles: both may
 * certify and both may record an execution. A beneficiary's agent never certifies.
 */
export const PERMISSIONS = {
  'convention.draft': STAFF,
  'convention.visa': STAFF,
  'convention.sign': ['ordonnateur'],
  'convention.amend': ['ordonnateur'],
  'head_count.observe': STAFF,
  'convention.renew': ['ordonnateur'],
  'convention.suspend': ['ordonnateur'],
  'convention.resume': ['ordonnateur'],
  'convention.reduce': ['ordonnateur'],
  'convention.terminate': ['ordonnateur'],
  'convention.supersede': ['ordonnateur'],
  'convention.close': ['ordonnateur'],
  'object_change.authorise': ['ordonnateur'],
  'four_eyes.relax': ['ordonnateur'],
  'identity.record': STAFF,
  'grant.notify': ['ordonnateur'],
  'split.vote': [...STAFF, 'tresorier'],
  'equipment.move': STAFF,
  'financial_report.receive': STAFF,
  'commitment.record': STAFF,
  'commitment.release': STAFF,
  'payment.request': STAFF,
  'payment.execute': STAFF,
  'payment.cancel': STAFF,
  'statement.submit': [...STAFF, 'tresorier'],
  'statement.return': STAFF,
  'service_fait.certify': STAFF,
  'resource_use.declare': [...STAFF, 'tresorier'],
  'resource_use.accept': STAFF,
  'carry_over.authorise': ['ordonnateur'],
  'reversement.order': ['ordonnateur'],
  'reversement.cancel': ['ordonnateur'],
  'reversement.contest': STAFF,
  'repayment.receive': STAFF,
  'credits.restore': STAFF,
  'account.register': STAFF,
  'account.confirm': STAFF,
  'reversal.record': STAFF,
  'anomaly.explain': STAFF,
  'funding.declare': STAFF,
  'letter.send': STAFF,
  'prescription.interrupt': STAFF,
  'scheme.publish': ['administrateur'],
  'nomenclature.set': ['administrateur'],
  'fiscal_year.close': ['administrateur'],
  'token.manage': ['administrateur'],
  'convention.read': EVERYBODY,
  'body.read': EVERYBODY,
  'reference.read': EVERYBODY,
  'report.read': EVERYBODY,
  'report.issue': [...STAFF, 'administrateur', 'tresorier'],
  'events.read': READERS,
  'personal.read': [...STAFF, 'auditeur'],
  'refused_attempt.read': ['auditeur'],
  'audit.read': ['auditeur', 'administrateur'],
  'document.read': EVERYBODY,
  'document.upload': [...STAFF, 'tresorier'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether the account's role allows it; what it may do it to is a question of its perimeter. */
export function may({ role }: Account, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}
