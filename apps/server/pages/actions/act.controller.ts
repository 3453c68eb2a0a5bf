import { Param, Query as Parameters } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { may } from '#access';
import { isRefusal, type Refusal } from '#kernel';
import type { History } from '#ledger';
import { readSheet } from '#rendering';
import { sentenceOf } from '#wording';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { ConventionsController } from '../../reading/conventions.controller.js';
import { aboutOf, handOut } from '../../reading/handing-out.js';
import { readDto } from '../../validation/dto.pipe.js';
import { OneOf } from '../../validation/fields.js';
import { ReadsParts } from '../../request/account.guard.js';
import { traceRefusal } from '../../request/trace.js';
import type { FieldFault } from '../components/messages.js';
import { ConventionFile } from '../convention/convention.file.js';
import { faultsOf } from '../forms/desk.js';
import type { Recorded } from '../history/recorded.js';
import { html, part } from '../html.js';
import { Bytes, Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import type { Act, ActField, Situation, Target, Values, Built } from './action.js';
import { ActFormPage, type ActPageProps, PreviewPage, TargetsPage } from './act.page.js';
import { ActRoutes } from './act-routes.js';
import { ACTS } from './acts/index.js';
import { changesOf } from './changes.js';
import { type Foreseen, Running } from './foreseen.js';
import { composed, typedOf } from './body.js';
import { proposed } from './doable.js';
import { sheetFormatOf } from './sheets/format.js';
import { fileName, newKey, readName, type Sent as SentForm, sentOf } from './form.js';

export class TemplateQuery {
  @OneOf(['xlsx', 'ods', 'csv']) format!: 'xlsx' | 'ods' | 'csv';
}

interface Opened {
  readonly act: Act;
  readonly target: Target;
  readonly at: Situation;
  readonly fields: readonly ActField[];
}

/** Acts as forms: typed, previewed, confirmed. Each is one route of the API, called without HTTP. */
@Pages()
export class ActPages {
  constructor(
    private readonly ports: Ports,
    private readonly file: ConventionFile,
    private readonly routes: ActRoutes,
    private readonly conventions: ConventionsController,
  ) {}

  @Page('conventions/:id/actes/:act', 'convention.read')
  async form(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
    @Parameters() given: object,
  ): Promise<string> {
    const opened = await this.#open(visit, id, key, filled(given)['cible'] ?? '');
    const { act, target, fields, at } = opened;
    const targets = act.targets(at);
    if (target.id === '' && targets.length > 1) {
      const { id: of, reference } = at.of;
      return html(TargetsPage, { frame: visit.frame, act, id: of, reference, targets });
    }
    const values = { ...proposed(fields), ...filled(given) };
    const props = this.#props(visit, opened, { once: newKey(), version: at.of.version, values });
    return html(ActFormPage, { ...props, faults: [], meanwhile: [] });
  }

  @Sent('conventions/:id/actes/:act', 'convention.read')
  @ReadsParts()
  async sent(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
  ): Promise<string | undefined> {
    const sent = await sentOf(this.ports, visit);
    const opened = await this.#open(visit, id, key, sent.target, sent.values);
    const { act, at, fields, target } = opened;
    const version = sent.version ?? at.of.version;
    const props = this.#props(visit, opened, { once: sent.key, version, values: sent.values });
    const again = (faults: readonly FieldFault[]) => html(ActFormPage, { ...props, faults, meanwhile: [] });
    if (sent.step === 'change') return again([]);
    if (sent.refused.size > 0) {
      void visit.reply.status(422);
      return again(faultsOfFiles(sent, fields));
    }
    const filledIn = await this.#sheet(visit, opened, sent.values);
    if (isRefusal(filledIn)) {
      const { field = '' } = act.sheet ?? {};
      const label = fields.find(({ name }) => name === field)?.label ?? field;
      void visit.reply.status(422);
      return again([{ field, label, detail: sentenceOf(filledIn) }]);
    }
    if (filledIn) {
      const all = act.fields(at, target, filledIn);
      return html(ActFormPage, {
        ...props,
        fields: all,
        values: filledIn,
        faults: [],
        meanwhile: [],
        read: true,
      });
    }
    let built = typedOf(act, target, sent.values, fields);
    const preview = sent.step === 'preview';
    try {
      built = composed(act, built, at);
      if (preview) {
        const foreseen = await this.#foresee(visit, opened, sent, built);
        return html(PreviewPage, { ...props, foreseen });
      }
      await this.#send(visit, opened, sent, built);
      goTo(visit, `/conventions/${id}?fait=${act.key}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (!preview && !error.traced) await traceRefusal(this.ports, visit.request, problem.code);
      void visit.reply.status(problem.status);
      if (problem.code === 'version_mismatch') {
        const fresh = { ...props, version: at.of.version };
        return html(ActFormPage, { ...fresh, faults: [], meanwhile: since(at, version) });
      }
      return again(faultsOf(problem, built, fields));
    }
  }

  /** What the form would change as it is filled now: a part of its page. */
  @Sent('conventions/:id/actes/:act/calcul', 'convention.read')
  async running(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
  ): Promise<string> {
    const sent = await sentOf(this.ports, visit);
    const opened = await this.#open(visit, id, key, sent.target, sent.values);
    const { act, at, fields, target } = opened;
    let built = typedOf(act, target, sent.values, fields);
    try {
      built = composed(act, built, at);
      return part(Running, { foreseen: await this.#foresee(visit, opened, sent, built), faults: [] });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      return part(Running, {
        faults: faultsOf(problem, built, fields).map(
          ({ label, detail }) => `${label ? `${label} : ` : ''}${detail}`,
        ),
      });
    }
  }

  /** The spreadsheet in which the form can be filled. */
  @Bytes('conventions/:id/actes/:act/modele', 'convention.read')
  async template(
    @Visited() visit: Visit,
    @Param('id') id: string,
    @Param('act') key: string,
    @Parameters() given: object,
  ): Promise<Readable> {
    const { cible = '', format } = filled(given);
    const { format: wanted } = readDto(TemplateQuery, { format });
    const { act, at, target } = await this.#open(visit, id, key, cible);
    if (!act.sheet) throw new Refused([edge('route_unknown')]);
    const asking = askingOf(visit);
    const stated = {
      effectiveOn: null,
      knownAt: null,
      position: String(await this.ports.reading.position()),
    };
    const about = await aboutOf(this.ports, asking, stated, [
      ['Convention', at.of.reference],
      ['Volet', target.text],
    ]);
    return handOut(asking, act.sheet.template(at, target), wanted, about);
  }

  /** What the fields hold once the spreadsheet that was sent has filled them; nothing where it has already. */
  async #sheet(
    visit: Visit,
    { act, at, target }: Opened,
    values: Values,
  ): Promise<Values | Refusal | undefined> {
    const { sheet } = act;
    const sha256 = sheet && values[sheet.field];
    if (!sheet || !sha256 || values[readName(sheet.field)] === sha256) return undefined;
    const { id } = askingOf(visit).account;
    const upload = await this.ports.uploads.find(sha256, id);
    // A hash in a form is no right to read what others sent.
    const bytes = upload?.uploadedBy === id ? await this.ports.documents.get(sha256) : undefined;
    const name = values[fileName(sheet.field)] ?? '';
    const format = upload && sheetFormatOf(upload.mediaType);
    if (!bytes || !format) return edge('sheet_unreadable', {});
    const rows = await readSheet(bytes, format);
    if (isRefusal(rows)) return rows;
    const read = sheet.read(rows, at, target);
    if (isRefusal(read)) return read;
    return { ...values, ...read, [readName(sheet.field)]: sha256, [fileName(sheet.field)]: name };
  }

  async #foresee(visit: Visit, opened: Opened, sent: SentForm, built: Built): Promise<Foreseen> {
    let after: History | undefined;
    const foresees = (state: unknown) => {
      after = state as History;
    };
    const answer = await this.#send(visit, opened, sent, built, foresees);
    const { of } = opened.at;
    const changes = after
      ? changesOf(of, this.conventions.foreseen(askingOf(visit), of.id, after))
      : { figures: [] };
    return { facts: 'facts' in answer ? answer.facts : [], changes };
  }

  /** @param foresees asks for a preview, and is told what the convention would be */
  async #send(
    visit: Visit,
    { act, at, target }: Opened,
    sent: SentForm,
    { body }: Built,
    foresees?: (state: unknown) => void,
  ) {
    const writing = {
      ...askingOf(visit),
      key: sent.key,
      preview: foresees !== undefined,
      ...(foresees ? { foresees } : {}),
      typed: true,
      ...(sent.version === undefined ? {} : { ifMatch: sent.version }),
      body: {
        path: { id: at.of.id, act: act.key, target: target.id },
        body: JSON.parse(JSON.stringify(body)) as object,
      },
    } as Parameters<Act['send']>[1]['writing'];
    return act.send(this.routes, { writing, id: at.of.id, target: target.id, body });
  }

  async #open(visit: Visit, id: string, key: string, cible: string, values?: Values): Promise<Opened> {
    const act = ACTS.find(known => known.key === key);
    if (!act) throw new Refused([edge('route_unknown')]);
    const { account } = askingOf(visit);
    if (!may(account, act.permission))
      throw new Refused([edge('permission_missing', { role: account.role })]);
    const at = await this.file.situation(visit, id);
    const targets = act.targets(at);
    // What the act was about may have gone meanwhile: the rules then say why it is refused.
    const target = targets.find(known => known.id === cible) ?? { id: cible, text: '' };
    return { act, target, at, fields: act.fields(at, target, values) };
  }

  #props(
    { frame }: Visit,
    { act, target, at, fields }: Opened,
    more: Pick<ActPageProps, 'once' | 'version' | 'values'>,
  ): ActPageProps {
    return { frame, act, target, fields, id: at.of.id, reference: at.of.reference, ...more };
  }
}

function since({ events }: Situation, version: number): readonly Recorded[] {
  return events.filter(event => event.version > version);
}

function faultsOfFiles({ refused }: SentForm, fields: readonly ActField[]): readonly FieldFault[] {
  return [...refused].map(([name, detail]) => ({
    field: name,
    label: fields.find(field => field.name === name)?.label ?? name,
    detail,
  }));
}
