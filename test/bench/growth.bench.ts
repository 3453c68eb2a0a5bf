import { existsSync, readFileSync } from 'node:fs';
import { ledgerOn, sealNow } from '#hosting';
import { copyEvents, originalOf } from '../../libs/read-models/read-models.bench.js';
import { startApp } from '../support/built.js';
import type { Bench, Figure, Ground } from './bench.js';
import { figureTable, ratio, whole } from './figures.js';
import { withDemonstration } from './read-models.js';

const EVENTS = {
  full: [10_000, 100_000, 1_000_000],
  quick: [2_000, 4_000, 8_000],
};
/** More memory than this, from a log to one ten times as long, is not bounded. */
const MOST_MEMORY = 2;

interface Run {
  readonly seconds: number;
  /** The most memory that the command held at once, MiB; `NaN` where the system does not tell. */
  readonly mebibytes: number;
}

interface Step {
  readonly events: number;
  readonly sealing: number;
  readonly rebuild: Run;
  readonly verify: Run;
}

export const growth: Bench = {
  name: 'growth',
  title: 'Scellement, reconstruction (pia rebuild) et vérification (pia verify) d’un journal qui grandit',
  run: async ground => {
    const { ownerUrl, ownerPool, folder, size, say } = ground;
    await withDemonstration(ground, {});
    const ledger = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: `${folder}/demonstration` });
    const original = await originalOf(ownerPool);
    const steps: Step[] = [];
    try {
      for (const events of EVENTS[size]) {
        say(`${whole(events)} faits.`);
        const before = Number(await ledger.store.head());
        await copyEvents(ownerPool, events, original);
        const head = Number(await ledger.store.head());
        const started = performance.now();
        await sealNow(ledger);
        const sealing = ((head - before) / (performance.now() - started)) * 1000;
        const rebuild = await run(ground, 'rebuild');
        steps.push({ events: head, sealing, rebuild, verify: await run(ground, 'verify') });
      }
    } finally {
      await ledger.close();
    }
    return { lines: table(steps), figures: figuresOf(steps) };
  },
};

/** Runs a command of `pia` as an operator would. Throws where it fails. */
async function run({ ownerUrl, folder }: Ground, command: 'rebuild' | 'verify'): Promise<Run> {
  const started = performance.now();
  const running = startApp('cli', { DATABASE_URL: ownerUrl, DATA_DIR: folder }, command);
  let mebibytes = NaN;
  const sampling = setInterval(() => {
    mebibytes = peakOf(running.pid) ?? mebibytes;
  }, 50);
  const code = await running.ended;
  clearInterval(sampling);
  if (code !== 0) throw new Error(`pia ${command} failed: ${running.output()}`);
  return { seconds: (performance.now() - started) / 1000, mebibytes };
}

function peakOf(pid: number): number | undefined {
  const path = `/proc/${pid}/status`;
  const [, kibibytes] = existsSync(path) ? (/VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8')) ?? []) : [];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}

function table(steps: readonly Step[]): readonly string[] {
  const perSecond = (events: number, { seconds }: Run) => whole(events / seconds);
  return figureTable(
    ['Faits', 'Scellés/s', 'Reconstruits/s', 'Mémoire (Mio)', 'Vérifiés/s', 'Mémoire (Mio)'],
    steps.map(({ events, sealing, rebuild, verify }) => [
      whole(events),
      whole(sealing),
      perSecond(events, rebuild),
      whole(rebuild.mebibytes),
      perSecond(events, verify),
      whole(verify.mebibytes),
    ]),
  );
}

function figuresOf(steps: readonly Step[]): readonly Figure[] {
  const [before, last] = steps.slice(-2);
  return (['rebuild', 'verify'] as const).flatMap(command => {
    const name = `pia ${command}, ${whole(last!.events)} faits`;
    const memory = last![command].mebibytes / before![command].mebibytes;
    const pace = (step: Step) => step.events / step[command].seconds;
    return [
      {
        name: `${name} : par seconde`,
        value: whole(pace(last!)),
        asked: `sans seuil ; ${whole(pace(before!))} à ${whole(before!.events)} faits`,
      },
      {
        name: `${name} : mémoire, contre ${whole(before!.events)} faits`,
        value: ratio(memory),
        asked: `au plus ${ratio(MOST_MEMORY)}`,
        holds: memory <= MOST_MEMORY,
      },
    ];
  });
}
