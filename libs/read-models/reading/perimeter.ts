import type { Perimeter } from '#access';
import type { Params } from './params.js';

/** Conditions on the tables `c` (convention), `l` (line) and `a` (allocation): the same as `sightOf`, in SQL. */
export function within(perimeter: Perimeter, params: Params): readonly string[] {
  if (perimeter.kind === 'everything') return [];
  if (perimeter.kind === 'academies') {
    return [`c.academie = any (${params.add([...perimeter.academies])}::text[])`];
  }
  const keys = params.add([...perimeter.keys]);
  return [`(l.payee_key = any (${keys}::text[]) or a.uai = any (${keys}::text[]))`];
}

/** A condition on the table `c` alone: the convention exists for this perimeter. */
export function conventionWithin(perimeter: Perimeter, params: Params): string {
  const conditions = within(perimeter, params).join(' and ') || 'true';
  if (perimeter.kind !== 'bodies') return conditions;
  return `exists (select from read.line l
    join read.allocation a on a.convention_key = l.convention_key and a.line_key = l.key
    where l.convention_key = c.key and ${conditions})`;
}
