import type { Readable } from 'node:stream';
import { Query as Parameters, UseInterceptors } from '@nestjs/common';
import { may } from '#access';
import type { Conventions } from '#read-models';
import { type ConventionLine, conventionsTable, FILE_FORMATS, type FileFormat, filtersOf } from '#rendering';
import { Ports } from '../../ports.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { ConventionsController, ConventionsQuery } from '../../reading/conventions.controller.js';
import { aboutOf, handOut } from '../../reading/handing-out.js';
import { perimeterNow } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import { OneOf } from '../../validation/fields.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { asked, filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { ListPage } from './list.page.js';
import { type NextStep, nextStepOf } from './next-step.js';

/** Conventions on one page, unless `limit` says otherwise; and in one turn of a file. */
const ON_A_PAGE = '25';
const IN_A_TURN = '200';

class FileQuery {
  @OneOf(FILE_FORMATS) format!: FileFormat;
}

@Pages()
export class ConventionListPage {
  constructor(
    private readonly ports: Ports,
    private readonly conventions: ConventionsController,
  ) {}

  @Page('conventions', 'convention.read')
  async list(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const { answer: found, problem } = await asked(
      ConventionsQuery,
      { limit: ON_A_PAGE, ...query },
      question => this.conventions.list(askingOf(visit), question),
    );
    if (problem) void visit.reply.status(problem.status);
    const steps = found ? await this.#steps(visit, found) : new Map<string, NextStep>();
    const drafts = may(askingOf(visit).account, 'convention.draft');
    return html(ListPage, { frame: visit.frame, query, found, problem, steps, drafts });
  }

  /** All that the filters let through, whatever page is shown. */
  @Bytes('conventions/fichier', 'convention.read')
  @UseInterceptors(CheckpointInterceptor)
  async file(@Visited() visit: Visit, @Parameters() given: object): Promise<Readable> {
    const { cursor: _, limit: __, format, ...query } = filled(given);
    const { format: wanted } = readDto(FileQuery, { format });
    const page = (cursor?: string) =>
      this.conventions.list(
        askingOf(visit),
        readDto(ConventionsQuery, {
          ...query,
          limit: IN_A_TURN,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
    const first = await page();
    const about = await aboutOf(this.ports, askingOf(visit), first, filtersOf(query));
    return handOut(askingOf(visit), conventionsTable(this.#lines(visit, first, page)), wanted, about);
  }

  async *#lines(
    visit: Visit,
    first: Conventions,
    next: (cursor: string) => Promise<Conventions>,
  ): AsyncGenerator<ConventionLine> {
    for (let page = first; ; page = await next(page.cursor)) {
      const steps = await this.#steps(visit, page);
      for (const { balances, ...row } of page.conventions) {
        const { act = '', holder = '', since = null } = steps.get(row.id) ?? {};
        yield { ...row, ...balances, next: act, heldBy: holder, since };
      }
      if (page.cursor === null) return;
    }
  }

  /** What each convention of the page waits for, at the same two dates. */
  async #steps(visit: Visit, found: Conventions): Promise<ReadonlyMap<string, NextStep>> {
    const { conventions, effectiveOn, knownAt } = found;
    const { rows } = await this.ports.reading.outstanding({
      perimeter: perimeterNow(askingOf(visit), this.ports.clock()),
      conventions: conventions.map(({ id }) => id),
      ...(effectiveOn === null ? {} : { effectiveOn }),
      ...(knownAt === null ? {} : { knownAt }),
    });
    const waiting = Map.groupBy(rows, ({ convention }) => convention);
    return new Map(
      conventions.flatMap(({ id, stage }) => {
        const step = nextStepOf(stage, waiting.get(id) ?? []);
        return step ? [[id, step] as const] : [];
      }),
    );
  }
}
