import { type Account, type KeptBody, type Person, type Role, ROLES } from '#access';
import { day, type Day, isRefusal, parseDay, type Refusal } from '#kernel';
import { checkSiret, checkUai } from '#ledger';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { OneOf, OnDay, Siret, Text } from '../../validation/fields.js';

/** Somebody's rights, as the administrator's form asks for them. */
export class PersonDto {
  @Text(200) name!: string;
  @OneOf(ROLES) role!: Role;
  /** Codes; `*` is all. */
  @Text(1000, { optional: true }) academies?: string;
  /** One a line: SIRET or UAI, first day, last day. */
  @Text(20_000, { optional: true }) bodies?: string;
  @Text(200, { optional: true }) email?: string;
  @Siret({ optional: true }) siret?: string;
}

export class TokenDto {
  @Text(200) label!: string;
  @OnDay({ optional: true }) expires?: Day;
}

export class DeadLetterDto {
  @Text(500) stream!: string;
  @Text(500) reason!: string;
  @OneOf(['replay', 'skip']) act!: 'replay' | 'skip';
}

/** The person of a form. Throws `Refused` where role and perimeter do not go together. */
export function personOf(id: string, { name, role, email, siret, ...given }: PersonDto, today: Day): Person {
  const academies = (given.academies ?? '').split(/[\s,;]+/).filter(Boolean);
  const lines = (given.bodies ?? '').split('\n').filter(line => line.trim() !== '');
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new Refused([edge('email_malformed', {}, '/email')]);
  }
  if (email !== undefined && siret === undefined) throw new Refused([edge('employer_missing', {}, '/siret')]);
  const rights: Omit<Account, 'id'> =
    role === 'tresorier'
      ? { role, academies: [], bodies: keptBodies(lines, today) }
      : { role, academies: academies.includes('*') ? '*' : academies, bodies: [] };
  const field = role === 'tresorier' ? 'bodies' : 'academies';
  if (rights[field].length === 0) throw new Refused([edge('perimeter_missing', { role }, `/${field}`)]);
  const foreign = role === 'tresorier' ? academies.length > 0 : lines.length > 0;
  if (foreign) {
    const pointer = role === 'tresorier' ? '/academies' : '/bodies';
    throw new Refused([edge('perimeter_foreign', { role }, pointer)]);
  }
  return {
    account: { id, ...rights },
    name,
    ...(email === undefined ? {} : { email }),
    ...(siret === undefined ? {} : { siret }),
  };
}

function keptBodies(lines: readonly string[], today: Day): KeptBody[] {
  const read = lines.map(line => keptBody(line, today));
  const refusals = read.filter(body => isRefusal(body));
  if (refusals.length > 0) throw new Refused(refusals);
  return read.flatMap(body => (isRefusal(body) ? [] : [body]));
}

function keptBody(line: string, today: Day): KeptBody | Refusal {
  const [key = '', from, until] = line.trim().split(/[\s;,]+/);
  const at = '/bodies';
  const wrong = /^\d{14}$/.test(key) ? checkSiret(key) : checkUai(key);
  if (isRefusal(wrong)) return { ...wrong, pointer: at };
  const days = [from, until].map(text => (text === undefined ? undefined : dayOf(text)));
  const malformed = days.find(found => isRefusal(found));
  if (malformed) return { ...malformed, pointer: at };
  const [first, last] = days as readonly (Day | undefined)[];
  return { key, from: first ?? today, ...(last === undefined ? {} : { until: last }) };
}

const dayOf = (text: string) => parseDay(text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1'));

/** The same, as the form shows it. */
export function valuesOf({
  account,
  name,
  email = '',
  siret = '',
}: Person): Readonly<Record<string, string>> {
  const shown = (on: Day) => day(on).split('-').toReversed().join('/');
  return {
    name,
    role: account.role,
    academies: account.academies === '*' ? '*' : account.academies.join(' '),
    bodies: account.bodies
      .map(({ key, from, until }) => [key, shown(from), ...(until ? [shown(until)] : [])].join(' '))
      .join('\n'),
    email,
    siret,
  };
}
