import { Param, Query as Parameters, UseInterceptors } from '@nestjs/common';
import { perimeterOf } from '#access';
import type { BodyBalanceAnswer } from '../../answers/body.answer.js';
import { Ports } from '../../ports.js';
import { Refused } from '../../problem/refused.js';
import { ConventionsController } from '../../reading/conventions.controller.js';
import { AsOfQuery } from '../../reading/question.dto.js';
import { FileQuery, MoreReportsController } from '../../reading/more-reports.controller.js';
import { ReportsController } from '../../reading/reports.controller.js';
import { todayOf } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import { CheckpointInterceptor } from '../../reading/checkpoint.interceptor.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { type BodyMoney, MoneyPage } from './money.page.js';

/** What a treasurer asks, without a phone call: the bodies whose accounts they keep, and only these. */
@Pages()
export class MoneyPages {
  constructor(
    private readonly ports: Ports,
    private readonly reports: ReportsController,
    private readonly files: MoreReportsController,
    private readonly conventions: ConventionsController,
  ) {}

  @Page('mon-argent', 'body.read')
  async mine(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const perimeter = perimeterOf(askingOf(visit).account, todayOf(this.ports.clock()));
    const keys = perimeter.kind === 'bodies' ? [...perimeter.keys] : [];
    return this.#page(visit, '/mon-argent', keys, given);
  }

  /** The same of one body, for staff and auditors too. */
  @Page('organismes/:key', 'body.read')
  async one(
    @Visited() visit: Visit,
    @Param('key') key: string,
    @Parameters() given: object,
  ): Promise<string> {
    await this.#balance(visit, key, given);
    return this.#page(visit, `/organismes/${key}`, [key], given);
  }

  @Bytes('organismes/:key/releve', 'body.read')
  @UseInterceptors(CheckpointInterceptor)
  async statement(
    @Visited() visit: Visit,
    @Param('key') key: string,
    @Parameters() given: object,
  ): Promise<object> {
    await this.#balance(visit, key, given);
    return this.files.statement(askingOf(visit), key, readDto(FileQuery, filled(given)));
  }

  async #page(visit: Visit, path: string, keys: readonly string[], given: object): Promise<string> {
    const bodies = await Promise.all(keys.map(key => this.#money(visit, key, given)));
    return html(MoneyPage, { frame: visit.frame, path, query: filled(given), bodies });
  }

  async #money(visit: Visit, key: string, given: object): Promise<BodyMoney> {
    const balance = await this.#balance(visit, key, given).catch(unknownBody);
    if (!balance) return { key, waiting: [], deadlines: new Map(), repaid: [] };
    const asking = askingOf(visit);
    const asOf = asOfOf(given);
    const { rows } = await this.#outstanding(visit, balance, given);
    const waiting = rows.filter(({ payeeKey }) => payeeKey === key);
    const ids = [...new Set(balance.lines.map(({ convention }) => convention))];
    const deadlines = await Promise.all(
      ids.map(async id => [id, await this.conventions.deadlines(asking, id, asOf)] as const),
    );
    const owing = new Set(
      balance.lines.filter(({ toRepay }) => toRepay !== '0.00').map(({ convention }) => convention),
    );
    const repaid = await Promise.all([...owing].map(id => this.conventions.one(asking, id, asOf)));
    return { key, balance, waiting, deadlines: new Map(deadlines), repaid };
  }

  #outstanding(visit: Visit, { lines }: BodyBalanceAnswer, given: object) {
    const { effectiveOn, knownAt } = asOfOf(given);
    return this.ports.reading.outstanding({
      perimeter: perimeterOf(askingOf(visit).account, todayOf(this.ports.clock())),
      conventions: [...new Set(lines.map(({ convention }) => convention))],
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  #balance(visit: Visit, key: string, given: object): Promise<BodyBalanceAnswer> {
    return this.reports.balance(askingOf(visit), key, asOfOf(given));
  }
}

function asOfOf(given: object): AsOfQuery {
  const { effectiveOn, knownAt } = filled(given);
  return readDto(AsOfQuery, filled({ effectiveOn, knownAt }));
}

/** A body that no convention pays yet. */
function unknownBody(error: unknown): undefined {
  if (error instanceof Refused && error.refusals[0]?.code === 'body_unknown') return undefined;
  throw error;
}
