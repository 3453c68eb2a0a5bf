import { Body, Param } from '@nestjs/common';
import { sentenceOf } from '#wording';
import { ReferenceController } from '../../reference/reference.controller.js';
import {
  Nothing,
  OpenFiscalYear,
  PublishScheme,
  SetNomenclatureCode,
} from '../../reference/reference.dto.js';
import type { Writing } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { readDto } from '../../validation/dto.pipe.js';
import { Desk, type Filled, untouched, valuesIn } from '../forms/desk.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { AdministrationPage, EndingPage, YEAR_FIELDS } from './administration.page.js';
import { TokensPage } from './accounts.page.js';
import { newSchemeBody, newSchemeFields } from './new-scheme.fields.js';
import { CODE_FIELDS, NewSchemePage, NomenclaturePage, SchemePage, SchemesPage } from './reference.page.js';
import { carriedOver, schemeFields, schemeValues } from './scheme.fields.js';

function existsAlready({ code: scheme }: PublishScheme) {
  return (error: unknown): never => {
    const taken = error instanceof Refused && error.refusals[0]?.code === 'version_mismatch';
    throw taken ? new Refused([edge('scheme_exists', { scheme }, '/code')]) : error;
  };
}

/** The rules as data, and the fiscal years. */
@Pages()
export class AdministrationPages {
  constructor(
    private readonly ports: Ports,
    private readonly reference: ReferenceController,
    private readonly desk: Desk,
  ) {}

  @Page('administration', 'fiscal_year.close')
  page(@Visited() visit: Visit): Promise<string> {
    return this.#page(visit, untouched());
  }

  @Sent('administration/exercices', 'fiscal_year.close')
  open(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    return this.#year(visit, form, (writing, body) =>
      this.reference.open(writing, readDto(OpenFiscalYear, body)),
    );
  }

  /** What ends a fiscal year is said, and asked of the rules, before it is done. */
  @Page('administration/exercices/:year/:act', 'fiscal_year.close')
  async ending(
    @Visited() visit: Visit,
    @Param('year') year: string,
    @Param('act') act: string,
  ): Promise<string> {
    const ending = (['closing', 'closure'] as const).find(known => known === act);
    if (!ending) throw new Refused([edge('route_unknown')]);
    const { once } = untouched();
    const asking = {
      ...askingOf(visit),
      key: once,
      preview: true,
      typed: true as const,
      body: { path: { year }, body: {} },
    };
    const asked =
      act === 'closing'
        ? this.reference.beginClosing(asking, year, new Nothing())
        : this.reference.close(asking, year, new Nothing());
    const why = await asked.then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Refused && error.refusals[0]?.code !== 'route_unknown')
          return sentenceOf(error.refusals[0]!);
        throw error;
      },
    );
    return html(EndingPage, { frame: visit.frame, year, act: ending, once, why });
  }

  @Sent('administration/exercices/:year/closing', 'fiscal_year.close')
  closing(
    @Visited() visit: Visit,
    @Param('year') year: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    return this.#year(visit, form, writing => this.reference.beginClosing(writing, year, new Nothing()));
  }

  @Sent('administration/exercices/:year/closure', 'fiscal_year.close')
  close(
    @Visited() visit: Visit,
    @Param('year') year: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    return this.#year(visit, form, writing => this.reference.close(writing, year, new Nothing()));
  }

  @Page('administration/jetons', 'token.manage')
  async tokens(@Visited() { frame }: Visit): Promise<string> {
    return html(TokensPage, { frame, tokens: await this.ports.tokens.list() });
  }

  @Page('administration/dispositifs', 'scheme.publish')
  async schemes(@Visited() { frame }: Visit): Promise<string> {
    const { schemes } = await this.reference.schemes();
    return html(SchemesPage, { frame, schemes });
  }

  @Page('administration/dispositifs/nouveau', 'scheme.publish')
  newScheme(@Visited() { frame }: Visit): string {
    return html(NewSchemePage, { frame, fields: newSchemeFields({}), filling: untouched() });
  }

  @Sent('administration/dispositifs/nouveau', 'scheme.publish')
  publishNew(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    const { frame } = visit;
    const typed = valuesIn(form);
    const fields = newSchemeFields(typed);
    return this.desk.takes(visit, form, {
      fields,
      compose: values => newSchemeBody(fields, values),
      again: filling => html(NewSchemePage, { frame, fields, filling }),
      act: async (body, writing) => {
        const scheme = readDto(PublishScheme, body);
        // A version of a scheme that is there already has its own form, which shows what it changes.
        await this.reference.publish({ ...writing, ifMatch: 0 }, scheme).catch(existsAlready(scheme));
        return '/administration/dispositifs';
      },
    });
  }

  @Page('administration/dispositifs/:code', 'scheme.publish')
  async scheme(@Visited() { frame }: Visit, @Param('code') code: string): Promise<string> {
    const { fields, latest } = await this.#latest(code);
    const values = { ...schemeValues(latest, fields), validFrom: '', validUntil: '' };
    return html(SchemePage, { frame, code, fields, filling: untouched(values) });
  }

  @Sent('administration/dispositifs/:code', 'scheme.publish')
  async publish(
    @Visited() visit: Visit,
    @Param('code') code: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    const { frame } = visit;
    const { fields, latest } = await this.#latest(code);
    return this.desk.takes(visit, form, {
      fields,
      fixed: { ...carriedOver(latest), code },
      again: filling => html(SchemePage, { frame, code, fields, filling }),
      act: async (body, writing) => {
        await this.reference.publish(writing, readDto(PublishScheme, body));
        return '/administration/dispositifs';
      },
    });
  }

  @Page('administration/nomenclature', 'nomenclature.set')
  nomenclature(@Visited() visit: Visit): Promise<string> {
    return this.#nomenclature(visit, untouched({ fictitious: 'non' }));
  }

  @Sent('administration/nomenclature', 'nomenclature.set')
  setCode(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    return this.desk.takes(visit, form, {
      fields: CODE_FIELDS,
      again: filling => this.#nomenclature(visit, filling),
      act: async (body, writing) => {
        await this.reference.setCode(writing, readDto(SetNomenclatureCode, body));
        return '/administration/nomenclature';
      },
    });
  }

  async #latest(code: string) {
    const { versions } = await this.reference.scheme(code);
    const latest = versions.at(-1)!;
    return { latest, fields: schemeFields(latest) };
  }

  async #nomenclature({ frame }: Visit, filling: Filled): Promise<string> {
    const { entries } = await this.reference.nomenclature();
    return html(NomenclaturePage, { frame, entries, filling });
  }

  #year(
    visit: Visit,
    form: Form,
    write: (writing: Writing, body: object) => Promise<unknown>,
  ): Promise<string | undefined> {
    return this.desk.takes(visit, form, {
      fields: YEAR_FIELDS,
      again: filling => this.#page(visit, filling),
      act: async (body, writing) => {
        await write(writing, body);
        return '/administration';
      },
    });
  }

  async #page({ frame }: Visit, filling: Filled): Promise<string> {
    const { fiscalYears } = await this.reference.fiscalYears();
    return html(AdministrationPage, { frame, years: fiscalYears, filling });
  }
}
