import type pg from 'pg';
import type { z } from 'zod';
import type { Day } from '#kernel';
import { type AsOf, conventionReference, type ImputationQuestion, type Stated } from '#read-models';
import type { Deliverable } from '../deliverable.js';
import { filtersOf } from '../filters.js';
import type { Mention } from '../table.js';

/** What is asked of every report: by whom, and as it stood when. */
export interface Common extends AsOf {
  readonly perimeter: ImputationQuestion['perimeter'];
  /** The day on which it is asked: what is due by then, where no `effectiveOn` says another. */
  readonly today: Day;
}

/** A report that was asked. */
export interface Asked {
  readonly stated: Stated & { readonly incomplete: readonly string[] };
  /** Whole, as the API gives it. */
  readonly answer: object;
  readonly deliverable: Deliverable;
  /** What was asked, in French. */
  readonly filters: readonly Mention[];
}

/** A report or a document by its name: what may be asked of it, and how. */
export interface ReportKind {
  /** In French. */
  readonly title: string;
  /** The filters, each a text as it is typed. */
  readonly filters: z.ZodObject;
  /** Undefined where what it is about does not exist inside the perimeter. */
  ask(pool: pg.Pool, common: Common, filters: unknown): Promise<Asked | undefined>;
}

type Answered = Stated & { readonly incomplete?: readonly string[] };

export function reportKind<Filters extends z.ZodObject, Answer extends Answered>(kind: {
  readonly title: string;
  readonly filters: Filters;
  readonly ask: (pool: pg.Pool, question: Common & z.output<Filters>) => Promise<Answer | undefined>;
  readonly deliverable: (answer: Answer, filters: z.output<Filters>) => Deliverable | Promise<Deliverable>;
}): ReportKind {
  return {
    title: kind.title,
    filters: kind.filters,
    ask: async (pool, common, given) => {
      const filters = kind.filters.parse(given);
      const answer = await kind.ask(pool, { ...common, ...filters });
      if (!answer) return undefined;
      const { effectiveOn, knownAt, position, incomplete = [] } = answer;
      return {
        stated: { effectiveOn, knownAt, position, incomplete },
        answer,
        deliverable: await kind.deliverable(answer, filters),
        filters: filtersOf(filters, await referenceIn(pool, common, filters)),
      };
    },
  };
}

function referenceIn(pool: pg.Pool, { perimeter }: Common, filters: object): Promise<string | undefined> {
  const convention: unknown = new Map<string, unknown>(Object.entries(filters)).get('convention');
  if (typeof convention !== 'string') return Promise.resolve(undefined);
  return conventionReference(pool, { convention, perimeter });
}
