import { type AppendPace, benchAppends } from '#hosting';
import { decimal, quantity } from '#wording';
import { table } from '../table.js';
import type { Bench } from './bench.js';

const right = 'right' as const;

export const appends: Bench = {
  name: 'appends',
  title: 'Écritures durables d’un fait, comparées à des insertions d’une ligne sur le même serveur',
  run: async ({ appPool, ownerPool, brief }) =>
    appendTable(
      await benchAppends({
        appPool,
        ownerPool,
        ...(brief ? { callers: [1, 8], rounds: 1, duration: 200 } : {}),
      }),
    ),
};

function appendTable(paces: readonly AppendPace[]): readonly string[] {
  const milliseconds = (value: number) => decimal(value.toFixed(2));
  return table(
    [
      { title: 'Appelants', align: right },
      { title: 'Insertions/s', align: right },
      { title: 'Écritures/s', align: right },
      { title: 'Rapport', align: right },
      { title: 'p99 insertion (ms)', align: right },
      { title: 'p99 écriture (ms)', align: right },
    ],
    paces.map(({ callers, inserts, appends: measured }) => [
      quantity(callers),
      quantity(Math.round(inserts.perSecond)),
      quantity(Math.round(measured.perSecond)),
      decimal((measured.perSecond / inserts.perSecond).toFixed(2)),
      milliseconds(inserts.p99),
      milliseconds(measured.p99),
    ]),
  );
}
