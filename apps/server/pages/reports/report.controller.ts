import type { Readable } from 'node:stream';
import { Param, Query as Parameters, UseInterceptors } from '@nestjs/common';
import { edge } from '../../problem/edge.js';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { ReportsController } from '../../reading/reports.controller.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { type Report, REPORTS } from './report.js';
import { ReportPage, ReportsPage } from './report.page.js';

@Pages()
export class ReportPages {
  constructor(private readonly reports: ReportsController) {}

  @Page('etats', 'report.read')
  all(@Visited() { frame }: Visit): string {
    return html(ReportsPage, { frame });
  }

  @Bytes('etats/:report.csv', 'report.read')
  @UseInterceptors(CheckpointInterceptor)
  csv(@Visited() visit: Visit, @Param('report') key: string, @Parameters() given: object): Promise<Readable> {
    return reportOf(key).csv(this.reports, askingOf(visit), filled(given));
  }

  @Page('etats/:report', 'report.read')
  async one(
    @Visited() visit: Visit,
    @Param('report') key: string,
    @Parameters() given: object,
  ): Promise<string> {
    const report = reportOf(key);
    const query = filled(given);
    const { frame } = visit;
    try {
      return html(ReportPage, {
        frame,
        report,
        query,
        shown: await report.show(this.reports, askingOf(visit), query),
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      void visit.reply.status(problem.status);
      return html(ReportPage, { frame, report, query, problem });
    }
  }
}

function reportOf(key: string): Report {
  const report = REPORTS.find(known => known.key === key);
  if (!report) throw new Refused([edge('route_unknown')]);
  return report;
}
