import { Body, Controller, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { covers, maySeeConvention, type Perimeter } from '#access';
import { FormatNotOffered, type IssuedReport, type KeptReport } from '#hosting';
import type { Day, Instant } from '#kernel';
import type { History } from '#ledger';
import {
  FILE_FORMATS,
  FILE_TYPES,
  type FileFormat,
  REPORT_NAMES,
  type ReportName,
  TooLongToPrint,
} from '#rendering';
import { ChangedIssuesAnswer, IssuedReportAnswer, IssuedReportsAnswer } from '../answers/issued.answer.js';
import { Ports } from '../ports.js';
import { ApiProblems } from '../problem/api-problems.js';
import { edge } from '../problem/edge.js';
import { conventionUnknown, Refused } from '../problem/refused.js';
import { Needs } from '../request/account.guard.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { plain } from '../validation/command.js';
import { Dictionary, isUuid, OneOf } from '../validation/fields.js';
import { seenConvention } from '../writing/sight.js';
import { checkKnownAt, checkedFilters, FILES, tooLong } from './handing-out.js';
import { waitFor, writeToken } from './after.js';
import { AsOfQuery, Limit, WholeParameter } from './question.dto.js';
import { Read, ReadFile } from './read.decorator.js';

const tag = 'États émis';

export class IssueBody extends AsOfQuery {
  @OneOf(REPORT_NAMES, { description: 'L’état ou le document.' }) report!: ReportName;
  @OneOf(FILE_FORMATS, { description: 'Le format ; les documents n’existent qu’en `pdf`.' })
  format!: FileFormat;
  @Dictionary({
    description: 'Les filtres, ceux de la route qui lit cet état.',
    example: { year: 2016 },
  })
  filters!: Record<string, unknown>;
}

export class IssuedQuery {
  @WholeParameter(1, 10 ** 15 - 1, 'Les émissions d’avant ce numéro.', 12) before?: number;
  @Limit() limit?: number;
}

/** Reports that were issued: recorded with who, when and from which facts; their bytes are served unchanged. */
@Controller()
export class IssuedController {
  constructor(private readonly ports: Ports) {}

  @Post('issued-reports')
  @Needs('report.issue')
  @ApiBearerAuth()
  @ApiTags(tag)
  @ApiOperation({
    summary: 'Émettre un état : son fichier est archivé et numéroté, ses chiffres seront recalculés',
  })
  @ApiBody({ type: IssueBody })
  @ApiResponse({ status: 201, description: 'Émis.', type: IssuedReportAnswer })
  @ApiProblems(400, 401, 403, 404, 415, 422, 429, 500, 503)
  async issue(@AskedBy() asking: Asking, @Body() body: IssueBody): Promise<IssuedReport> {
    const { report, format, filters: given, after, ...asOf } = plain(body);
    const now = this.ports.clock();
    checkKnownAt(asOf.knownAt, now);
    const filters = checkedFilters(report, given);
    await waitFor(after, () => this.ports.reading.position());
    const { account } = asking;
    const perimeter = perimeterNow(asking, now);
    try {
      const issued = await this.ports.reports.issue({
        ...known(asOf),
        report,
        format,
        filters,
        account,
        perimeter,
      });
      if (!issued) throw new Refused([edge('report_not_found', {}, '/filters')]);
      return issued;
    } catch (error) {
      if (error instanceof FormatNotOffered)
        throw new Refused([edge('format_not_offered', { offered: error.offered }, '/format')]);
      throw error instanceof TooLongToPrint ? tooLong(error) : error;
    }
  }

  @Read('issued-reports', 'report.read', {
    tag,
    answer: IssuedReportsAnswer,
    summary: 'Les états émis dans les limites de son périmètre',
  })
  async list(
    @AskedBy() asking: Asking,
    @Query() { before, limit = 50 }: IssuedQuery,
  ): Promise<IssuedReportsAnswer> {
    const perimeter = perimeterNow(asking, this.ports.clock());
    const page = await this.ports.reports.list({
      limit,
      ...(before === undefined ? {} : { before: String(before) }),
    });
    const seen = page.filter(kept => covers(perimeter, kept.perimeter));
    return { issued: seen.map(shown), next: page.length === limit ? page.at(-1)!.number : null };
  }

  @Read('issued-reports/:number', 'report.read', {
    tag,
    answer: IssuedReportAnswer,
    summary: 'Un état émis : qui, quand, d’après quels faits, quelles empreintes',
  })
  async one(@AskedBy() asking: Asking, @Param('number') number: string): Promise<IssuedReport> {
    return shown(await this.#seen(asking, number));
  }

  @ReadFile('issued-reports/:number/content', 'report.read', {
    tag,
    types: FILES,
    summary: 'Le fichier d’un état émis, octet pour octet',
  })
  async content(@AskedBy() asking: Asking, @Param('number') number: string): Promise<StreamableFile> {
    const issued = await this.#seen(asking, number);
    const bytes = await this.ports.documents.get(issued.sha256);
    if (!bytes) throw new Error(`the archive has no file for the issued report ${number}`);
    void asking.reply
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cache-Control', 'private, no-store');
    return new StreamableFile(bytes, {
      type: FILE_TYPES[issued.format],
      disposition: `attachment; filename="${issued.fileName}"`,
      length: bytes.length,
    });
  }

  @Read('conventions/:id/events/:event/issued-reports', 'events.read', {
    tag,
    answer: ChangedIssuesAnswer,
    summary: 'Les états émis avant une écriture, qu’elle change, et de combien',
  })
  async changedBy(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Param('event') event: string,
  ): Promise<ChangedIssuesAnswer> {
    if (!isUuid(id)) throw conventionUnknown();
    const perimeter = perimeterNow(asking, this.ports.clock());
    const history = (await this.ports.writer.read(`convention-${id}`)).state as History;
    const seen = seenConvention(history);
    if (!seen || !maySeeConvention(perimeter, seen)) throw conventionUnknown();
    const entry = history.facts.find(({ eventId }) => eventId === event);
    if (!entry) throw new Refused([edge('report_not_found')]);
    await waitFor(writeToken(entry.position), () => this.ports.reading.position());
    const changed = await this.ports.reports.changedBy(
      { convention: id, position: String(entry.position) },
      kept => covers(perimeter, kept.perimeter),
    );
    return { changed };
  }

  /** One answer for what does not exist and for what others saw more of. */
  async #seen(asking: Asking, number: string): Promise<KeptReport> {
    const perimeter: Perimeter = perimeterNow(asking, this.ports.clock());
    const kept = /^[1-9]\d{0,14}$/.test(number) ? await this.ports.reports.find(number) : undefined;
    if (!kept || !covers(perimeter, kept.perimeter)) throw new Refused([edge('issued_report_unknown')]);
    return kept;
  }
}

function shown({ perimeter: _, figuresShape: __, ...issued }: KeptReport): IssuedReport {
  return issued;
}

/** Absent rather than undefined. */
function known({ effectiveOn, knownAt }: { effectiveOn?: Day; knownAt?: Instant }) {
  return {
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}
