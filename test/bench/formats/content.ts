import type { Readable } from 'node:stream';
import { day } from '#kernel';
import { type Asked, type FileFormat, jsonOf, type ReportName, REPORTS } from '#rendering';
import type pg from 'pg';

export type Format = 'json' | FileFormat;
export type Filters = Readonly<Record<string, string | number>>;
export type Ask = (name: ReportName, filters: Filters) => Promise<Asked>;

const COMMON = { perimeter: { kind: 'everything' }, today: day('2026-11-21') } as const;
const ABOUT = {
  author: 'mesure',
  madeAt: '2026-11-21T10:00:00.000Z',
  effectiveOn: null,
  knownAt: null,
  position: '0',
  filters: [],
  incomplete: [],
};

export const askOn =
  (pool: pg.Pool): Ask =>
  async (name, filters) =>
    (await REPORTS[name].ask(pool, COMMON, filters))!;

export const contentOf = ({ answer, deliverable }: Asked, format: Format): Promise<Readable> | Readable =>
  format === 'json' ? jsonOf(answer) : deliverable.render(format, ABOUT);
