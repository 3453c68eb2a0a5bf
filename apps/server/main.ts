import 'reflect-metadata';
import { collectDefaultMetrics } from 'prom-client';
import {
  type Configuration,
  CRETS_REFERENCE,
  installReference,
  keepReadModels,
  keepSeals,
  launch,
  type Ledger,
  loadDemonstration,
  makeReadModels,
  Metrics,
  openLedger,
  openVoice,
  readConfiguration,
  stopOnSignal,
  type Voice,
} from '#hosting';
import { portsOf, sampleAccounts } from './ports-of.js';
import { createServer } from './server.js';

await launch(async () => {
  const configuration = readConfiguration(process.env);
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let close = closing.pop(); close; close = closing.pop()) await close();
  };
  stopOnSignal(stop);
  try {
    await serve(configuration, closing);
  } catch (error) {
    await stop();
    throw error;
  }
});

async function serve(configuration: Configuration, closing: (() => Promise<void>)[]): Promise<void> {
  const voice = openVoice(configuration);
  const { say, log } = voice;
  const ledger = await openLedger(configuration, 'sole', say);
  closing.push(() => ledger.close());
  await fill(ledger, say);
  await makeReadModels(ledger, (done, of) => say(`Vues en construction : ${done} faits sur ${of}.`));
  if (configuration.projector === 'embedded') closing.push(following(ledger, voice));
  const metrics = new Metrics(ledger.pool);
  collectDefaultMetrics({ register: metrics.registry });
  const server = await createServer(portsOf(ledger, { ...configuration, metrics }), log);
  closing.push(() => server.close());
  await server.listen(configuration.port, configuration.host);
  greet(await server.getUrl(), configuration.mode, say);
}

/** The first start installs; in demonstration mode the sample conventions come with it. */
async function fill(ledger: Ledger, say: Voice['say']): Promise<void> {
  if (ledger.configuration.mode === 'demonstration') {
    await loadDemonstration(ledger, (done, of) => say(`Démonstration : ${done} actes sur ${of}.`));
  } else {
    await installReference(ledger.writer, 'production', ledger.clock);
  }
}

/** Keeps the read models and the seals in this process; the answer stops both and waits for what is under way. */
function following(ledger: Ledger, { log }: Voice): () => Promise<void> {
  const stopping = new AbortController();
  const onFailure = (error: unknown) => log.error({ err: error }, 'following failed; it is tried again');
  const keeping = { signal: stopping.signal, onFailure };
  const stopped = Promise.all([keepReadModels(ledger, keeping), keepSeals(ledger, keeping)]);
  return async () => {
    stopping.abort();
    await stopped;
  };
}

function greet(url: string, mode: Configuration['mode'], say: Voice['say']): void {
  say(`\nLe registre répond sur ${url} (documentation : ${url}/api/docs). Ctrl-C l’arrête.`);
  if (mode === 'production') return;
  const ask = (token: string, path: string) =>
    `  curl -H 'Authorization: Bearer ${token}' '${url}/api/v1${path}'`;
  say(
    [
      '',
      'Données de démonstration, fictives. Comptes d’essai (jeton = nom du compte) :',
      `  ${[...sampleAccounts.keys()].join(', ')}`,
      '',
      'À essayer :',
      ask('demo-gestionnaire', `/conventions?search=${encodeURIComponent(CRETS_REFERENCE)}`),
      ask('demo-gestionnaire', '/reports/chorus-imputations?year=2016'),
      ask('demo-gestionnaire', '/reports/school-budgets?format=csv'),
      ask('demo-tresorier', '/conventions'),
      `  npm run pia -- replay ${CRETS_REFERENCE}`,
      '',
    ].join('\n'),
  );
}
