import { createHash } from 'node:crypto';
import type { Day } from '#kernel';
import { type Account, ROLES } from './account.js';

/** Who a provider of identities says that somebody is, by the claims of its signed answer. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  /** Of the organisation for which they work. */
  readonly siret?: string;
  /** The rights that the provider itself gives, where it is asked for them. */
  readonly claimed?: Account;
}

type Claims = Readonly<Record<string, unknown>>;

/** The claims that say a role and académies, by their names at the provider. */
export interface ClaimNames {
  readonly role: string;
  readonly academies: string;
}

const text = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const texts = (value: unknown) =>
  [value]
    .flat()
    .flatMap(item => (typeof item === 'string' ? item.split(/[\s,;]+/) : []))
    .filter(Boolean);

/** @param names absent: the provider is not asked for rights, the administrator gives them */
export function identityOf(issuer: string, claims: Claims, today: Day, names?: ClaimNames): Identity {
  const subject = text(claims['sub']);
  if (subject === undefined) throw new TypeError('a userinfo without sub is none');
  const given = [text(claims['given_name']), text(claims['usual_name'] ?? claims['family_name'])];
  const siret = text(claims['siret'])?.replaceAll(/\s/g, '');
  const email = text(claims['email']);
  const name = given.filter(part => part !== undefined).join(' ');
  const known = {
    issuer,
    subject,
    name: name === '' ? (email ?? subject) : name,
    ...(email === undefined || claims['email_verified'] === false ? {} : { email }),
    ...(siret !== undefined && /^\d{14}$/.test(siret) ? { siret } : {}),
  };
  const claimed = names && claimedBy(known, claims, today, names);
  return claimed ? { ...known, claimed } : known;
}

/** A treasurer keeps the accounts of the organisation of their `siret`; the others work on the académies said. */
function claimedBy(
  { issuer, subject, siret }: Identity,
  claims: Claims,
  today: Day,
  names: ClaimNames,
): Account | undefined {
  const roles = texts(claims[names.role]);
  const role = ROLES.find(known => roles.includes(known));
  if (!role) return undefined;
  const id = `agent-${createHash('sha256').update(`${issuer}|${subject}`).digest('hex').slice(0, 16)}`;
  if (role === 'tresorier') {
    return siret === undefined
      ? undefined
      : { id, role, academies: [], bodies: [{ key: siret, from: today }] };
  }
  const academies = texts(claims[names.academies]);
  return { id, role, academies: academies.includes('*') ? '*' : academies, bodies: [] };
}
