import { keepSeals } from '#hosting';
import { type Bench, type Ground, median } from './bench.js';
import { perSecond } from './callers/callers.js';
import { atLeast, figureTable, whole } from './figures.js';

const CALLERS = 32;
const SIZES = { full: { rounds: 5, milliseconds: 4_000 }, quick: { rounds: 1, milliseconds: 500 } };

export const sealing: Bench = {
  name: 'sealing',
  title: `Écritures durables de ${CALLERS} appelants, le scellement en marche contre à l’arrêt`,
  run: async ground => {
    const { rounds, milliseconds } = SIZES[ground.size];
    const without: number[] = [];
    const beside: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      ground.say(`Tour ${round} sur ${rounds}.`);
      without.push(await perSecond(ground.ownerUrl, CALLERS, milliseconds));
      // What was appended meanwhile is sealed first: the round begins with no backlog.
      await whileSealing(ground, async () => {});
      beside.push(await whileSealing(ground, () => perSecond(ground.ownerUrl, CALLERS, milliseconds)));
    }
    const [plain, sealed] = [median(without), median(beside)];
    return {
      lines: figureTable(
        ['Scellement', 'Écritures/s'],
        [
          ['à l’arrêt', whole(plain)],
          ['en marche', whole(sealed)],
        ],
      ),
      figures: [atLeast('Écritures, scellement en marche contre à l’arrêt', sealed / plain, 0.9)],
    };
  },
};

/** Seals as the projector does while the work lasts, then what is left. */
async function whileSealing<T>({ appPool, folder }: Ground, work: () => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const failures: unknown[] = [];
  const ledger = { pool: appPool, configuration: { mode: 'production' as const, dataDir: folder } };
  const sealed = keepSeals(ledger, { signal: stopping.signal, onFailure: error => failures.push(error) });
  const result = await work().finally(async () => {
    stopping.abort();
    await sealed;
  });
  if (failures.length > 0) throw new AggregateError(failures, 'the sealing failed');
  return result;
}
