import type { Readable } from 'node:stream';
import { Param, Query as Parameters } from '@nestjs/common';
import { isRefusal } from '#kernel';
import { sentenceOf } from '#wording';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { ReadsParts } from '../../request/account.guard.js';
import { traceRefusal } from '../../request/trace.js';
import { readDto } from '../../validation/dto.pipe.js';
import { TemplateQuery } from '../actions/act.controller.js';
import type { Values, Built } from '../actions/action.js';
import { NOTHING_BUILT } from '../actions/body.js';
import { proposed } from '../actions/doable.js';
import { Running } from '../actions/foreseen.js';
import { sentOf } from '../actions/form.js';
import type { FieldFault } from '../components/messages.js';
import { faultsOf, untouched } from '../forms/desk.js';
import { html, part } from '../html.js';
import { Bytes, Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import { draftFields, SCHOOLS, SHEET } from './draft.fields.js';
import { ChooseSchemePage, DraftPage, DraftPreviewPage } from './draft.page.js';
import { type Drafting, DraftingTable } from './drafting-table.js';

/** A convention drafted from a scheme, or drafted again: step by step, with its totals, then its preview. */
@Pages()
export class DraftPages {
  constructor(private readonly table: DraftingTable) {}

  @Page('conventions/nouvelle', 'convention.draft')
  async choose(@Visited() { frame }: Visit): Promise<string> {
    return html(ChooseSchemePage, { frame, schemes: await this.table.schemes() });
  }

  @Page('conventions/nouvelle/:code', 'convention.draft')
  async form(@Visited() visit: Visit, @Param('code') code: string): Promise<string> {
    return this.#form(visit, await this.table.anew(code));
  }

  @Sent('conventions/nouvelle/:code', 'convention.draft')
  @ReadsParts()
  async sent(@Visited() visit: Visit, @Param('code') code: string): Promise<string | undefined> {
    return this.#sent(visit, await this.table.anew(code));
  }

  /** The totals of what is typed now. */
  @Sent('conventions/nouvelle/:code/calcul', 'convention.draft')
  @ReadsParts()
  async running(@Visited() visit: Visit, @Param('code') code: string): Promise<string> {
    return this.#running(visit, await this.table.anew(code));
  }

  @Bytes('conventions/nouvelle/:code/modele', 'convention.draft')
  async template(
    @Visited() visit: Visit,
    @Param('code') code: string,
    @Parameters() given: object,
  ): Promise<Readable> {
    const { format } = readDto(TemplateQuery, filled(given));
    return this.table.template(askingOf(visit), code, format);
  }

  /** A draft that nobody has signed, to be replaced. */
  @Page('conventions/:id/projet', 'convention.draft')
  async formAgain(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.#form(visit, await this.table.again(visit, id));
  }

  @Sent('conventions/:id/projet', 'convention.draft')
  @ReadsParts()
  async sentAgain(@Visited() visit: Visit, @Param('id') id: string): Promise<string | undefined> {
    return this.#sent(visit, await this.table.again(visit, id));
  }

  @Sent('conventions/:id/projet/calcul', 'convention.draft')
  @ReadsParts()
  async runningAgain(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    return this.#running(visit, await this.table.again(visit, id));
  }

  #form({ frame }: Visit, drafting: Drafting): string {
    const fields = fieldsOf(drafting, drafting.values);
    const values = { ...proposed(fields), ...drafting.values };
    return html(DraftPage, { frame, drafting, fields, ...untouched(values) });
  }

  async #sent(visit: Visit, drafting: Drafting): Promise<string | undefined> {
    const sent = await sentOf(this.table.ports, visit);
    const { frame } = visit;
    const again = (values: Values, faults: readonly FieldFault[], status: number, now = drafting) => {
      void visit.reply.status(status);
      const version = now.version === undefined ? {} : { version: now.version };
      const fields = fieldsOf(drafting, values);
      return html(DraftPage, {
        frame,
        drafting: { ...drafting, ...version },
        fields,
        once: sent.key,
        values,
        faults,
      });
    };
    const asTyped = { ...drafting, version: sent.version };
    if (sent.step === 'change') return again(sent.values, [], 200, asTyped);
    const atSheet = (detail: string) =>
      again(sent.values, [{ field: SHEET, label: 'Annexe', detail }], 422, asTyped);
    const [refused] = sent.refused.values();
    if (refused !== undefined) return atSheet(refused);
    const table = await this.table.sheet(askingOf(visit), sent.values);
    if (isRefusal(table)) return atSheet(sentenceOf(table));
    if (table) return again(table, [], 200, asTyped);
    const fields = fieldsOf(drafting, sent.values);
    let built: Built = NOTHING_BUILT;
    try {
      built = await this.table.built(askingOf(visit), drafting, fields, sent.values);
      if (sent.step === 'preview') {
        const foreseen = await this.table.foresee(visit, drafting, sent, built);
        const props = { frame, drafting: asTyped, fields, once: sent.key };
        return html(DraftPreviewPage, { ...props, values: sent.values, foreseen });
      }
      const written = await this.table.draft(visit, drafting, sent, built);
      goTo(visit, `/conventions/${written.id}`);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const problem = problemOf(error.refusals, visit.request.id);
      if (sent.step === 'confirm' && !error.traced)
        await traceRefusal(this.table.ports, visit.request, problem.code);
      const stale = problem.code === 'version_mismatch';
      const faults = stale ? [{ detail: problem.detail }] : faultsAt(problem, built, fields);
      return again(sent.values, faults, problem.status, stale ? drafting : asTyped);
    }
  }

  async #running(visit: Visit, drafting: Drafting): Promise<string> {
    const sent = await sentOf(this.table.ports, visit);
    const fields = fieldsOf(drafting, sent.values);
    let built: Built = NOTHING_BUILT;
    try {
      built = await this.table.built(askingOf(visit), drafting, fields, sent.values);
      return part(Running, { foreseen: await this.table.foresee(visit, drafting, sent, built), faults: [] });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const faults = faultsAt(problemOf(error.refusals, visit.request.id), built, fields);
      return part(Running, {
        faults: faults.map(({ label, detail }) => (label === undefined ? detail : `${label} : ${detail}`)),
      });
    }
  }
}

const fieldsOf = ({ scheme, values }: Drafting, typed: Values) =>
  draftFields(scheme, typed, values['tranches.0.id'] ?? '');

/** A table that cannot be read is at fault before there is a body. */
function faultsAt(
  problem: ReturnType<typeof problemOf>,
  built: Built,
  fields: ReturnType<typeof draftFields>,
) {
  const before = new Map([
    [`/${SCHOOLS}`, SCHOOLS],
    ['/parent', 'parent'],
  ]);
  return faultsOf(problem, { ...built, fieldAt: new Map([...before, ...built.fieldAt]) }, fields);
}
