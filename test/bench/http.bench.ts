import { hashToken, newToken } from '#access';
import { openLedger, readConfiguration } from '#hosting';
import { type Bench, type Ground, type Measured, median } from './bench.js';
import { atLeast, figureTable, milliseconds, ratio, whole } from './figures.js';
import { GESTIONNAIRE, type Poste, prepareConventions } from './http/conventions.js';
import { caughtUp, lagNow, sampledLag } from './http/lag.js';
import { CONNECTIONS, Load, type Round } from './http/load.js';
import { startBuilt } from './http/program.js';

/** Rounds of writes, as many of previews, in turn; seconds of each round. */
const SIZES = {
  full: { conventions: 1_500, rounds: 6, seconds: 10, warmUp: 5 },
  quick: { conventions: 100, rounds: 2, seconds: 3, warmUp: 2 },
};
const LONGEST_LAG_MS = 1_000;

interface Rounds {
  readonly writes: Round[];
  readonly previews: Round[];
  /** Milliseconds: while writing, right after each round of writes, and until all was seen. */
  readonly lags: number[];
  readonly lagsAtEnd: number[];
  readonly catchUps: number[];
}

export const http: Bench = {
  name: 'http',
  title:
    `Actes par HTTP sur ${CONNECTIONS} connexions (un poste augmenté ou diminué d’un centime, chaque acte sous sa clé), ` +
    'projecteur dans son processus, contre la même route avec preview=true',
  run: async ground => {
    const { size, say } = ground;
    const { conventions, rounds, seconds, warmUp } = SIZES[size];
    const { load, url } = await prepare(ground, conventions);
    say(`Le serveur répond sur ${url} ; échauffement.`);
    await load.round(warmUp, true);
    await load.round(warmUp, false);
    const measured: Rounds = { writes: [], previews: [], lags: [], lagsAtEnd: [], catchUps: [] };
    for (let round = 1; round <= rounds; round += 1) {
      measured.catchUps.push(await caughtUp(ground.appPool));
      say(`Tour ${round} sur ${rounds}, ${seconds} s d’aperçus puis ${seconds} s d’actes.`);
      measured.previews.push(await load.round(seconds, true));
      const [written, lags] = await sampledLag(ground.appPool, load.round(seconds, false));
      measured.lagsAtEnd.push(await lagNow(ground.appPool));
      measured.writes.push(written);
      measured.lags.push(...lags);
    }
    measured.catchUps.push(await caughtUp(ground.appPool));
    return reported(measured);
  },
};

async function prepare(
  { ownerUrl, folder, say }: Ground,
  count: number,
): Promise<{ load: Load; url: string }> {
  const environment = {
    DATABASE_URL: ownerUrl,
    DATA_DIR: folder,
    MODE: 'production',
    PORT: '0',
    WRITES_PER_MINUTE: '999999999',
  };
  const ledger = await openLedger(readConfiguration(environment), 'sole', say);
  const token = newToken();
  let postes: readonly Poste[];
  try {
    postes = await prepareConventions(ledger, count, say);
    const account = { ...GESTIONNAIRE, academies: '*' as const, bodies: [] };
    await ledger.tokens.add({ hash: hashToken(token), account, label: 'bench' });
  } finally {
    await ledger.close();
  }
  const [, url] = await startBuilt('server', { ...environment, PROJECTOR: 'none' }, /(http:\S+) /);
  await startBuilt('projector', environment, /suit le journal/);
  return { load: new Load({ url: url!, token, postes }), url: url! };
}

function reported({ writes, previews, lags, lagsAtEnd, catchUps }: Rounds): Measured {
  const failures = [...writes, ...previews].reduce((sum, round) => sum + round.failures, 0);
  if (failures > 0) throw new Error(`${failures} requests failed`);
  const pace = (rounds: readonly Round[]) => median(rounds.map(({ perSecond }) => perSecond));
  const of = (name: string, rounds: readonly Round[]) => [
    name,
    whole(pace(rounds)),
    milliseconds(median(rounds.map(({ p50 }) => p50))),
    milliseconds(median(rounds.map(({ p99 }) => p99))),
    ratio(pace(rounds) / pace(previews)),
  ];
  const lag = (name: string, values: readonly number[]) => [
    name,
    whole(median(values)),
    whole(Math.max(...values)),
  ];
  const worst = Math.max(...lagsAtEnd);
  return {
    lines: [
      ...figureTable(
        ['Médianes des tours', 'Par seconde', 'p50 (ms)', 'p99 (ms)', 'Rapport'],
        [of('Aperçus', previews), of('Actes', writes)],
      ),
      '',
      ...figureTable(
        ['Retard des vues', 'Médiane (ms)', 'Maximum (ms)'],
        [lag('Pendant les actes', lags), lag('À la fin d’un tour', lagsAtEnd), lag('Rattrapage', catchUps)],
      ),
    ],
    figures: [
      atLeast('Actes par HTTP, contre les aperçus', pace(writes) / pace(previews), 0.6),
      {
        name: 'Retard des vues à la fin, au pire',
        value: `${whole(worst)} ms`,
        asked: `moins de ${whole(LONGEST_LAG_MS)} ms`,
        holds: worst < LONGEST_LAG_MS,
      },
    ],
  };
}
