import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ReportName } from '#rendering';
import { bytes, fr } from '#wording';
import type { Figure } from '../bench.js';
import { ratio } from '../figures.js';
import { type Ask, contentOf, type Filters, type Format } from './content.js';

/** Every report that has a row per convention or more, in every format whose rows are sent as they are read. */
const ASKED: readonly (readonly [name: ReportName, format: Format, filters: Filters])[] = [
  ['school-budgets', 'json', {}],
  ['school-budgets', 'csv', {}],
  ['school-budgets', 'xlsx', {}],
  ['school-budgets', 'ods', {}],
  ['chorus-imputations', 'json', { year: 2026, level: 'school' }],
  ['outstanding', 'json', {}],
  ['follow-up', 'json', {}],
  ['recoveries', 'json', {}],
  ['open-data', 'json', { awarder: '99777777600011' }],
  ['open-data', 'csv', { awarder: '99777777600011' }],
];
/** What more a report may hold, however many times more rows it has. */
const MOST_MORE = 8 * 2 ** 20;
/** Bytes sent between two looks at the memory. */
const SAMPLED_EVERY = 4 * 2 ** 20;

export interface Peak {
  /** At most in memory while it was sent, beyond what was there before. */
  readonly peak: number;
  readonly size: number;
}

/** What stands in memory while each report is sent, of some conventions. */
export async function peaks(ask: Ask, more: Filters = {}): Promise<readonly Peak[]> {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const found: Peak[] = [];
  for (const [name, format, filters] of ASKED) {
    const sent = async (of: Filters) => contentOf(await ask(name, { ...filters, ...of }), format);
    // What is compiled and kept on a first run is no part of it.
    for await (const part of await sent({ academie: 'reunion' })) if (part === undefined) break;
    found.push(await peakOf(await sent(more), collect));
  }
  return found;
}

async function peakOf(content: AsyncIterable<Uint8Array>, collect: () => void): Promise<Peak> {
  const live = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = live();
  let [peak, size, next] = [0, 0, 0];
  for await (const part of content) {
    size += part.length;
    if (size < next) continue;
    next = size + SAMPLED_EVERY;
    peak = Math.max(peak, live() - before);
  }
  return { peak, size };
}

/** What the same reports hold of some conventions, and of many more. */
export function flat(some: readonly Peak[], many: readonly Peak[]): readonly Figure[] {
  return ASKED.map(([name, format], index): Figure => {
    const [part, all] = [some[index]!, many[index]!];
    return {
      name: fr`Mémoire vive, ${name} en ${format} : ${bytes(all.size)} contre ${bytes(part.size)}`,
      value: fr`${bytes(all.peak)} contre ${bytes(part.peak)}`,
      asked: fr`pas plus de ${bytes(MOST_MORE)} de plus, pour ${ratio(all.size / part.size)} fois plus d’octets`,
      holds: all.peak < part.peak + MOST_MORE,
    };
  });
}
