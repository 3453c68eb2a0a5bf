import { Body, Param } from '@nestjs/common';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { ReferenceController } from '../../reference/reference.controller.js';
import { Nothing, OpenFiscalYear } from '../../reference/reference.dto.js';
import type { Writing } from '../../request/asking.js';
import type { Form } from '../../request/forms.js';
import { traceRefusal } from '../../request/trace.js';
import { Ports } from '../../ports.js';
import { readDto } from '../../validation/dto.pipe.js';
import { newKey } from '../actions/form.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { askingOf, goTo, type Visit, Visited } from '../visit.js';
import { AdministrationPage } from './administration.page.js';

/** The rules as data, and the fiscal years. */
@Pages()
export class AdministrationPages {
  constructor(
    private readonly ports: Ports,
    private readonly reference: ReferenceController,
  ) {}

  @Page('administration', 'fiscal_year.close')
  async page(@Visited() visit: Visit): Promise<string> {
    return this.#page(visit);
  }

  @Sent('administration/exercices', 'fiscal_year.close')
  open(@Visited() visit: Visit, @Body() form: Form): Promise<string | undefined> {
    const year =
      typeof form['year'] === 'string' && /^\d{1,9}$/.test(form['year'])
        ? Number(form['year'])
        : form['year'];
    return this.#does(visit, form, { year }, writing =>
      this.reference.open(writing, readDto(OpenFiscalYear, { year })),
    );
  }

  @Sent('administration/exercices/:year/closing', 'fiscal_year.close')
  closing(
    @Visited() visit: Visit,
    @Param('year') year: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    return this.#does(visit, form, {}, writing => this.reference.beginClosing(writing, year, new Nothing()));
  }

  @Sent('administration/exercices/:year/closure', 'fiscal_year.close')
  close(
    @Visited() visit: Visit,
    @Param('year') year: string,
    @Body() form: Form,
  ): Promise<string | undefined> {
    return this.#does(visit, form, {}, writing => this.reference.close(writing, year, new Nothing()));
  }

  async #does(
    visit: Visit,
    { cle }: Form,
    body: object,
    write: (writing: Writing) => Promise<unknown>,
  ): Promise<string | undefined> {
    const { url } = visit.request;
    const key = typeof cle === 'string' && /^[\w-]{1,100}$/.test(cle) ? cle : newKey();
    try {
      await write({
        ...askingOf(visit),
        key,
        preview: false,
        typed: true,
        body: { path: { url }, body: { ...body } },
      });
      goTo(visit, '/administration');
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { detail, status, code } = problemOf(error.refusals, visit.request.id);
      if (!error.traced) await traceRefusal(this.ports, visit.request, code);
      void visit.reply.status(status);
      return this.#page(visit, detail);
    }
  }

  async #page({ frame }: Visit, fault?: string): Promise<string> {
    const [{ schemes }, { entries }, { fiscalYears }] = await Promise.all([
      this.reference.schemes(),
      this.reference.nomenclature(),
      this.reference.fiscalYears(),
    ]);
    return html(AdministrationPage, {
      frame,
      schemes,
      nomenclature: entries,
      years: fiscalYears,
      once: newKey(),
      fault,
    });
  }
}
