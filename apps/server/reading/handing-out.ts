import type { Readable } from 'node:stream';
import { readSeal } from '#hosting';
import { dayInParis, type Instant } from '#kernel';
import type { Stated } from '#read-models';
import {
  type About,
  type Asked,
  type Deliverable,
  jsonOf,
  FILE_TYPES,
  type FileFormat,
  MOST_PRINTED_ROWS,
  MOST_SHEETS,
  type ReportName,
  REPORTS,
  TooLongToPrint,
} from '#rendering';
import { checkpointShown } from './checkpoint.interceptor.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import type { Ports, ReportFilters } from '../ports.js';
import { type Asking, todayOf } from '../request/asking.js';

/** The formats in which a report may be asked; one with a picture comes as `svg` too. */
export const REPORT_FORMATS = ['json', 'csv', 'xlsx', 'ods', 'pdf'] as const;
export const PICTURE_FORMATS = [...REPORT_FORMATS, 'svg'] as const;
export type ReportFormat = (typeof PICTURE_FORMATS)[number];

/** Their media types. */
export const FILES = Object.values(FILE_TYPES)
  .map(type => type.split(';')[0]!)
  .filter(type => type !== FILE_TYPES.svg);
export const FILES_AND_PICTURE = [...FILES, FILE_TYPES.svg];

type Answered = Stated & { readonly incomplete?: readonly string[] };

/** What a report says of itself when this account asks now. */
export async function aboutOf(
  ports: Ports,
  { account }: Asking,
  { effectiveOn, knownAt, position, incomplete = [] }: Answered,
  filters: About['filters'],
): Promise<About> {
  const seal = readSeal(await ports.proofs.checkpoint());
  return {
    author: account.id,
    madeAt: ports.clock(),
    effectiveOn,
    knownAt,
    position,
    incomplete,
    filters,
    ...(seal ? { seal } : {}),
  };
}

/** A file to take away, as the answer of a request. */
export async function handOut(
  { reply }: Asking,
  deliverable: Deliverable,
  format: FileFormat,
  about: About,
): Promise<Readable> {
  if (!deliverable.formats.includes(format))
    throw new Refused([edge('format_not_offered', { offered: deliverable.formats }, '/format')]);
  const content = await rendered(deliverable, format, about);
  void reply
    .header('Content-Type', FILE_TYPES[format])
    .header('Content-Disposition', `attachment; filename="${deliverable.name}.${format}"`)
    .header('X-Content-Type-Options', 'nosniff');
  return content;
}

/** What was asked: a file to take away, or the whole answer as JSON; either is sent while it is read. */
export async function handOutAsked(
  ports: Ports,
  asking: Asking,
  { stated, answer, deliverable, filters }: Asked,
  format: ReportFormat = 'json',
): Promise<Readable> {
  if (format !== 'json')
    return handOut(asking, deliverable, format, await aboutOf(ports, asking, stated, filters));
  const checkpoint = checkpointShown(await ports.proofs.checkpoint(), stated.position);
  void asking.reply.header('Content-Type', 'application/json; charset=utf-8');
  return jsonOf({ ...answer, checkpoint });
}

/** Refuses a moment after today, in Paris. */
export function checkKnownAt(knownAt: Instant | undefined, now: Instant): void {
  if (knownAt !== undefined && dayInParis(Date.parse(knownAt)) > todayOf(now))
    throw new Refused([edge('known_at_future', {}, '/knownAt')]);
}

/** The filters of a report by its name; refuses the first that it does not know, or does not understand. */
export function checkedFilters(report: ReportName, given: unknown): ReportFilters {
  const parsed = REPORTS[report].filters.safeParse(given ?? {});
  if (parsed.success) {
    const entries = Object.entries(parsed.data);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
    );
  }
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys')
    throw new Refused([
      edge('field_unknown', { field: issue.keys[0] ?? '' }, `/filters/${issue.keys[0] ?? ''}`),
    ]);
  const field = path[0] ?? 'filters';
  const value = new Map<string, unknown>(Object.entries(Object(given))).get(field);
  throw new Refused([
    value === undefined
      ? edge('field_missing', { field }, `/filters/${field}`)
      : edge('field_malformed', { given: value }, `/filters/${field}`),
  ]);
}

/** The bytes; refuses what would be too long on paper. */
async function rendered(deliverable: Deliverable, format: FileFormat, about: About): Promise<Readable> {
  try {
    return await deliverable.render(format, about);
  } catch (error) {
    throw error instanceof TooLongToPrint ? tooLong(error) : error;
  }
}

/** What is too long on paper, as it is refused. */
export function tooLong({ of }: TooLongToPrint): Refused {
  return new Refused([
    of === 'sheets'
      ? edge('report_too_many_sheets', { most: MOST_SHEETS }, '/sheets')
      : edge('report_too_long_to_print', { most: MOST_PRINTED_ROWS }, '/format'),
  ]);
}
