import type { ImputationComparison, ImputationFigures } from '#read-models';
import { fr, instant } from '#wording';
import type { Column } from '../column.js';
import { FIGURES, type ImputationPlace, placeColumns } from '../columns/imputation-columns.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';

/** One figure that differs, or what one entry changed of it. */
interface ComparedLine extends ImputationPlace {
  readonly what: string;
  readonly figure: string;
  readonly before?: string;
  readonly after?: string;
  readonly difference: string;
}

const COMPARED: readonly Column<ComparedLine>[] = [
  { key: 'what', title: 'Nature', kind: 'text' },
  { key: 'position', title: 'Écriture', kind: 'identifier' },
  { key: 'effectiveOn', title: 'Date d’effet', kind: 'day' },
  { key: 'figure', title: 'Chiffre', kind: 'text' },
  { key: 'before', title: 'Avant', kind: 'amount' },
  { key: 'after', title: 'Après', kind: 'amount' },
  { key: 'difference', title: 'Écart', kind: 'amount' },
];

/** What changed, figure by figure; then the entries that changed it. */
export function comparisonTable(comparison: ImputationComparison): Deliverable {
  const { year, withYear, level, rows, entries } = comparison;
  const names = Object.keys(FIGURES) as (keyof ImputationFigures)[];
  const places = placeColumns(entries.length > 0 ? 'school' : level);
  const lines: ComparedLine[] = [
    ...rows.flatMap(({ at, before, after, difference }) =>
      names
        .filter(name => difference[name] !== '0.00')
        .map(name => ({
          ...at,
          what: 'écart',
          figure: FIGURES[name],
          before: before[name],
          after: after[name],
          difference: difference[name],
        })),
    ),
    ...entries.flatMap(({ at, figures }) =>
      names
        .filter(name => figures[name] !== '0.00')
        .map(name => ({ ...at, what: 'écriture', figure: FIGURES[name], difference: figures[name] })),
    ),
  ];
  return tableDeliverable<ComparedLine>({
    name: `comparaison-${year}`,
    title:
      withYear === year
        ? fr`Ce qui a changé dans l’état d’imputation de l’exercice ${year}`
        : fr`État d’imputation de l’exercice ${year} comparé à ${withYear}`,
    columns: [...places, ...COMPARED],
    rows: lines,
    notes: [['Comparé à', comparedWith(comparison)]],
  });
}

function comparedWith({ withYear, withKnownAt, withPosition }: ImputationComparison): string {
  const known = withKnownAt === null ? '' : fr`, connu au ${instant(withKnownAt)}`;
  return fr`exercice ${withYear}${known}, position ${withPosition}`;
}
