import type { YearFigures, YearlyReport } from '#read-models';
import type { Column } from '../column.js';
import { type Deliverable, tableDeliverable } from '../deliverable.js';
import { barsOf } from '../picture/bars.js';
import type { Picture } from '../picture/svg.js';

const TITLE = 'Engagé, payé et restant à payer par exercice';

const COLUMNS: readonly Column<YearFigures>[] = [
  { key: 'year', title: 'Exercice', kind: 'identifier' },
  { key: 'committed', title: 'Engagé, net des retraits', kind: 'amount' },
  { key: 'paid', title: 'Payé', kind: 'amount' },
  { key: 'remaining', title: 'Reste à payer au 31 décembre', kind: 'amount' },
];

export function yearlyPicture({ rows }: Pick<YearlyReport, 'rows'>, id = 'exercices'): Picture {
  return barsOf({
    id,
    title: TITLE,
    series: COLUMNS.slice(1).map(({ title }) => title),
    groups: rows.map(({ year, committed, paid, remaining }) => ({
      name: year,
      amounts: [committed, paid, remaining],
    })),
  });
}

/** The figures of the picture, and the picture. */
export function yearlyTable({ rows, total }: YearlyReport): Deliverable {
  return tableDeliverable({
    name: 'exercices',
    title: TITLE,
    columns: COLUMNS,
    rows,
    total,
    picture: yearlyPicture({ rows }),
  });
}
