import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { may } from '#access';
import { Euros, isRefusal, refuse } from '#kernel';
import { type ConventionState, type Draft, type History, latestState, type SchemeVersion } from '#ledger';
import { type FileFormat, readSheet } from '#rendering';
import { sentenceOf } from '#wording';
import { DraftConvention } from '../../conventions/draft.dto.js';
import { LifeController } from '../../conventions/life.controller.js';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { ConventionsController, ConventionsQuery } from '../../reading/conventions.controller.js';
import { aboutOf, handOut } from '../../reading/handing-out.js';
import { ReferenceController } from '../../reference/reference.controller.js';
import { type Asking, todayOf } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import type { ActField, Built, Situation, Values } from '../actions/action.js';
import type { Change } from '../actions/changes.js';
import type { Doable } from '../actions/doable.js';
import type { Foreseen } from '../actions/foreseen.js';
import { readName, type Sent } from '../actions/form.js';
import { sheetFormatOf } from '../actions/sheets/format.js';
import { ConventionFile } from '../convention/convention.file.js';
import { askingOf, type Visit } from '../visit.js';
import { draftBody } from './draft.body.js';
import { draftFields, SCHOOLS, SHEET } from './draft.fields.js';
import { proposedDraft, valuesOfDraft } from './draft.values.js';
import { pasted, schoolsTemplate } from './schools.js';

/** What is being drafted: under which scheme, from which values; anew, or in place of a draft that is recorded. */
export interface Drafting {
  readonly path: string;
  readonly code: string;
  readonly scheme: SchemeVersion;
  readonly values: Values;
  /** The convention whose draft is replaced. */
  readonly of?: { readonly id: string; readonly reference: string };
  readonly version?: number | undefined;
}

type OnceSent = Pick<Sent, 'key' | 'version'>;
type Asks = Asking & { readonly account: { readonly id: string } };

/** Where drafts are made: what a form proposes, what it holds, what it would record. */
@Injectable()
export class DraftingTable {
  constructor(
    readonly ports: Ports,
    private readonly reference: ReferenceController,
    private readonly life: LifeController,
    private readonly conventions: ConventionsController,
    private readonly file: ConventionFile,
  ) {}

  async schemes() {
    return (await this.reference.schemes()).schemes;
  }

  async anew(code: string): Promise<Drafting> {
    const scheme = await this.#scheme(code);
    const today = todayOf(this.ports.clock());
    const values = proposedDraft(today, this.ports.mode === 'demonstration');
    return { path: `/conventions/nouvelle/${code}`, code, scheme, values };
  }

  async again(visit: Visit, id: string): Promise<Drafting> {
    return this.#again(await this.file.situation(visit, id));
  }

  async #again({ of, events }: Situation): Promise<Drafting> {
    const { id } = of;
    const drafted = events.findLast(({ type }) => type === 'ConventionDrafted');
    if (!drafted) throw new Refused([edge('route_unknown')]);
    const scheme = await this.#scheme(of.scheme.code);
    // Facts of a life are in order: the draft is replaced on the day of the last one.
    const on = events
      .map(({ effectiveOn }) => effectiveOn)
      .toSorted()
      .at(-1)!;
    const values = valuesOfDraft(drafted.data as unknown as Draft, scheme, {
      on,
      parent: of.parent?.reference,
    });
    const { version, reference } = of;
    return {
      path: `/conventions/${id}/projet`,
      code: of.scheme.code,
      scheme,
      values,
      of: { id, reference },
      version,
    };
  }

  /**
   * Whether the draft may be replaced, asked of the rules with as little as a draft may say; nothing for a role that does
   * not draft.
   */
  async doable(visit: Visit, at: Situation): Promise<readonly Doable[]> {
    const asking = askingOf(visit);
    if (!may(asking.account, 'convention.draft')) return [];
    const title = 'Modifier le projet';
    const drafting = await this.#again(at);
    const { scheme, path } = drafting;
    const least = Object.entries(drafting.values).filter(([name]) => !/^(?:lines\.|tableau$)/.test(name));
    const values = Object.fromEntries(least);
    try {
      const built = await this.built(asking, drafting, draftFields(scheme, values, ''), values);
      await this.foresee(visit, drafting, { key: 'preview', version: undefined }, built);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return [{ title, ways: [], why: sentenceOf(error.refusals[0]!) }];
    }
    return [{ title, ways: [{ text: '', path }] }];
  }

  async template(asking: Asks, code: string, format: FileFormat): Promise<Readable> {
    const { label, flows } = await this.#scheme(code);
    const position = String(await this.ports.reading.position());
    const stated = { effectiveOn: null, knownAt: null, position };
    const about = await aboutOf(this.ports, asking, stated, [['Dispositif', label]]);
    return handOut(asking, schoolsTemplate(flows), format, about);
  }

  /** What stands in the form once the spreadsheet has filled the table; nothing where it has already. */
  async sheet({ account: { id } }: Asks, values: Values) {
    const sha256 = values[SHEET];
    if (!sha256 || values[readName(SHEET)] === sha256) return undefined;
    const upload = await this.ports.uploads.find(sha256, id);
    const bytes = upload?.uploadedBy === id ? await this.ports.documents.get(sha256) : undefined;
    const format = upload && sheetFormatOf(upload.mediaType);
    if (!bytes || !format) return edge('sheet_unreadable', {});
    const rows = await readSheet(bytes, format);
    return isRefusal(rows) ? rows : { ...values, [SCHOOLS]: pasted(rows), [readName(SHEET)]: sha256 };
  }

  /** The body that is asked for. Throws `Refused` where the table or the parent cannot be read. */
  async built(
    asking: Asks,
    { code, scheme }: Drafting,
    fields: readonly ActField[],
    values: Values,
  ): Promise<Built> {
    const parent = (values['parent'] ?? '').trim();
    const named = parent === '' ? values : { ...values, parent: await this.#parent(asking, parent) };
    const built = draftBody(code, scheme, fields, named);
    if (isRefusal(built)) throw new Refused([built]);
    return built;
  }

  async foresee(visit: Visit, drafting: Drafting, sent: OnceSent, built: Built): Promise<Foreseen> {
    let after: History | undefined;
    const foresees = (state: unknown) => {
      after = state as History;
    };
    const answer = await this.draft(visit, drafting, sent, built, foresees);
    return {
      facts: 'facts' in answer ? answer.facts : [],
      changes: { figures: after ? maximaOf(latestState(after)) : [] },
    };
  }

  draft(
    visit: Visit,
    { of }: Drafting,
    { key, version }: OnceSent,
    { body }: Built,
    foresees?: (state: unknown) => void,
  ) {
    const writing = {
      ...askingOf(visit),
      key,
      preview: foresees !== undefined,
      typed: true as const,
      ...(foresees ? { foresees } : {}),
      ...(of && version !== undefined ? { ifMatch: version } : {}),
      body: {
        path: of ? { id: of.id } : {},
        body: JSON.parse(JSON.stringify(body)) as Record<string, never>,
      },
    };
    const draft = readDto(DraftConvention, body);
    return of ? this.life.redraft(writing, of.id, draft) : this.life.draft(writing, draft);
  }

  async #scheme(code: string): Promise<SchemeVersion> {
    return (await this.reference.scheme(code)).versions.at(-1)!;
  }

  /** The identifier of the convention of that reference, among those that one may see. */
  async #parent(asking: Asks, reference: string): Promise<string> {
    const query = readDto(ConventionsQuery, { search: reference, limit: '200' });
    const { conventions } = await this.conventions.list(asking, query);
    const found = conventions.find(known => known.reference === reference);
    if (!found) throw new Refused([refuse('parent_unknown', { parent: reference }, '/parent')]);
    return found.id;
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
