import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readOds } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import { journalFile, ledgerOn } from '#hosting';
import { day, isRefusal } from '#kernel';
import { rebuild } from '#read-models';
import { type Asked, type FileFormat, jsonOf, type ReportName, REPORTS } from '#rendering';
import { bytes, fr } from '#wording';
import { copyEvents } from '../../libs/read-models/read-models.bench.js';
import { has } from '../support/programs.js';
import { type Bench, type Figure, median } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { closeFirst } from './ground.js';
import { withDemonstration } from './read-models.js';

const CONVENTIONS = { full: 10_000, quick: 300 };
const ROUNDS = 1;
/** Of a convention of the demonstration, about. */
const EVENTS = 16.5;

const ASKED: readonly (readonly [name: ReportName, filters: Readonly<Record<string, string | number>>])[] = [
  ['chorus-imputations', { year: 2017 }],
  ['chorus-imputations', { year: 2026, level: 'school' }],
  ['school-budgets', {}],
  ['school-budgets', { by: 'commune' }],
  ['outstanding', {}],
  ['follow-up', {}],
  ['recoveries', {}],
  ['years', {}],
  ['open-data', { awarder: '99777777600011' }],
];

const COMMON = { perimeter: { kind: 'everything' }, today: day('2026-11-21') } as const;

type Format = 'json' | FileFormat;

export const formats: Bench = {
  name: 'formats',
  title: 'Chaque état dans chaque format, premier octet et fichier entier, contre le JSON du même état',
  run: async ground => {
    const { size, say, folder, appPool, ownerPool, ownerUrl } = ground;
    const benching = await withDemonstration(ground, {});
    await copyEvents(ownerPool, Math.round(CONVENTIONS[size] * EVENTS));
    say('Vues reconstruites.');
    await rebuild({ pool: appPool, reader: benching.reader });
    const ask = async (name: ReportName, filters: Readonly<Record<string, string | number>>) =>
      (await REPORTS[name].ask(appPool, COMMON, filters))!;

    const rows: string[][] = [];
    const paths = new Map<string, string>();
    for (const [name, filters] of ASKED) {
      const title = [name, ...Object.values(filters).filter(value => value !== '99777777600011')].join(' ');
      const offered: readonly Format[] = ['json', ...(await ask(name, filters)).deliverable.formats];
      let json = NaN;
      for (const format of offered.filter(of => of !== 'svg')) {
        say(`${title}, ${format}.`);
        const path = join(folder, `${paths.size}.${format}`);
        const taken: (readonly [first: number, all: number, size: number])[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const time = await timed(() => ask(name, filters), format, path);
          if (time) taken.push(time);
        }
        const [first, all, length] = [0, 1, 2].map(place => median(taken.map(of => of[place]!)));
        if (format === 'json') json = all!;
        if (taken.length > 0) paths.set(`${title}|${format}`, path);
        rows.push(
          taken.length === 0
            ? [`${title}, ${format}`, 'refusé', '', '', '']
            : [
                `${title}, ${format}`,
                milliseconds(first!),
                milliseconds(all!),
                ratio(all! / json),
                whole(length!),
              ],
        );
      }
    }

    const found = await ledgerOn(ownerUrl, { mode: 'demonstration', dataDir: folder });
    closeFirst(() => found.close());
    const equal = await totals(paths, async path => {
      const journal = await journalFile(found, { format: 'hledger', perimeter: { kind: 'everything' } });
      if (isRefusal(journal)) throw new Error(JSON.stringify(journal));
      await pipeline(journal, createWriteStream(path));
    });
    const memory: Figure[] = [];
    for (const format of ['json', 'csv', 'xlsx', 'ods'] as const) {
      say(`Mémoire, ${format}.`);
      memory.push(await flat(format, filters => ask('school-budgets', filters)));
    }
    return {
      lines: figureTable(
        ['État, format', 'Premier octet (ms)', 'Entier (ms)', 'Contre JSON', 'Octets'],
        rows,
      ),
      figures: [...equal, ...memory],
    };
  },
};

const ABOUT = {
  author: 'mesure',
  madeAt: '2026-11-21T10:00:00.000Z',
  effectiveOn: null,
  knownAt: null,
  position: '0',
  filters: [],
  incomplete: [],
};

const contentOf = ({ answer, deliverable }: Asked, format: Format): Promise<Readable> | Readable =>
  format === 'json' ? jsonOf(answer) : deliverable.render(format, ABOUT);

/** From the question to the first byte and to the last; undefined where it is too long for the format. */
async function timed(ask: () => Promise<Asked>, format: Format, path: string) {
  const started = performance.now();
  let content: Readable;
  try {
    content = await contentOf(await ask(), format);
  } catch (error) {
    if (error instanceof Error && error.name === 'TooLongToPrint') return undefined;
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

const cents = (amount: string) => BigInt(amount.replace(/[.,]/, ''));
const plain = (amounts: readonly bigint[]) =>
  amounts
    .filter(amount => amount !== 0n)
    .sort((a, b) => (a < b ? -1 : 1))
    .join();

/** The totals of the same report in every format, and what hledger and ledger find for all that was paid. */
async function totals(paths: ReadonlyMap<string, string>, writeJournal: (path: string) => Promise<void>) {
  const figures: Figure[] = [];
  const equals = (name: string, found: string, wanted: string) =>
    figures.push({ name, value: found === wanted ? 'égal' : found, asked: wanted, holds: found === wanted });
  const totalsOf = async (path: string): Promise<Readonly<Record<string, string>>> =>
    (JSON.parse(await readFile(path, 'utf8')) as { total: Record<string, string> }).total;
  for (const [name, path] of paths) {
    const [title, format] = name.split('|') as [string, Format];
    if (format === 'json' || !/^(?:chorus|school|follow|recov|years)/.test(title)) continue;
    const wanted = plain(Object.values(await totalsOf(paths.get(`${title}|json`)!)).map(cents));
    const found = await totalIn(format, path);
    if (found) equals(fr`Total de ${title} en ${format}`, plain(found), wanted);
  }
  const schools = paths.get('school-budgets|json')!;
  const paid = (await totalsOf(schools))['paid']!;
  const path = join(schools, '../journal.hledger');
  await writeJournal(path);
  const commands = {
    hledger: ['balance', '--flat', '--no-total', 'actif:tresor:paiements'],
    ledger: [
      'balance',
      '--flat',
      '--no-total',
      '--balance-format',
      String.raw`%(scrub(total))\n`,
      'actif:tresor:paiements',
    ],
  };
  for (const [tool, given] of Object.entries(commands)) {
    if (!has(tool)) continue;
    const { stdout } = await promisify(execFile)(tool, ['-f', path, ...given], {
      env: { ...process.env, LANG: 'C.UTF-8' },
      maxBuffer: 2 ** 30,
    });
    const amounts = [...stdout.matchAll(/(-?\d+\.\d\d) EUR/g)].map(([, amount]) => -cents(amount!));
    const sum = amounts.reduce((all, amount) => all + amount, 0n);
    equals(fr`Payé, selon ${tool}`, plain([sum]), plain([cents(paid)]));
  }
  return figures;
}

async function totalIn(format: FileFormat, path: string): Promise<readonly bigint[] | undefined> {
  const content = await readFile(path);
  switch (format) {
    case 'csv': {
      const line = content.toString().trimEnd().split('\r\n').at(-1)!;
      return [...line.matchAll(/(?<=;)-?\d+,\d\d/g)].map(([amount]) => cents(amount));
    }
    case 'pdf': {
      if (!has('pdftotext', '-v')) return undefined;
      const { stdout } = await promisify(execFile)('pdftotext', ['-raw', path, '-'], { maxBuffer: 2 ** 28 });
      const line = stdout.split('\n').findLast(text => text.startsWith('Total '))!;
      return [...line.replaceAll('\u202F', ' ').matchAll(/-?\d{1,3}(?: \d{3})*,\d\d/g)].map(([amount]) =>
        cents(amount.replaceAll(' ', '')),
      );
    }
    case 'xlsx':
    case 'ods': {
      const { sheets } = await (format === 'xlsx' ? readXlsx(content) : readOds(content));
      const last = sheets[0]!.rows.findLast(row => row[0] === 'Total')!;
      return last.flatMap(cell => (typeof cell === 'number' ? [cents(cell.toFixed(2))] : []));
    }
    default:
      return undefined;
  }
}

/** What stands in memory at most while a report is sent: of one académie, then of all. */
async function flat(
  format: Format,
  ask: (filters: Readonly<Record<string, string>>) => Promise<Asked>,
): Promise<Figure> {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const live = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const peakOf = async (filters: Readonly<Record<string, string>>) => {
    const before = live();
    let [peak, size, next] = [0, 0, 0];
    for await (const part of (await contentOf(await ask(filters), format)) as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size < next) continue;
      next = size + 2 ** 20;
      peak = Math.max(peak, live() - before);
    }
    return { peak, size };
  };
  await peakOf({ academie: 'grenoble' });
  const part = await peakOf({ academie: 'grenoble' });
  const all = await peakOf({});
  const more = all.size / part.size;
  return {
    name: fr`Mémoire vive en ${format} : ${bytes(Math.round(all.size))} contre ${bytes(Math.round(part.size))}`,
    value: fr`${bytes(all.peak)} contre ${bytes(part.peak)}`,
    asked: fr`pas plus de 8 Mio de plus, pour ${ratio(more)} fois plus de lignes`,
    holds: all.peak < part.peak + 8 * 2 ** 20,
  };
}
