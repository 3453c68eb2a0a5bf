import type { Readable } from 'node:stream';
import { Controller, Param, Query } from '@nestjs/common';
import type { Day } from '#kernel';
import { DEADLINE_KINDS, type DeadlineKind, LEGAL_TYPES, type LegalType } from '#ledger';
import { type ImputationReport, type Level, LEVELS, type WaitingKind } from '#read-models';
import {
  csvOf,
  DEADLINE_COLUMNS,
  imputationColumns,
  type ImputationLine,
  imputationLines,
  OUTSTANDING_COLUMNS,
  SCHOOL_COLUMNS,
  WAITING_KINDS,
} from '#rendering';
import { BodyBalanceAnswer } from '../answers/body.answer.js';
import { DeadlineListAnswer } from '../answers/deadlines.answer.js';
import { ImputationReportAnswer, OutstandingAnswer, SchoolBudgetsAnswer } from '../answers/reports.answer.js';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow, todayOf } from '../request/asking.js';
import { plain } from '../validation/command.js';
import { Activite, Id, OnDay, OneOf, Programme, Text, Uai, Uuid } from '../validation/fields.js';
import { waitFor } from './after.js';
import { AsOfQuery, Limit, WholeParameter } from './question.dto.js';
import { Read } from './read.decorator.js';

const tag = 'Rapports';
const FORMATS = ['json', 'csv'] as const;

class ReportQuery extends AsOfQuery {
  @OneOf(FORMATS, { description: '`csv` pour un tableur.', optional: true })
  format?: (typeof FORMATS)[number];
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @Uuid({ description: 'Une seule convention.', optional: true }) convention?: string;
}

export class ImputationsQuery extends ReportQuery {
  @WholeParameter(2000, 2198, 'Exercice ; par défaut l’année en cours.', 2016) year?: number;
  @OneOf(LEVELS, { optional: true, description: 'Jusqu’où détailler.' }) level?: Level;
  @Programme({ description: 'Le programme.', optional: true }) programme?: string;
  @Activite({ description: 'L’activité.', optional: true }) activite?: string;
  @OneOf(LEGAL_TYPES, { description: 'La nature juridique du bénéficiaire.', optional: true })
  payeeType?: LegalType;
  @Text(200, { optional: true, description: 'Le code d’une imputation complète, tel qu’une ligne le donne.' })
  imputation?: string;
}

export class SchoolBudgetsQuery extends ReportQuery {
  @Text(100, { description: 'Le département de l’école.', optional: true, example: 'Isère' })
  departement?: string;
  @Text(200, { description: 'La commune de l’école.', optional: true }) commune?: string;
  @Uai({ description: 'L’école.', optional: true }) uai?: string;
}

export class OutstandingQuery extends ReportQuery {
  @OneOf(Object.keys(WAITING_KINDS), { description: 'Ce qui attend.', optional: true }) kind?: WaitingKind;
}

export class DeadlinesQuery extends ReportQuery {
  @OneOf(DEADLINE_KINDS, { description: 'Une seule sorte d’échéance.', optional: true }) kind?: DeadlineKind;
  @Text(14, { description: 'Un organisme, par SIRET ou UAI.', optional: true, example: '0380002W' })
  body?: string;
  @OnDay({ description: 'À partir de ce jour.', optional: true, example: '2017-01-01' }) from?: Day;
  @OnDay({ description: 'Jusqu’à ce jour.', optional: true, example: '2017-12-31' }) until?: Day;
  @Limit() limit?: number;
  @Text(1000, { optional: true, description: 'Celui que la page précédente a rendu.' }) cursor?: string;
}

@Controller()
export class ReportsController {
  constructor(private readonly ports: Ports) {}

  @Read('reports/chorus-imputations', 'report.read', {
    tag,
    csv: true,
    answer: ImputationReportAnswer,
    summary: 'État d’imputation d’un exercice',
    description:
      'Du total d’une imputation jusqu’aux écritures : `level=` dit jusqu’où, chaque niveau s’additionne.',
  })
  async imputations(
    @AskedBy() asking: Asking,
    @Query() query: ImputationsQuery,
  ): Promise<ImputationReport | Readable> {
    const { format, after, year, ...question } = plain(query);
    const { perimeter, today } = await this.#asked(asking, after);
    const report = await this.ports.reading.imputations({
      ...question,
      year: year ?? Number(today.slice(0, 4)),
      perimeter,
    });
    if (format !== 'csv') return report;
    const total: Partial<ImputationLine> = report.total;
    const table = { columns: imputationColumns(report.level), rows: imputationLines(report), total };
    return attached(asking, `imputations-${report.year}.csv`, csvOf(table));
  }

  @Read('reports/school-budgets', 'report.read', {
    tag,
    csv: true,
    answer: SchoolBudgetsAnswer,
    summary: 'Tableau par école',
  })
  async schoolBudgets(
    @AskedBy() asking: Asking,
    @Query() query: SchoolBudgetsQuery,
  ): Promise<SchoolBudgetsAnswer | Readable> {
    const { format, after, ...question } = plain(query);
    const { perimeter } = await this.#asked(asking, after);
    const report = await this.ports.reading.schoolBudgets({ ...question, perimeter });
    if (format !== 'csv') return report;
    const { rows, total } = report;
    return attached(asking, 'ecoles.csv', csvOf({ columns: SCHOOL_COLUMNS, rows, total }));
  }

  @Read('reports/outstanding', 'report.read', {
    tag,
    csv: true,
    answer: OutstandingAnswer,
    summary: 'Ce qui reste à payer, à justifier, à reverser, et depuis quand',
  })
  async outstanding(
    @AskedBy() asking: Asking,
    @Query() query: OutstandingQuery,
  ): Promise<OutstandingAnswer | Readable> {
    const { format, after, ...question } = plain(query);
    const { perimeter } = await this.#asked(asking, after);
    const report = await this.ports.reading.outstanding({ ...question, perimeter });
    if (format !== 'csv') return report;
    return attached(asking, 'en-attente.csv', csvOf({ columns: OUTSTANDING_COLUMNS, rows: report.rows }));
  }

  @Read('reports/deadlines', 'report.read', {
    tag,
    csv: true,
    answer: DeadlineListAnswer,
    summary: 'Les échéances de toutes les conventions, la plus proche d’abord',
    description: 'Déduites des faits, telles qu’elles sont à la date d’effet ; par défaut, aujourd’hui.',
  })
  async deadlines(
    @AskedBy() asking: Asking,
    @Query() query: DeadlinesQuery,
  ): Promise<DeadlineListAnswer | Readable> {
    const { format, after, limit = 50, cursor, ...question } = plain(query);
    const { perimeter, today } = await this.#asked(asking, after);
    const asked = { ...question, perimeter, today };
    if (format !== 'csv') {
      return this.ports.reading.deadlines({ ...asked, limit, ...(cursor === undefined ? {} : { cursor }) });
    }
    const { rows } = await this.ports.reading.deadlines(asked);
    return attached(asking, 'echeances.csv', csvOf({ columns: DEADLINE_COLUMNS, rows }));
  }

  @Read('bodies/:key/balance', 'body.read', {
    tag,
    answer: BodyBalanceAnswer,
    summary: 'Le compte d’un organisme (SIRET ou UAI) : attribué, payé, à venir, à justifier, à reverser',
  })
  async balance(
    @AskedBy() asking: Asking,
    @Param('key') body: string,
    @Query() query: AsOfQuery,
  ): Promise<BodyBalanceAnswer> {
    const { after, ...asOf } = plain(query);
    const { perimeter } = await this.#asked(asking, after);
    const balance = await this.ports.reading.bodyBalance({ ...asOf, body, perimeter });
    if (!balance) throw new Refused([edge('body_unknown')]);
    return balance;
  }

  async #asked(asking: Asking, after: string | undefined) {
    const now = this.ports.clock();
    await waitFor(after, () => this.ports.reading.position());
    return { perimeter: perimeterNow(asking, now), today: todayOf(now) };
  }
}

function attached({ reply }: Asking, name: string, content: Readable): Readable {
  void reply
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${name}"`);
  return content;
}
