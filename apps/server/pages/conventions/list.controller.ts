import type { Readable } from 'node:stream';
import { Header, Query as Parameters, UseInterceptors } from '@nestjs/common';
import type { Conventions } from '#read-models';
import { Ports } from '../../ports.js';
import { ConventionsController, ConventionsQuery } from '../../reading/conventions.controller.js';
import { perimeterNow } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { asked, filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { ListPage } from './list.page.js';
import { type NextStep, nextStepOf } from './next-step.js';
import { listCsv } from './list.csv.js';

@Pages()
export class ConventionListPage {
  constructor(
    private readonly ports: Ports,
    private readonly conventions: ConventionsController,
  ) {}

  @Page('conventions', 'convention.read')
  async list(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const { answer: found, problem } = await asked(ConventionsQuery, query, question =>
      this.conventions.list(askingOf(visit), question),
    );
    if (problem) void visit.reply.status(problem.status);
    const steps = found ? await this.#steps(visit, found) : new Map<string, NextStep>();
    return html(ListPage, { frame: visit.frame, query, found, problem, steps });
  }

  @Bytes('conventions.csv', 'convention.read')
  @UseInterceptors(CheckpointInterceptor)
  @Header('Content-Disposition', 'attachment; filename="conventions.csv"')
  async csv(@Visited() visit: Visit, @Parameters() given: object): Promise<Readable> {
    const page = (cursor?: string) =>
      this.conventions.list(
        askingOf(visit),
        readDto(ConventionsQuery, {
          ...filled(given),
          limit: '200',
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
    const first = await page();
    void visit.reply.header('Content-Type', 'text/csv; charset=utf-8');
    return listCsv(first, page);
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
