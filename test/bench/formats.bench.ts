import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { journalFile, ledgerOn } from '#hosting';
import { isRefusal } from '#kernel';
import { rebuild } from '#read-models';
import { type Asked, type ReportName, TooLongToPrint } from '#rendering';
import { copyEvents, copyRows } from '../../libs/read-models/read-models.bench.js';
import type { Bench } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { askOn, contentOf, type Filters, type Format } from './formats/content.js';
import { flat, peaks } from './formats/memory.js';
import { totals } from './formats/totals.js';
import { closeFirst } from './ground.js';
import { withDemonstration } from './read-models.js';

/** At full size, more than 60 000 rows of schools; then, for what stands in memory, more than 100 000. */
const CONVENTIONS = { full: 15_000, quick: 300 };
const MORE = 2;
/** Of a convention of the demonstration, about. */
const EVENTS = 16.5;

const ASKED: readonly (readonly [name: ReportName, filters: Filters])[] = [
  ['chorus-imputations', { year: 2017 }],
  ['chorus-imputations', { year: 2026, level: 'school' }],
  ['school-budgets', {}],
  ['school-budgets', { by: 'commune' }],
  ['outstanding', {}],
  ['follow-up', {}],
  ['recoveries', {}],
  ['deadlines', {}],
  ['years', {}],
  ['open-data', { awarder: '99777777600011' }],
];

export const formats: Bench = {
  name: 'formats',
  title: 'Chaque état dans chaque format, premier octet et fichier entier, contre le JSON du même état',
  run: async ground => {
    const { size, say, folder, appPool, ownerPool, ownerUrl } = ground;
    const benching = await withDemonstration(ground, {});
    await copyEvents(ownerPool, Math.round(CONVENTIONS[size] * EVENTS));
    say('Vues reconstruites.');
    await rebuild({ pool: appPool, reader: benching.reader });
    const counted = await appPool.query<{ conventions: string; allocations: string }>(
      `select (select count(*) from read.convention) as conventions,
        (select count(*) from read.allocation) as allocations`,
    );
    const { conventions, allocations } = counted.rows[0]!;
    const ask = askOn(appPool);
    const rows: string[][] = [];
    const paths = new Map<string, string>();
    for (const [name, filters] of ASKED) {
      const title = [name, ...Object.values(filters).filter(value => value !== '99777777600011')].join(' ');
      const offered: readonly Format[] = ['json', ...(await ask(name, filters)).deliverable.formats];
      let json = NaN;
      for (const format of offered.filter(of => of !== 'svg')) {
        say(`${title}, ${format}.`);
        const path = join(folder, `${rows.length}.${format}`);
        const time = await timed(() => ask(name, filters), format, path);
        if (!time) {
          rows.push([`${title}, ${format}`, 'refusé', '', '', '']);
          continue;
        }
        const [first, all, length] = time;
        if (format === 'json') json = all;
        paths.set(`${title}|${format}`, path);
        rows.push([
          `${title}, ${format}`,
          milliseconds(first),
          milliseconds(all),
          ratio(all / json),
          whole(length),
        ]);
      }
    }

    const found = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: folder });
    closeFirst(() => found.close());
    const equal = await totals(paths, async path => {
      const journal = await journalFile(found, { format: 'hledger', perimeter: { kind: 'everything' } });
      if (isRefusal(journal)) throw new Error(JSON.stringify(journal));
      await pipeline(journal, createWriteStream(path));
    });
    say('Mémoire, d’une académie.');
    const some = await peaks(ask, { academie: 'grenoble' });
    await copyRows(ownerPool, CONVENTIONS[size] * MORE);
    say('Mémoire, de toutes, deux fois.');
    const many = await peaks(ask);
    return {
      lines: [
        `${whole(Number(conventions))} conventions, ${whole(Number(allocations))} lignes d’école.`,
        ...figureTable(['État, format', 'Premier octet (ms)', 'Entier (ms)', 'Contre JSON', 'Octets'], rows),
      ],
      figures: [...equal, ...flat(some, many)],
    };
  },
};

/** From the question to the first byte and to the last; undefined where it is too long for the format. */
async function timed(ask: () => Promise<Asked>, format: Format, path: string) {
  const started = performance.now();
  let content: Readable;
  try {
    content = await contentOf(await ask(), format);
  } catch (error) {
    if (error instanceof TooLongToPrint) return undefined;
    throw error;
  }
  let first = NaN;
  let size = 0;
  const parts: Buffer[] = [];
  for await (const part of content as AsyncIterable<Uint8Array | string>) {
    if (Number.isNaN(first)) first = performance.now() - started;
    const read = Buffer.from(part);
    size += read.length;
    parts.push(read);
  }
  const all = performance.now() - started;
  await writeFile(path, Buffer.concat(parts));
  return [first, all, size] as const;
}
