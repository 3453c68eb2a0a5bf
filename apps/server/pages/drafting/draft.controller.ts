import type { Readable } from 'node:stream';
import { Param, Query as Parameters } from '@nestjs/common';
import { Euros, isRefusal } from '#kernel';
import { type ConventionState, type History, latestState } from '#ledger';
import { readSheet } from '#rendering';
import { sentenceOf } from '#wording';
import { DraftConvention } from '../../conventions/draft.dto.js';
import { LifeController } from '../../conventions/life.controller.js';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { aboutOf, handOut } from '../../reading/handing-out.js';
import { ReferenceController } from '../../reference/reference.controller.js';
import { ReadsParts } from '../../request/account.guard.js';
import { todayOf } from '../../request/asking.js';
import { traceRefusal } from '../../request/trace.js';
import { readDto } from '../../validation/dto.pipe.js';
import { TemplateQuery } from '../actions/act.controller.js';
import type { ActField, Values } from '../actions/action.js';
import type { Built } from '../actions/body.js';
import type { Change } from '../actions/changes.js';
import { type Foreseen, Running } from '../actions/foreseen.js';
import { readName, type Sent as SentForm, sentOf } from '../actions/form.js';
import { sheetFormatOf } from '../actions/sheets/format.js';
import type { FieldFault } from '../components/messages.js';
import { faultsOf, untouched } from '../forms/desk.js';
import { html, part } from '../html.js';
import { Bytes, Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import { draftBody } from './draft.body.js';
import { draftFields, SCHOOLS, SHEET } from './draft.fields.js';
import { ChooseSchemePage, DraftPage, DraftPreviewPage } from './draft.page.js';
import { pasted, schoolsTemplate } from './schools.js';

/** A new convention, from a scheme: step by step, with its totals, then its preview. */
@Pages()
export class DraftPages {
  constructor(
    private readonly ports: Ports,
    private readonly reference: ReferenceController,
    private readonly life: LifeController,
  ) {}

  @Page('conventions/nouvelle', 'convention.draft')
  async choose(@Visited() { frame }: Visit): Promise<string> {
    const { schemes } = await this.reference.schemes();
    return html(ChooseSchemePage, { frame, schemes });
  }

  @Page('conventions/nouvelle/:code', 'convention.draft')
  async form(@Visited() { frame }: Visit, @Param('code') code: string): Promise<string> {
    const { fields, version } = await this.#scheme(code);
    const today = todayOf(this.ports.clock());
    const values = {
      ...Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])),
      on: today,
      tranche: today.slice(0, 4),
      'validity.years': '1',
      noticeMonths: '3',
      visaRequired: 'non',
      fictitious: this.ports.mode === 'demonstration' ? 'oui' : 'non',
    };
    return html(DraftPage, { frame, code, label: version.label, fields, ...untouched(values) });
  }

  @Sent('conventions/nouvelle/:code', 'convention.draft')
  @ReadsParts()
  async sent(@Visited() visit: Visit, @Param('code') code: string): Promise<string | undefined> {
    const { fields, version } = await this.#scheme(code);
    const sent = await sentOf(this.ports, visit);
    const { frame } = visit;
    const props = { frame, code, label: version.label, fields, once: sent.key };
    const again = (values: Values, faults: readonly FieldFault[], status: number) => {
      void visit.reply.status(status);
      return html(DraftPage, { ...props, values, faults });
    };
    if (sent.step === 'change') return again(sent.values, [], 200);
    const atSheet = (detail: string) => again(sent.values, [{ field: SHEET, label: 'Annexe', detail }], 422);
    const [refused] = sent.refused.values();
    if (refused !== undefined) return atSheet(refused);
    const table = await this.#sheet(visit, sent.values);
    if (isRefusal(table)) return atSheet(sentenceOf(table));
    if (table) return again(table, [], 200);
    const built = draftBody(code, version, fields, sent.values);
    if (isRefusal(built)) {
      return again(
        sent.values,
        [{ field: SCHOOLS, label: 'Établissements', detail: sentenceOf(built) }],
        422,
      );
    }
    try {
      if (sent.step === 'preview') {
        const foreseen = await this.#foresee(visit, sent, built);
        return html(DraftPreviewPage, { ...props, values: sent.values, foreseen });
      }
      const written = await this.#draft(visit, sent, built);
      goTo(visit, `/conventions/${written.id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (sent.step === 'confirm' && !error.traced)
        await traceRefusal(this.ports, visit.request, problem.code);
      return again(sent.values, faultsOf(problem, built, fields), problem.status);
    }
  }

  /** The totals of what is typed now. */
  @Sent('conventions/nouvelle/:code/calcul', 'convention.draft')
  @ReadsParts()
  async running(@Visited() visit: Visit, @Param('code') code: string): Promise<string> {
    const { fields, version } = await this.#scheme(code);
    const sent = await sentOf(this.ports, visit);
    const built = draftBody(code, version, fields, sent.values);
    if (isRefusal(built)) return part(Running, { faults: [sentenceOf(built)] });
    try {
      return part(Running, { foreseen: await this.#foresee(visit, sent, built), faults: [] });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const faults = faultsOf(problemOf(error.refusals, visit.request.id), built, fields);
      return part(Running, {
        faults: faults.map(({ label, detail }) => (label === undefined ? detail : `${label} : ${detail}`)),
      });
    }
  }

  @Bytes('conventions/nouvelle/:code/modele', 'convention.draft')
  async template(
    @Visited() visit: Visit,
    @Param('code') code: string,
    @Parameters() given: object,
  ): Promise<Readable> {
    const { format } = readDto(TemplateQuery, filled(given));
    const { version } = await this.#scheme(code);
    const asking = askingOf(visit);
    const stated = { effectiveOn: null, knownAt: null, position: await this.#position() };
    const about = await aboutOf(this.ports, asking, stated, [['Dispositif', version.label]]);
    return handOut(asking, schoolsTemplate(version.flows), format, about);
  }

  async #position(): Promise<string> {
    return String(await this.ports.reading.position());
  }

  async #scheme(code: string): Promise<{ version: Latest; fields: readonly ActField[] }> {
    const { versions } = await this.reference.scheme(code);
    const version = versions.at(-1)!;
    return { version, fields: draftFields(version) };
  }

  /** What stands in the form once the spreadsheet has filled the table; nothing where it has already. */
  async #sheet(visit: Visit, values: Values) {
    const sha256 = values[SHEET];
    if (!sha256 || values[readName(SHEET)] === sha256) return undefined;
    const { id } = askingOf(visit).account;
    const upload = await this.ports.uploads.find(sha256, id);
    const bytes = upload?.uploadedBy === id ? await this.ports.documents.get(sha256) : undefined;
    const format = upload && sheetFormatOf(upload.mediaType);
    if (!bytes || !format) return edge('sheet_unreadable', {});
    const rows = await readSheet(bytes, format);
    return isRefusal(rows) ? rows : { ...values, [SCHOOLS]: pasted(rows), [readName(SHEET)]: sha256 };
  }

  async #foresee(visit: Visit, sent: SentForm, built: Built): Promise<Foreseen> {
    let after: History | undefined;
    const foresees = (state: unknown) => {
      after = state as History;
    };
    const answer = await this.#draft(visit, sent, built, foresees);
    return {
      facts: 'facts' in answer ? answer.facts : [],
      changes: { figures: after ? maximaOf(latestState(after)) : [] },
    };
  }

  #draft(visit: Visit, { key }: SentForm, { body }: Built, foresees?: (state: unknown) => void) {
    const writing = {
      ...askingOf(visit),
      key,
      preview: foresees !== undefined,
      typed: true as const,
      ...(foresees ? { foresees } : {}),
      body: { path: {}, body: JSON.parse(JSON.stringify(body)) as Record<string, never> },
    };
    return this.life.draft(writing, readDto(DraftConvention, body));
  }
}

/** What each line may come to, once its tranches are firm. */
function maximaOf({ lines }: Pick<ConventionState, 'lines'>): readonly Change[] {
  return lines.flatMap(({ label, tranches }) =>
    tranches.map(({ label: tranche, allocations }) => ({
      place: `${label}, ${tranche}`,
      name: 'Montant maximal',
      before: '0.00',
      after: Euros.sum(allocations.map(({ maximum }) => maximum)).toString(),
    })),
  );
}

type Latest = Awaited<ReturnType<ReferenceController['scheme']>>['versions'][number];
