import { type Bench, median } from './bench.js';
import { perSecond } from './callers/callers.js';
import { figureTable, ratio, whole } from './figures.js';

const CALLERS = 32;
const SIZES = { full: { rounds: 5, milliseconds: 4_000 }, quick: { rounds: 1, milliseconds: 500 } };

export const processes: Bench = {
  name: 'processes',
  title: `Écritures durables de ${CALLERS} appelants, de deux processus contre un`,
  run: async ({ ownerUrl, size, say }) => {
    const { rounds, milliseconds } = SIZES[size];
    const one: number[] = [];
    const two: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`Tour ${round} sur ${rounds}.`);
      one.push(await perSecond(ownerUrl, CALLERS, milliseconds));
      const halves = [1, 2].map(() => perSecond(ownerUrl, CALLERS / 2, milliseconds));
      two.push((await Promise.all(halves)).reduce((sum, each) => sum + each, 0));
    }
    const of = median(two) / median(one);
    return {
      lines: figureTable(
        ['Processus', 'Écritures/s'],
        [
          ['un', whole(median(one))],
          ['deux', whole(median(two))],
        ],
      ),
      figures: [
        { name: `${CALLERS} appelants, deux processus contre un`, value: ratio(of), asked: 'sans seuil' },
      ],
    };
  },
};
