import { type Perimeter, type SeenConvention, type SeenLine, sightOf } from '#access';
import { type ConventionState, type History, latestState, type Line } from '#ledger';

/** What a perimeter must know of a line. */
export function seenLine({ payee, tranches }: Line): SeenLine {
  const schools = tranches.flatMap(({ allocations }) => allocations.map(({ uai }) => uai));
  return { payee, schools: [...new Set(schools)] };
}

/** The convention as its perimeter sees it, with all that is known of it; nothing before its draft. */
export function seenConvention(history: History): SeenConvention | undefined {
  const { draft, lines } = latestState(history);
  return draft && { academie: draft.academie, lines: lines.map(seenLine) };
}

/** A line that somebody sees: whole, or the allocations of their schools. */
export interface LineSeen {
  readonly line: Line;
  readonly whole: boolean;
  readonly sees: (uai: string) => boolean;
}

export function linesSeen(perimeter: Perimeter, { draft, lines }: ConventionState): readonly LineSeen[] {
  return lines.flatMap((line): readonly LineSeen[] => {
    const sight = sightOf(perimeter, draft?.academie ?? '', seenLine(line));
    if (sight === 'whole') return [{ line, whole: true, sees: () => true }];
    return sight.length > 0 ? [{ line, whole: false, sees: uai => sight.includes(uai) }] : [];
  });
}
