import { benchRebuild, type Benched } from '../../libs/read-models/read-models.bench.js';
import { type Bench, median } from './bench.js';
import { atLeast, figureTable, ratio, whole } from './figures.js';
import { withDemonstration } from './read-models.js';

const ROUNDS = { full: 3, quick: 1 };
const EVENTS = { full: 500_000, quick: 20_000 };

export const rebuild: Bench = {
  name: 'rebuild',
  title:
    'Reconstruction des vues, contre le décodage des faits puis l’écriture d’autant de lignes par unnest',
  run: async ground => {
    const { size, say } = ground;
    const benching = await withDemonstration(ground, { events: EVENTS[size] });
    const rounds: Benched[] = [];
    for (let round = 1; round <= ROUNDS[size]; round += 1) {
      say(`Reconstruction de ${whole(EVENTS[size])} faits, tour ${round} sur ${ROUNDS[size]}.`);
      rounds.push(await benchRebuild(benching));
    }
    const middle = median(rounds.map(benched => benched.ratio));
    const rows = rounds.map((benched, index) => [
      `tour ${index + 1}`,
      whole(benched.milliseconds),
      whole(benched.limitMilliseconds),
      ratio(benched.ratio),
    ]);
    const name = `Reconstruction depuis ${whole(EVENTS[size])} faits`;
    return {
      lines: figureTable([name, 'Durée (ms)', 'Limite (ms)', 'Limite / durée'], rows),
      figures: [atLeast(`${name} : limite / durée`, middle, 0.5)],
    };
  },
};
