import { prepareReadModels } from '#read-models';
import { benchReports } from '../../libs/read-models/read-models.bench.js';
import type { Bench } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { withDemonstration } from './read-models.js';

const CONVENTIONS = { full: 60_000, quick: 3_000 };

export const reports: Bench = {
  name: 'reports',
  title: 'Questions aux vues, contre count(*) des lignes de mouvement',
  run: async ground => {
    const { size, say } = ground;
    const benching = await withDemonstration(ground, { conventions: CONVENTIONS[size] });
    await prepareReadModels(benching);
    say(`Vues copiées jusqu’à ${whole(CONVENTIONS[size])} conventions, puis interrogées.`);
    const benched = await benchReports(benching);
    const rows = benched.map(({ name, milliseconds: taken, limitMilliseconds, ratio: of }) => [
      name,
      milliseconds(taken),
      milliseconds(limitMilliseconds),
      ratio(of),
    ]);
    return {
      lines: figureTable(['Question', 'Médiane (ms)', 'count(*) (ms)', 'count(*) / question'], rows),
      figures: benched.map(({ name, milliseconds: taken, limitMilliseconds }) => ({
        name,
        value: `${milliseconds(taken)} ms`,
        asked: `sans seuil ; count(*) : ${milliseconds(limitMilliseconds)} ms`,
      })),
    };
  },
};
