import { benchAppends } from '../../libs/event-store/postgres/append.bench.js';
import type { Bench, Figure } from './bench.js';
import { atLeast, figureTable, milliseconds, ratio, whole } from './figures.js';

export const appends: Bench = {
  name: 'appends',
  title: 'Écritures durables d’un fait, contre des insertions d’une ligne sur le même serveur',
  run: async ({ appPool, ownerPool, size }) => {
    const paces = await benchAppends({
      appPool,
      ownerPool,
      ...(size === 'quick' ? { rounds: 1, duration: 300 } : {}),
    });
    const rows = paces.map(({ callers, inserts, appends: measured }) => [
      whole(callers),
      whole(inserts.perSecond),
      whole(measured.perSecond),
      ratio(measured.perSecond / inserts.perSecond),
      `${milliseconds(inserts.p50)} / ${milliseconds(inserts.p99)}`,
      `${milliseconds(measured.p50)} / ${milliseconds(measured.p99)}`,
    ]);
    const titles = ['Appelants', 'Insertions/s', 'Écritures/s', 'Rapport'];
    const asked = paces.filter(({ callers }) => callers === 32);
    return {
      lines: figureTable([...titles, 'Insertion p50 / p99 (ms)', 'Écriture p50 / p99 (ms)'], rows),
      figures: asked.flatMap(({ inserts, appends: measured }): Figure[] => [
        atLeast('Écritures à 32 appelants, contre les insertions', measured.perSecond / inserts.perSecond, 2),
        {
          name: 'Leur p99',
          value: `${milliseconds(measured.p99)} ms`,
          asked: `au plus ${milliseconds(inserts.p99)} ms, celui des insertions`,
          holds: measured.p99 <= inserts.p99,
        },
      ]),
    };
  },
};
