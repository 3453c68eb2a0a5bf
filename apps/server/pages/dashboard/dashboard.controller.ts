import { Query as Parameters } from '@nestjs/common';
import { Ports } from '../../ports.js';
import { checkKnownAt } from '../../reading/handing-out.js';
import { ImputationsQuery } from '../../reading/reports.controller.js';
import { perimeterNow, todayOf } from '../../request/asking.js';
import { html } from '../html.js';
import { Page, Pages } from '../page.decorator.js';
import { asked, filled, type Query } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { type AcademieYear, dashboardOf } from './dashboard.js';
import { DashboardPage } from './dashboard.page.js';

/** A fiscal year at a glance, per académie. */
@Pages()
export class DashboardPages {
  constructor(private readonly ports: Ports) {}

  @Page('tableau-de-bord', 'report.read')
  async page(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const today = todayOf(this.ports.clock());
    const query = { year: today.slice(0, 4), ...filled(given) };
    const { answer, problem } = await asked(ImputationsQuery, query, question =>
      this.#lines(visit, question, query),
    );
    if (problem) void visit.reply.status(problem.status);
    return html(DashboardPage, { frame: visit.frame, query, lines: answer, problem });
  }

  async #lines(
    visit: Visit,
    { effectiveOn, knownAt }: ImputationsQuery,
    { year }: Query,
  ): Promise<readonly AcademieYear[]> {
    const now = this.ports.clock();
    checkKnownAt(knownAt, now);
    const question = {
      perimeter: perimeterNow(askingOf(visit), now),
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
      ...(knownAt === undefined ? {} : { knownAt }),
    };
    const { reading } = this.ports;
    const [report, { rows }] = await Promise.all([
      reading.imputations({ ...question, year: Number(year), level: 'convention' }),
      reading.outstanding(question),
    ]);
    return dashboardOf(report, rows);
  }
}
