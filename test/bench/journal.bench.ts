import { execFile, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ledgerOn, writeBundle } from '#hosting';
import { isRefusal } from '#kernel';
import { rebuild } from '#read-models';
import { copyEvents } from '../../libs/read-models/read-models.bench.js';
import { type Bench, type Figure, median } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { closeFirst } from './ground.js';
import { withDemonstration } from './read-models.js';

const ROUNDS = { full: 3, quick: 1 };
/** Entries of the journal, about: what the log is copied to. */
const ENTRIES = { full: 100_000, quick: 3_000 };
/** Entries per event of the demonstration, about. */
const SHARE = 0.55;

/** Little is asked of them, so that it is their reading that is timed. */
const READERS = [
  ['hledger', ['balance', '--depth', '1']],
  ['ledger', ['balance', '--depth', '1']],
] as const;

export const journal: Bench = {
  name: 'journal',
  title:
    'Vérification d’un dossier (signatures, empreintes, journal et soldes refaits), contre hledger et ledger qui lisent son journal',
  run: async ground => {
    const { size, say, folder, appPool, ownerPool, ownerUrl } = ground;
    const benching = await withDemonstration(ground, {});
    await copyEvents(ownerPool, Math.round(ENTRIES[size] / SHARE));
    say('Vues reconstruites, puis dossier écrit.');
    await rebuild({ pool: appPool, reader: benching.reader });
    const ledger = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: folder });
    closeFirst(() => ledger.close());
    const written = await writeBundle(ledger, join(folder, 'dossier'), () => {});
    if (isRefusal(written)) throw new Error(JSON.stringify(written));
    const path = join(written.path, 'journal.hledger');
    const { entries, postings } = await counted(path);

    const programs = READERS.filter(([tool]) => spawnSync(tool, ['--version']).status === 0);
    const taken = new Map<string, number[]>();
    const time = async (name: string, program: string, given: readonly string[]) => {
      const started = performance.now();
      await promisify(execFile)(program, given, {
        env: { ...process.env, LANG: 'C.UTF-8' },
        maxBuffer: 2 ** 30,
      });
      taken.set(name, [...(taken.get(name) ?? []), performance.now() - started]);
    };
    for (let round = 1; round <= ROUNDS[size]; round += 1) {
      say(`Tour ${round} sur ${ROUNDS[size]}, ${whole(entries)} écritures.`);
      await time('verify.mjs', process.execPath, [join(written.path, 'verify.mjs')]);
      for (const [tool, given] of programs) await time(tool, tool, ['-f', path, ...given]);
    }
    const own = median(taken.get('verify.mjs')!);
    const rows = [...taken].map(([name, times]) => [
      name,
      milliseconds(median(times)),
      ratio(median(times) / own),
    ]);
    return {
      lines: [
        `${whole(Number(written.position))} faits, ${whole(entries)} écritures, ${whole(postings)} lignes.`,
        ...figureTable(['Programme', 'Médiane (ms)', 'Contre verify.mjs'], rows),
      ],
      figures: READERS.map(([tool]): Figure => {
        const name = `Du journal aux soldes : ${tool}, contre verify.mjs qui refait tout`;
        const times = taken.get(tool);
        if (!times) return { name, value: 'absent', asked: `${tool} n’est pas installé ici` };
        const value = median(times) / own;
        return tool === 'hledger'
          ? { name, value: ratio(value), asked: 'au moins 1', holds: value >= 1 }
          : { name, value: ratio(value), asked: 'sans seuil' };
      }),
    };
  },
};

async function counted(path: string): Promise<{ entries: number; postings: number }> {
  const found = { entries: 0, postings: 0 };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (/^\d{4}-/.test(line)) found.entries += 1;
    else if (line.endsWith(' EUR')) found.postings += 1;
  }
  return found;
}
