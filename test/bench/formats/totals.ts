import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readOds } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import type { FileFormat } from '#rendering';
import { fr } from '#wording';
import { has } from '../../support/programs.js';
import type { Figure } from '../bench.js';
import type { Format } from './content.js';

const cents = (amount: string) => BigInt(amount.replace(/[.,]/, ''));
const plain = (amounts: readonly bigint[]) =>
  amounts
    .filter(amount => amount !== 0n)
    .sort((a, b) => (a < b ? -1 : 1))
    .join();

/** The totals of the same report in every format, and what hledger and ledger find for all that was paid. */
export async function totals(
  paths: ReadonlyMap<string, string>,
  writeJournal: (path: string) => Promise<void>,
) {
  const figures: Figure[] = [];
  const equals = (name: string, found: string, wanted: string) =>
    figures.push({
      name,
      value: found === wanted ? 'égal' : found,
      asked: wanted,
      holds: found === wanted,
      exact: true,
    });
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
  // One line for all conventions: an account for each is what a listing would spend its time on.
  const given = ['balance', '--depth', '3', '--no-total', 'actif:tresor:paiements'];
  for (const tool of ['hledger', 'ledger']) {
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
