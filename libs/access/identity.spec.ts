import { day } from '#kernel';
import { identityOf } from './identity.js';

const today = day('2026-11-21');
const names = { role: 'pia_role', academies: 'academies' };
const of = (claims: object, asked?: typeof names) =>
  identityOf('https://id.example', { sub: 's', ...claims }, today, asked);

test('who somebody is, by the claims of ProConnect', () => {
  expect(
    of({ given_name: 'Camille', usual_name: 'Durand', email: 'c@ac.example', siret: '173 800 011 00016' }),
  ).toEqual({
    issuer: 'https://id.example',
    subject: 's',
    name: 'Camille Durand',
    email: 'c@ac.example',
    siret: '17380001100016',
  });
});

test('an e-mail that the provider has not verified recognises nobody, nor does half a SIRET', () => {
  const { email, siret } = of({ email: 'c@ac.example', email_verified: false, siret: '1738' });
  expect([email, siret]).toEqual([undefined, undefined]);
});

test('a userinfo that names nobody is a fault', () => {
  expect(() => of({ sub: ' ' })).toThrow(TypeError);
});

describe('rights that the provider claims', () => {
  test('are none of ours unless it is asked for them', () => {
    expect(of({ pia_role: 'ordonnateur' }).claimed).toBeUndefined();
    expect(of({ pia_role: 'ordonnateur' }, names).claimed).toMatchObject({
      role: 'ordonnateur',
      academies: [],
    });
  });

  test.each([
    ['as a list', ['grenoble', 'lyon']],
    ['as words', 'grenoble lyon'],
  ])('name académies %s', (_, academies) => {
    expect(of({ pia_role: ['x', 'gestionnaire'], academies }, names).claimed?.academies).toEqual([
      'grenoble',
      'lyon',
    ]);
  });

  test('give a treasurer the body of their SIRET, and nothing without one', () => {
    expect(
      of({ pia_role: 'tresorier', siret: '21380439400019', academies: '*' }, names).claimed,
    ).toMatchObject({
      academies: [],
      bodies: [{ key: '21380439400019', from: today }],
    });
    expect(of({ pia_role: 'tresorier' }, names).claimed).toBeUndefined();
  });

  test('of a role unknown here are none', () => {
    expect(of({ pia_role: 'superuser' }, names).claimed).toBeUndefined();
  });

  test('belong to a pseudonym that another person does not share', () => {
    const [one, other] = [of({ pia_role: 'auditeur' }, names), of({ sub: 't', pia_role: 'auditeur' }, names)];
    expect(one.claimed!.id).toMatch(/^agent-[0-9a-f]{16}$/);
    expect(one.claimed!.id).not.toBe(other.claimed!.id);
  });
});
