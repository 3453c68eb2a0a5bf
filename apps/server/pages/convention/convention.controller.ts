import { Param, Query as Parameters, type StreamableFile } from '@nestjs/common';
import { may } from '#access';
import { DocumentsController } from '../../documents/documents.controller.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { IssuedController } from '../../reading/issued.controller.js';
import { ActRoutes } from '../actions/act-routes.js';
import { ACTS } from '../actions/acts/index.js';
import { doableOf } from '../actions/doable.js';
import { DraftingTable } from '../drafting/drafting-table.js';
import { todayOf } from '../../request/asking.js';
import { isRecord, type Recorded } from '../history/recorded.js';
import { HistoryPage, StepPage } from '../history/history.page.js';
import { html } from '../html.js';
import { Bytes, Page, Pages } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { ConventionFile } from './convention.file.js';
import { ConventionPage } from './convention.page.js';

@Pages()
export class ConventionPages {
  constructor(
    private readonly file: ConventionFile,
    private readonly documents: DocumentsController,
    private readonly routes: ActRoutes,
    private readonly drafting: DraftingTable,
    private readonly issued: IssuedController,
  ) {}

  @Page('conventions/:id', 'convention.read')
  async one(@Visited() visit: Visit, @Param('id') id: string, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const read = await this.file.read(visit, id, query);
    const { of, events } = read;
    const now = of.effectiveOn === null && of.knownAt === null;
    const at = now ? await this.file.situationOf(read) : undefined;
    const doable = at
      ? [...(await this.drafting.doable(visit, at)), ...(await doableOf(this.routes, askingOf(visit), at))]
      : [];
    return html(ConventionPage, {
      frame: visit.frame,
      query,
      of,
      events,
      doable,
      scheme: await this.file.scheme(of),
      deadlines: await this.file.deadlines(visit, id, query),
      done: ACTS.find(({ key }) => key === query['fait'])?.title.toLowerCase(),
    });
  }

  @Page('conventions/:id/histoire', 'convention.read')
  async history(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Parameters() given: object,
  ): Promise<string> {
    const query = filled(given);
    const { of, events } = await this.file.read(visit, id, query);
    const reverses = may(askingOf(visit).account, 'reversal.record');
    return html(HistoryPage, {
      frame: visit.frame,
      query,
      of,
      events,
      ...(reverses ? { reversal: `/conventions/${id}/actes/contre-passation` } : {}),
    });
  }

  @Page('conventions/:id/histoire/:version', 'events.read')
  async step(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('version') version: string,
  ): Promise<string> {
    const all = (await this.file.read(visit, id, {})).events.filter(isRecord);
    const at = all.findIndex(known => String(known.version) === version);
    const event = all[at];
    if (!event) throw new Refused([edge('route_unknown')]);
    // On the day when it was recorded: what has expired since had not.
    const known = async (knownAt: Recorded['recordedAt']) =>
      (await this.file.read(visit, id, { knownAt, effectiveOn: todayOf(knownAt) })).of;
    const earlier = all[at - 1];
    const { changed } = await this.issued.changedBy(askingOf(visit), id, event.eventId);
    return html(StepPage, {
      frame: visit.frame,
      event,
      last: all.length,
      proves: may(askingOf(visit).account, 'audit.read'),
      after: await known(event.recordedAt),
      changed,
      ...(earlier ? { before: await known(earlier.recordedAt) } : {}),
    });
  }

  @Bytes('pieces/:sha256', 'document.read')
  async document(@Visited() visit: Visit, @Param('sha256') sha256: string): Promise<StreamableFile> {
    return this.documents.download(askingOf(visit), sha256, {});
  }
}
