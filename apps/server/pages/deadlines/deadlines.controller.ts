import { Readable } from 'node:stream';
import { Query as Parameters, UseInterceptors } from '@nestjs/common';
import type { DeadlineListAnswer } from '../../answers/deadlines.answer.js';
import { Ports } from '../../ports.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { DeadlinesQuery, ReportsController } from '../../reading/reports.controller.js';
import { todayOf } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { asked, filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { DeadlinesPage } from './deadlines.page.js';

/** What is due when, over all conventions. */
@Pages()
export class DeadlinePages {
  constructor(
    private readonly ports: Ports,
    private readonly reports: ReportsController,
  ) {}

  @Page('echeances', 'report.read')
  async list(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const today = todayOf(this.ports.clock());
    const { answer, problem } = await asked(DeadlinesQuery, { from: today, ...query }, async question => {
      const found = await this.reports.deadlines(askingOf(visit), question);
      if (found instanceof Readable) throw new TypeError('a page is no file');
      return found;
    });
    if (problem) void visit.reply.status(problem.status);
    const found: DeadlineListAnswer | undefined = answer;
    return html(DeadlinesPage, {
      frame: visit.frame,
      query: { from: today, ...query },
      found,
      problem,
      today,
    });
  }

  @Bytes('echeances/fichier', 'report.read')
  @UseInterceptors(CheckpointInterceptor)
  async file(@Visited() visit: Visit, @Parameters() given: object): Promise<object> {
    const { cursor: _, ...query } = filled(given);
    return this.reports.deadlines(askingOf(visit), readDto(DeadlinesQuery, { format: 'csv', ...query }));
  }
}
