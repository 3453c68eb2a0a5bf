import { Controller, Param, Query } from '@nestjs/common';
import type { Day, Instant } from '#kernel';
import { LEGAL_TYPES, type LegalType } from '#ledger';
import { LEVELS, type Level } from '#read-models';
import {
  FILE_FORMATS,
  type FileFormat,
  GRANT_SCHEMAS,
  type GrantSchemaName,
  type ReportName,
} from '#rendering';
import {
  FollowUpReportAnswer,
  ImputationComparisonAnswer,
  RecoveryReportAnswer,
} from '../answers/follow-up.answer.js';
import { OpenDataAnswer } from '../answers/open-data.answer.js';
import { PaymentCurveAnswer, YearlyReportAnswer } from '../answers/picture.answer.js';
import { Ports, type ReportFilters } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { plain } from '../validation/command.js';
import { Activite, Id, isUuid, OneOf, Programme, Siret, Text, Uuid } from '../validation/fields.js';
import { waitFor } from './after.js';
import {
  checkKnownAt,
  FILES,
  FILES_AND_PICTURE,
  handOutAsked,
  PICTURE_FORMATS,
  REPORT_FORMATS,
  type ReportFormat,
} from './handing-out.js';
import { AsOfQuery, KnownAt, WholeParameter } from './question.dto.js';
import { Read, ReadFile } from './read.decorator.js';

const tag = 'Rapports';
const documents = 'Documents';
const files = FILES;
const TABLE_FORMATS = FILE_FORMATS.filter(format => format !== 'svg');

export class ConventionsReportQuery extends AsOfQuery {
  @OneOf(REPORT_FORMATS, { description: '`csv`, `xlsx` ou `ods` pour un tableur, `pdf`.', optional: true })
  format?: ReportFormat;
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @Id({ description: 'Le code du dispositif.', optional: true, example: 'enr_2009' }) scheme?: string;
  @Uuid({ description: 'Une seule convention.', optional: true }) convention?: string;
}

export class PictureQuery extends AsOfQuery {
  @OneOf(PICTURE_FORMATS, { description: '`svg` : l’image ; les autres, ses chiffres.', optional: true })
  format?: ReportFormat;
}

export class YearsQuery extends PictureQuery {
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @Id({ description: 'Le code du dispositif.', optional: true, example: 'enr_2009' }) scheme?: string;
  @Uuid({ description: 'Une seule convention.', optional: true }) convention?: string;
}

export class OpenDataQuery extends AsOfQuery {
  @OneOf(['json', 'csv'], { description: '`csv` : le fichier à publier.', optional: true })
  format?: 'json' | 'csv';
  @OneOf(Object.keys(GRANT_SCHEMAS), { description: 'Le schéma ; `scdl-2.1.1` par défaut.', optional: true })
  schema?: GrantSchemaName;
  @Siret({ description: 'Le SIRET de l’académie, si ses conventions ne le donnent pas.', optional: true })
  awarder?: string;
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @Id({ description: 'Le code du dispositif.', optional: true, example: 'enr_2009' }) scheme?: string;
  @Uuid({ description: 'Une seule convention.', optional: true }) convention?: string;
  @WholeParameter(2000, 2198, 'L’année de la signature ; toutes par défaut.', 2017) year?: number;
}

export class ComparisonQuery extends ConventionsReportQuery {
  @WholeParameter(2000, 2198, 'Exercice.', 2017) year!: number;
  @WholeParameter(2000, 2198, 'Exercice auquel il est comparé ; le même par défaut.', 2016) withYear?: number;
  @KnownAt('Ce qui était connu à cet instant (UTC) ou à la fin de ce jour, à quoi comparer.')
  withKnownAt?: Instant;
  @OneOf(LEVELS, { optional: true, description: 'Jusqu’où détailler.' }) level?: Level;
  @Programme({ description: 'Le programme.', optional: true }) programme?: string;
  @Activite({ description: 'L’activité.', optional: true }) activite?: string;
  @OneOf(LEGAL_TYPES, { description: 'La nature juridique du bénéficiaire.', optional: true })
  payeeType?: LegalType;
  @Text(200, { optional: true, description: 'Le code d’une imputation complète.' }) imputation?: string;
}

export class FileQuery extends AsOfQuery {
  @OneOf(TABLE_FORMATS, { description: 'Par défaut `pdf`.', optional: true }) format?: FileFormat;
}

interface AskedAs {
  readonly format?: ReportFormat | undefined;
  readonly after?: string | undefined;
  readonly effectiveOn?: Day | undefined;
  readonly knownAt?: Instant | undefined;
}

/** Reports over conventions, and the documents of one: each by its name in the catalogue. */
@Controller()
export class MoreReportsController {
  constructor(private readonly ports: Ports) {}

  @Read('reports/imputation-comparison', 'report.read', {
    tag,
    files,
    answer: ImputationComparisonAnswer,
    summary: 'Ce qui a changé dans l’état d’imputation, et les écritures qui l’ont changé',
    description: 'D’un exercice à l’autre (`withYear`), ou depuis ce qui était connu (`withKnownAt`).',
  })
  comparison(@AskedBy() asking: Asking, @Query() query: ComparisonQuery): Promise<object> {
    const { format, after, effectiveOn, knownAt, year, ...others } = plain(query);
    if (year === undefined) throw new Refused([edge('field_missing', { field: 'year' }, '/year')]);
    checkKnownAt(others.withKnownAt, this.ports.clock());
    return this.#answer(
      asking,
      'imputation-comparison',
      { ...others, year },
      { format, after, effectiveOn, knownAt },
    );
  }

  @Read('reports/follow-up', 'report.read', {
    tag,
    files,
    answer: FollowUpReportAnswer,
    summary: 'Suivi des restes à payer : une ligne par convention, ce qui manque et qui le détient',
  })
  followUp(@AskedBy() asking: Asking, @Query() query: ConventionsReportQuery): Promise<object> {
    return this.#ofConventions(asking, 'follow-up', query);
  }

  @Read('reports/recoveries', 'report.read', {
    tag,
    files,
    answer: RecoveryReportAnswer,
    summary: 'Indus et reversements',
  })
  recoveries(@AskedBy() asking: Asking, @Query() query: ConventionsReportQuery): Promise<object> {
    return this.#ofConventions(asking, 'recoveries', query);
  }

  @Read('reports/years', 'report.read', {
    tag,
    files: FILES_AND_PICTURE,
    answer: YearlyReportAnswer,
    summary: 'Engagé, payé et restant à payer par exercice, en chiffres ou en image',
  })
  years(@AskedBy() asking: Asking, @Query() query: YearsQuery): Promise<object> {
    const { format, after, effectiveOn, knownAt, ...filters } = plain(query);
    return this.#answer(asking, 'years', filters, { format, after, effectiveOn, knownAt });
  }

  @Read('conventions/:id/payment-curve', 'convention.read', {
    tag,
    files: FILES_AND_PICTURE,
    answer: PaymentCurveAnswer,
    summary: 'Paiements cumulés d’une convention, contre l’avance et le plafond, en chiffres ou en image',
  })
  paymentCurve(@AskedBy() asking: Asking, @Param('id') id: string, @Query() query: PictureQuery) {
    if (!isUuid(id)) throw new Refused([edge('report_not_found')]);
    return this.#answer(asking, 'payment-curve', { convention: id }, plain(query));
  }

  @Read('reports/open-data', 'events.read', {
    tag,
    files: ['text/csv'],
    answer: OpenDataAnswer,
    summary: 'Subventions en données ouvertes : une ligne par bénéficiaire, vérifiée avant d’être servie',
    description:
      'SCDL « subventions » 2.1.1, ou la forme de l’arrêté du 17 novembre 2017. Ce qui ne respecte pas le schéma n’est ' +
      'pas publié : `leftOut` dit pourquoi.',
  })
  openData(@AskedBy() asking: Asking, @Query() query: OpenDataQuery): Promise<object> {
    const { format, after, effectiveOn, knownAt, ...filters } = plain(query);
    return this.#answer(asking, 'open-data', filters, { format, after, effectiveOn, knownAt });
  }

  @ReadFile('bodies/:key/statement', 'body.read', {
    tag: documents,
    types: FILES,
    summary: 'Relevé d’un bénéficiaire : de quoi rapprocher chaque encaissement',
  })
  statement(@AskedBy() asking: Asking, @Param('key') body: string, @Query() query: FileQuery) {
    return this.#file(asking, 'body-statement', { body }, query);
  }

  @ReadFile('conventions/:id/annex', 'convention.read', {
    tag: documents,
    types: FILES,
    summary: 'Annexe par établissement',
  })
  annex(@AskedBy() asking: Asking, @Param('id') id: string, @Query() query: FileQuery) {
    return this.#document(asking, 'annex', { convention: id }, query);
  }

  @ReadFile('conventions/:id/financial-statement', 'convention.read', {
    tag: documents,
    types: ['application/pdf'],
    summary: 'Bilan financier',
  })
  financialStatement(@AskedBy() asking: Asking, @Param('id') id: string, @Query() query: AsOfQuery) {
    return this.#document(asking, 'financial-statement', { convention: id }, query);
  }

  @ReadFile('conventions/:id/payments/:payment/settlement', 'convention.read', {
    tag: documents,
    types: ['application/pdf'],
    summary: 'État liquidatif d’un paiement ; après une correction, le rectificatif avec les deux versions',
  })
  settlement(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Param('payment') payment: string,
    @Query() query: AsOfQuery,
  ) {
    return this.#document(asking, 'settlement', { convention: id, payment }, query);
  }

  @ReadFile('conventions/:id/service-fait/:certificate/certificate', 'convention.read', {
    tag: documents,
    types: ['application/pdf'],
    summary: 'Certificat de service fait, avec ce qui est écarté et pourquoi',
  })
  certificate(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Param('certificate') certificate: string,
    @Query() query: AsOfQuery,
  ) {
    return this.#document(asking, 'service-fait', { convention: id, certificate }, query);
  }

  @ReadFile('conventions/:id/repayment-orders/:order/order', 'convention.read', {
    tag: documents,
    types: ['application/pdf'],
    summary: 'Ordre de reversement, avec les bases de la liquidation',
  })
  order(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Param('order') order: string,
    @Query() query: AsOfQuery,
  ) {
    return this.#document(asking, 'repayment-order', { convention: id, order }, query);
  }

  #ofConventions(asking: Asking, report: ReportName, query: ConventionsReportQuery): Promise<object> {
    const { format, after, effectiveOn, knownAt, ...filters } = plain(query);
    return this.#answer(asking, report, filters, { format, after, effectiveOn, knownAt });
  }

  /** A document of something that has a uuid: what has none does not exist. */
  #document(asking: Asking, report: ReportName, filters: Readonly<Record<string, string>>, query: AskedAs) {
    if (!Object.values(filters).every(isUuid)) throw new Refused([edge('report_not_found')]);
    return this.#file(asking, report, filters, query);
  }

  #file(asking: Asking, report: ReportName, filters: ReportFilters, query: AskedAs): Promise<object> {
    return this.#answer(asking, report, filters, { ...plain(query), format: query.format ?? 'pdf' });
  }

  async #answer(
    asking: Asking,
    report: ReportName,
    filters: ReportFilters,
    { format, after, ...asOf }: AskedAs,
  ): Promise<object> {
    const now = this.ports.clock();
    checkKnownAt(asOf.knownAt, now);
    await waitFor(after, () => this.ports.reading.position());
    const perimeter = perimeterNow(asking, now);
    const asked = await this.ports.reports.ask(report, { ...asOf, perimeter }, filters);
    if (!asked) throw new Refused([edge('report_not_found')]);
    return handOutAsked(this.ports, asking, asked, format);
  }
}
