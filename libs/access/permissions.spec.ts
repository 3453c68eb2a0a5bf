import { type Account, type Role, ROLES } from './account.js';
import { may, type Permission, PERMISSIONS } from './permissions.js';

const account = (role: Role): Account => ({ id: 'a', role, academies: '*', bodies: [] });
const allowed = (role: Role) =>
  (Object.keys(PERMISSIONS) as Permission[]).filter(permission => may(account(role), permission));

const READING: readonly Permission[] = [
  'convention.read',
  'body.read',
  'reference.read',
  'report.read',
  'document.read',
];

describe('what each role may do', () => {
  test('a tresorier reads, issues reports, submits statements, declares uses and uploads their documents, and no more', () => {
    expect(new Set(allowed('tresorier'))).toEqual(
      new Set([
        ...READING,
        'report.issue',
        'statement.submit',
        'resource_use.declare',
        'split.vote',
        'document.upload',
      ]),
    );
  });

  test('an auditeur reads everything, signatories’ names and refused attempts included, and records nothing', () => {
    expect(new Set(allowed('auditeur'))).toEqual(
      new Set([...READING, 'events.read', 'personal.read', 'refused_attempt.read', 'audit.read']),
    );
  });

  test('an administrateur keeps the reference data and the tokens, and moves no money', () => {
    expect(new Set(allowed('administrateur'))).toEqual(
      new Set([
        ...READING,
        'events.read',
        'audit.read',
        'report.issue',
        'scheme.publish',
        'nomenclature.set',
        'fiscal_year.close',
        'token.manage',
      ]),
    );
  });

  test('what binds the State is for the ordonnateur alone', () => {
    const gestionnaire = new Set(allowed('gestionnaire'));
    expect(allowed('ordonnateur').filter(permission => !gestionnaire.has(permission))).toEqual([
      'convention.sign',
      'convention.amend',
      'convention.renew',
      'convention.suspend',
      'convention.resume',
      'convention.reduce',
      'convention.terminate',
      'convention.supersede',
      'convention.close',
      'object_change.authorise',
      'four_eyes.relax',
      'grant.notify',
      'carry_over.authorise',
      'reversement.order',
      'reversement.cancel',
    ]);
    const ordonnateur = new Set(allowed('ordonnateur'));
    expect([...gestionnaire].filter(permission => !ordonnateur.has(permission))).toEqual([]);
  });

  test('both may certify and both may record an execution; nobody else may', () => {
    for (const permission of ['service_fait.certify', 'payment.execute'] as const) {
      const roles = ROLES.filter(role => may(account(role), permission));
      expect(roles).toEqual(['gestionnaire', 'ordonnateur']);
    }
  });
});
