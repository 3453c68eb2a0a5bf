import type { Day } from '#kernel';
import type { Account } from './account.js';

/** What an account may see on a day, as data: a query filters its rows by it. */
export type Perimeter =
  | { readonly kind: 'everything' }
  | { readonly kind: 'academies'; readonly academies: ReadonlySet<string> }
  /** Lines paid to these bodies, and on other lines the shares of those that are schools. */
  | { readonly kind: 'bodies'; readonly keys: ReadonlySet<string> };

/** What a perimeter must know of a funding line. */
export interface SeenLine {
  readonly payee: { readonly siret?: string | undefined; readonly uai?: string | undefined };
  /** UAI of its allocations' schools. */
  readonly schools: readonly string[];
}

export interface SeenConvention {
  readonly academie: string;
  readonly lines: readonly SeenLine[];
}

/** `whole`: all of a line; else the UAI of the schools whose shares are seen (none: the line does not exist). */
export type Sight = 'whole' | readonly string[];

/** The perimeter of an account on the day of its question. */
export function perimeterOf({ role, academies, bodies }: Account, today: Day): Perimeter {
  if (role === 'tresorier') {
    const kept = bodies.filter(({ from, until }) => from <= today && (until === undefined || today <= until));
    return { kind: 'bodies', keys: new Set(kept.map(body => body.key)) };
  }
  return academies === '*' ? { kind: 'everything' } : { kind: 'academies', academies: new Set(academies) };
}

/** Whether all that the other perimeter sees is inside this one. */
export function covers(perimeter: Perimeter, other: Perimeter): boolean {
  if (perimeter.kind === 'everything') return true;
  if (perimeter.kind === 'academies')
    return other.kind === 'academies' && inside(other.academies, perimeter.academies);
  return other.kind === 'bodies' && inside(other.keys, perimeter.keys);
}

function inside(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every(key => all.has(key));
}

/** How much of a line of a convention of this académie is seen. */
export function sightOf(perimeter: Perimeter, academie: string, line: SeenLine): Sight {
  if (perimeter.kind === 'everything') return 'whole';
  if (perimeter.kind === 'academies') return perimeter.academies.has(academie) ? 'whole' : [];
  const { keys } = perimeter;
  const { siret, uai } = line.payee;
  if ((siret !== undefined && keys.has(siret)) || (uai !== undefined && keys.has(uai))) return 'whole';
  return line.schools.filter(school => keys.has(school));
}

export function maySeeLine(perimeter: Perimeter, academie: string, line: SeenLine): boolean {
  const sight = sightOf(perimeter, academie, line);
  return sight === 'whole' || sight.length > 0;
}

/**
 * Whether the convention exists for this perimeter. A convention without line (a framework, a loan in kind) is for
 * those of its académie only.
 */
export function maySeeConvention(perimeter: Perimeter, { academie, lines }: SeenConvention): boolean {
  if (perimeter.kind !== 'bodies') return maySeeAcademie(perimeter, academie);
  return lines.some(line => maySeeLine(perimeter, academie, line));
}

/** Whether acts of this académie's own (a new convention) are inside; never for a beneficiary's agent. */
export function maySeeAcademie(perimeter: Perimeter, academie: string): boolean {
  if (perimeter.kind === 'academies') return perimeter.academies.has(academie);
  return perimeter.kind === 'everything';
}

/** Whether the account may act on a line (submit a statement, declare a use): only where all of it is theirs. */
export function mayActOnLine(perimeter: Perimeter, academie: string, line: SeenLine): boolean {
  return sightOf(perimeter, academie, line) === 'whole';
}

/** Whether the balance of a body may be asked: a beneficiary's agent asks for their own only. */
export function maySeeBody(perimeter: Perimeter, key: string): boolean {
  return perimeter.kind !== 'bodies' || perimeter.keys.has(key);
}
