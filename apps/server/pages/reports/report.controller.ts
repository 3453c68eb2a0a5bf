import { Body, Param, Query as Parameters, type StreamableFile, UseInterceptors } from '@nestjs/common';
import { may } from '#access';
import type { Deliverable, TableLine } from '#rendering';
import { FILE_FORMATS, type FileFormat } from '#rendering';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { type Problem, problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { aboutOf, checkedFilters, checkKnownAt, handOut } from '../../reading/handing-out.js';
import { IssueBody, IssuedController, IssuedQuery } from '../../reading/issued.controller.js';
import { AsOfQuery } from '../../reading/question.dto.js';
import { perimeterNow, todayOf } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { traceRefusal } from '../../request/trace.js';
import { readDto } from '../../validation/dto.pipe.js';
import { OneOf } from '../../validation/fields.js';
import { html } from '../html.js';
import { Bytes, Page, Pages, Sent } from '../page.decorator.js';
import { filled, type Query } from '../query.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import { IssuedPage } from './issued.page.js';
import { type Report, REPORT_PAGES } from './report.js';
import { ReportPage, ReportsPage, type Shown } from './report.page.js';

/** More lines are in the files. */
const LINES_SHOWN = 500;

class FileQuery {
  @OneOf(FILE_FORMATS) format!: FileFormat;
}

interface Split {
  readonly asOf: AsOfQuery;
  readonly filters: Query;
}

@Pages()
export class ReportPages {
  constructor(
    private readonly ports: Ports,
    private readonly issuing: IssuedController,
  ) {}

  @Page('etats', 'report.read')
  all(@Visited() { frame }: Visit): string {
    return html(ReportsPage, { frame });
  }

  @Page('etats/emis', 'report.read')
  async issued(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const { before } = filled(given);
    const asked = before === undefined ? {} : { before };
    const { issued, next } = await this.issuing.list(askingOf(visit), readDto(IssuedQuery, asked));
    return html(IssuedPage, { frame: visit.frame, issued, next });
  }

  @Bytes('etats/emis/:number', 'report.read')
  content(@Visited() visit: Visit, @Param('number') number: string): Promise<StreamableFile> {
    return this.issuing.content(askingOf(visit), number);
  }

  @Page('etats/:report', 'report.read')
  one(@Visited() visit: Visit, @Param('report') key: string, @Parameters() given: object): Promise<string> {
    return this.#page(visit, reportOf(key), filled(given));
  }

  @Bytes('etats/:report/fichier', 'report.read')
  @UseInterceptors(CheckpointInterceptor)
  async file(@Visited() visit: Visit, @Param('report') key: string, @Parameters() given: object) {
    const { format, ...query } = filled(given);
    const { format: wanted } = readDto(FileQuery, { format });
    const { deliverable, about } = await this.#ask(visit, reportOf(key), query);
    return handOut(askingOf(visit), deliverable, wanted, about);
  }

  /** Archives the report as a numbered file, which is served unchanged from then on. */
  @Sent('etats/:report/emission', 'report.issue')
  async issue(
    @Visited() visit: Visit,
    @Param('report') key: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    const report = reportOf(key);
    const { _csrf, format, ...query } = filled(form);
    try {
      const { asOf, filters } = this.#split(report, query);
      const body = { ...plainAsOf(asOf), report: report.name, format, filters };
      await this.issuing.issue(askingOf(visit), readDto(IssueBody, body));
      goTo(visit, '/etats/emis');
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (!error.traced) await traceRefusal(this.ports, visit.request, problem.code);
      return this.#page(visit, report, query, problem);
    }
  }

  async #page(visit: Visit, report: Report, given: Query, refused?: Problem): Promise<string> {
    const { frame, reply } = visit;
    const asks = report.asks?.(todayOf(this.ports.clock())) ?? {};
    const query = Object.keys(given).length === 0 ? asks : given;
    const issues = may(askingOf(visit).account, 'report.issue');
    if (refused) void reply.status(refused.status);
    try {
      const { deliverable, stated } = await this.#ask(visit, report, query);
      const shown: Shown = { ...stated, ...(await firstLines(deliverable)) };
      return html(ReportPage, { frame, report, query, shown, issues, problem: refused });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      void reply.status(problem.status);
      return html(ReportPage, { frame, report, query, issues, problem: onFields(problem) });
    }
  }

  async #ask(visit: Visit, report: Report, query: Query) {
    const asking = askingOf(visit);
    const { asOf, filters } = this.#split(report, query);
    const perimeter = perimeterNow(asking, this.ports.clock());
    const common = { ...plainAsOf(asOf), perimeter };
    const asked = await this.ports.reports.ask(report.name, common, checkedFilters(report.name, filters));
    if (!asked) throw new Refused([edge('report_not_found')]);
    return { ...asked, about: await aboutOf(this.ports, asking, asked.stated, asked.filters) };
  }

  #split({ asks }: Report, { effectiveOn, knownAt, ...filters }: Query): Split {
    const now = this.ports.clock();
    const asOf = readDto(AsOfQuery, filled({ effectiveOn, knownAt }));
    checkKnownAt(asOf.knownAt, now);
    const { withKnownAt } = filters;
    const since =
      withKnownAt === undefined ? undefined : readDto(AsOfQuery, { knownAt: withKnownAt }).knownAt;
    const { year } = asks?.(todayOf(now)) ?? {};
    return {
      asOf,
      filters: {
        ...(year === undefined ? {} : { year }),
        ...filters,
        ...(since === undefined ? {} : { withKnownAt: since }),
      },
    };
  }
}

const plainAsOf = ({ effectiveOn, knownAt }: AsOfQuery) => ({
  ...(effectiveOn === undefined ? {} : { effectiveOn }),
  ...(knownAt === undefined ? {} : { knownAt }),
});

/** As a page shows them. */
async function firstLines({ shown }: Deliverable): Promise<Pick<Shown, 'heads' | 'lines' | 'more'>> {
  if (!shown) throw new TypeError('a document is no table');
  const lines: TableLine[] = [];
  let more = 0;
  for await (const line of shown.lines) {
    if (lines.length < LINES_SHOWN || line.kind === 'total') lines.push(line);
    else more += 1;
  }
  return { heads: shown.heads, lines, more };
}

/** A filter of the catalogue stands at its name in the address. */
const onFields = (problem: Problem): Problem => ({
  ...problem,
  errors: problem.errors.map(error => ({ ...error, pointer: error.pointer.replace(/^\/filters/, '') })),
});

function reportOf(key: string): Report {
  const report = REPORT_PAGES.find(known => known.key === key);
  if (!report) throw new Refused([edge('route_unknown')]);
  return report;
}
