import 'reflect-metadata';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { stopOnSignal } from '#hosting';
import { decimal } from '#wording';
import { appends } from './appends.bench.js';
import type { Figure } from './bench.js';
import { summary } from './figures.js';
import { closeAll, onGround } from './ground.js';
import { eventStoreDb } from './eventstoredb.bench.js';
import { growth } from './growth.bench.js';
import { formats } from './formats.bench.js';
import { http } from './http.bench.js';
import { journal } from './journal.bench.js';
import { processes } from './processes.bench.js';
import { rebuild } from './rebuild.bench.js';
import { reports } from './reports.bench.js';
import { views } from './views.bench.js';
import { sealing } from './sealing.bench.js';

const BENCHES = [
  appends,
  processes,
  sealing,
  eventStoreDb,
  http,
  rebuild,
  reports,
  formats,
  views,
  journal,
  growth,
];

const print = (line: string) => console.log(line);

/** Progress goes to stderr, so that the figures can be kept. */
const say = (line: string) => console.error(`  … ${line}`);

/** `npm run bench [-- names] [-- --quick]`. A measure never fails it; what breaks, or is not equal, does: 1. */
const { positionals: asked, values } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = asked.filter(name => BENCHES.every(bench => bench.name !== name));
if (unknown.length > 0) {
  const known = BENCHES.map(({ name }) => name).join(', ');
  console.error(`Mesure inconnue : ${unknown.join(', ')}. Mesures : ${known} ; --quick pour un essai court.`);
  process.exit(1);
}

stopOnSignal(closeAll);
const figures: Figure[] = [];
for (const bench of BENCHES.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  print(`\n${bench.name} : ${bench.title}\n`);
  try {
    const measured = await onGround({ size: values.quick ? 'quick' : 'full', say }, bench.run);
    for (const line of measured.lines) print(line);
    figures.push(...measured.figures);
  } catch (error) {
    console.error(error);
    print(`${bench.name} : la mesure a échoué.`);
    process.exitCode = 1;
  }
}
print('\nRésumé\n');
for (const line of summary(figures)) print(line);
if (figures.some(({ exact, holds }) => exact && holds === false)) process.exitCode = 1;
const [load] = loadavg();
print(
  `\nMesuré sur ${availableParallelism()} cœurs (charge ${decimal(load!.toFixed(1))}). ` +
    'Seuls les rapports, pris dans la même exécution, se comparent d’une machine à l’autre.',
);
if (values.quick) print('Essai court (--quick) : ces figures ne valent pas mesure.');
