import type { Readable } from 'node:stream';
import { Controller, Param, Query } from '@nestjs/common';
import type { Day, Instant } from '#kernel';
import { DEADLINE_KINDS, type DeadlineKind, LEGAL_TYPES, type LegalType } from '#ledger';
import { type Level, LEVELS, type WaitingKind } from '#read-models';
import {
  IMPUTATION_GROUPS,
  type ImputationGroup,
  type ReportName,
  SCHOOL_GROUPS,
  type SchoolGroup,
  SHEETS,
  WAITING_KINDS,
} from '#rendering';
import { BodyBalanceAnswer } from '../answers/body.answer.js';
import { DeadlineListAnswer } from '../answers/deadlines.answer.js';
import { ImputationReportAnswer, OutstandingAnswer, SchoolBudgetsAnswer } from '../answers/reports.answer.js';
import { Ports, type ReportFilters } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow, todayOf } from '../request/asking.js';
import { plain } from '../validation/command.js';
import { Activite, Id, OnDay, OneOf, Programme, Text, Uai, Uuid } from '../validation/fields.js';
import { waitFor } from './after.js';
import { checkKnownAt, FILES, handOutAsked, REPORT_FORMATS, type ReportFormat } from './handing-out.js';
import { AsOfQuery, Limit, WholeParameter } from './question.dto.js';
import { Read } from './read.decorator.js';

const tag = 'Rapports';
const files = FILES;

class ReportQuery extends AsOfQuery {
  @OneOf(REPORT_FORMATS, {
    description: '`csv`, `xlsx` ou `ods` pour un tableur, `pdf` ; `json`, au fil de la lecture.',
    optional: true,
  })
  format?: ReportFormat;
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @Id({ description: 'Le code du dispositif.', optional: true, example: 'enr_2009' }) scheme?: string;
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
  @OneOf(Object.keys(IMPUTATION_GROUPS), {
    description: 'Ce dont les fichiers donnent un sous-total.',
    optional: true,
  })
  by?: ImputationGroup;
}

export class SchoolBudgetsQuery extends ReportQuery {
  @Text(100, { description: 'Le département de l’école.', optional: true, example: 'Isère' })
  departement?: string;
  @Text(200, { description: 'La commune de l’école.', optional: true }) commune?: string;
  @Uai({ description: 'L’école.', optional: true }) uai?: string;
  @OneOf(Object.keys(SCHOOL_GROUPS), {
    description: 'Ce dont les fichiers donnent un sous-total.',
    optional: true,
  })
  by?: SchoolGroup;
  @OneOf(Object.keys(SHEETS), {
    description:
      'Pour l’impression : dans un tableur chaque groupe de `by` (l’école, s’il ne dit rien) a sa feuille, en PDF sa page.',
    optional: true,
  })
  sheets?: keyof typeof SHEETS;
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
    files,
    answer: ImputationReportAnswer,
    summary: 'État d’imputation d’un exercice',
    description:
      'Du total d’une imputation jusqu’aux écritures : `level=` dit jusqu’où, chaque niveau s’additionne.',
  })
  imputations(@AskedBy() asking: Asking, @Query() query: ImputationsQuery): Promise<Readable> {
    const { year = Number(todayOf(this.ports.clock()).slice(0, 4)), ...others } = plain(query);
    const asked: ImputationsQuery = { ...others, year };
    return this.#answer(asking, 'chorus-imputations', asked);
  }

  @Read('reports/school-budgets', 'report.read', {
    tag,
    files,
    answer: SchoolBudgetsAnswer,
    summary: 'Tableau par école',
  })
  schoolBudgets(@AskedBy() asking: Asking, @Query() query: SchoolBudgetsQuery): Promise<Readable> {
    return this.#answer(asking, 'school-budgets', query);
  }

  @Read('reports/outstanding', 'report.read', {
    tag,
    files,
    answer: OutstandingAnswer,
    summary: 'Ce qui reste à payer, à justifier, à reverser, et depuis quand',
  })
  outstanding(@AskedBy() asking: Asking, @Query() query: OutstandingQuery): Promise<Readable> {
    return this.#answer(asking, 'outstanding', query);
  }

  @Read('reports/deadlines', 'report.read', {
    tag,
    files,
    answer: DeadlineListAnswer,
    summary: 'Les échéances de toutes les conventions, la plus proche d’abord',
    description:
      'Déduites des faits, telles qu’elles sont à la date d’effet ; par défaut, aujourd’hui. Les fichiers les ont toutes.',
  })
  async deadlines(
    @AskedBy() asking: Asking,
    @Query() query: DeadlinesQuery,
  ): Promise<DeadlineListAnswer | Readable> {
    const { limit = 50, cursor, ...others } = plain(query);
    const { format = 'json', after, ...question } = others;
    if (format !== 'json') return this.#answer(asking, 'deadlines', others);
    const { perimeter } = await this.#asked(asking, after, question.knownAt);
    const today = todayOf(this.ports.clock());
    const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
    return this.ports.reading.deadlines({ ...question, perimeter, today, ...page });
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
    const { perimeter } = await this.#asked(asking, after, asOf.knownAt);
    const balance = await this.ports.reading.bodyBalance({ ...asOf, body, perimeter });
    if (!balance) throw new Refused([edge('body_unknown')]);
    return balance;
  }

  async #answer(asking: Asking, report: ReportName, query: ReportQuery): Promise<Readable> {
    const { format, after, effectiveOn, knownAt, ...others } = plain(query);
    const { perimeter } = await this.#asked(asking, after, knownAt);
    const filters: ReportFilters = Object.fromEntries(
      Object.entries(others).flatMap(([name, value]: [string, unknown]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
      ),
    );
    const asked = await this.ports.reports.ask(report, { effectiveOn, knownAt, perimeter }, filters);
    if (!asked) throw new Refused([edge('report_not_found')]);
    return handOutAsked(this.ports, asking, asked, format);
  }

  async #asked(asking: Asking, after: string | undefined, knownAt: Instant | undefined) {
    const now = this.ports.clock();
    checkKnownAt(knownAt, now);
    await waitFor(after, () => this.ports.reading.position());
    return { perimeter: perimeterNow(asking, now) };
  }
}
