import { Body, Controller, Param } from '@nestjs/common';
import {
  type FiscalYearState,
  fiscalYearStream,
  latestEntry,
  NOMENCLATURE_STREAM,
  type NomenclatureState,
  type SchemeState,
  schemeStream,
} from '#ledger';
import {
  FiscalYearsAnswer,
  NomenclatureAnswer,
  SchemeAnswer,
  SchemesAnswer,
} from '../answers/reference.answer.js';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { Read } from '../reading/read.decorator.js';
import { Asked, type Writing } from '../request/asking.js';
import { commandOf } from '../validation/command.js';
import { Scribe } from '../writing/scribe.js';
import { Write } from '../writing/write.decorator.js';
import { Nothing, OpenFiscalYear, PublishScheme, SetNomenclatureCode } from './reference.dto.js';

const tag = 'Dispositifs, nomenclature, exercices';

/** The rules as data. */
@Controller()
export class ReferenceController {
  constructor(
    private readonly scribe: Scribe,
    private readonly ports: Ports,
  ) {}

  @Read('schemes', 'reference.read', {
    tag,
    answer: SchemesAnswer,
    summary: 'Les dispositifs, avec toutes leurs versions',
  })
  async schemes(): Promise<SchemesAnswer> {
    const states = await this.#states<SchemeState>('scheme');
    return { schemes: states.map(({ id: code, versions }) => ({ code, versions })) };
  }

  @Read('schemes/:code', 'reference.read', { tag, answer: SchemeAnswer, summary: 'Un dispositif' })
  async scheme(@Param('code') code: string): Promise<SchemeAnswer> {
    const { state, version } = await this.ports.writer.read(schemeStream(code));
    if (version === 0) throw new Refused([edge('scheme_not_found')]);
    return { code, versions: (state as SchemeState).versions };
  }

  @Write('schemes', 'scheme.publish', { tag, summary: 'Publier une version d’un dispositif' })
  publish(@Asked() asked: Writing, @Body() body: PublishScheme) {
    return this.scribe.reference(asked, schemeStream(body.code), commandOf('PublishScheme', body));
  }

  @Read('nomenclature', 'reference.read', {
    tag,
    answer: NomenclatureAnswer,
    summary: 'La nomenclature d’imputation',
  })
  async nomenclature(): Promise<NomenclatureAnswer> {
    const { state } = await this.ports.writer.read(NOMENCLATURE_STREAM);
    const known = state as NomenclatureState;
    return {
      entries: known.entries.map(entry => ({
        ...entry,
        latest: latestEntry(known, entry.axis, entry.key) === entry,
      })),
    };
  }

  @Write('nomenclature', 'nomenclature.set', { tag, summary: 'Donner le code d’un axe à partir d’une date' })
  setCode(@Asked() asked: Writing, @Body() body: SetNomenclatureCode) {
    return this.scribe.reference(asked, NOMENCLATURE_STREAM, commandOf('SetNomenclatureCode', body));
  }

  @Read('fiscal-years', 'reference.read', { tag, answer: FiscalYearsAnswer, summary: 'Les exercices' })
  async fiscalYears(): Promise<FiscalYearsAnswer> {
    const states = await this.#states<FiscalYearState>('fiscalyear');
    return { fiscalYears: states.map(({ id, status }) => ({ year: Number(id), status })) };
  }

  @Write('fiscal-years', 'fiscal_year.close', { tag, summary: 'Ouvrir un exercice' })
  open(@Asked() asked: Writing, @Body() { year }: OpenFiscalYear) {
    return this.scribe.reference(asked, fiscalYearStream(year), { type: 'OpenFiscalYear', year });
  }

  @Write('fiscal-years/:year/closing', 'fiscal_year.close', {
    tag,
    summary: 'Arrêter les écritures d’un exercice',
  })
  beginClosing(@Asked() asked: Writing, @Param('year') text: string, @Body() _: Nothing) {
    const year = yearOfPath(text);
    return this.scribe.reference(asked, fiscalYearStream(year), { type: 'BeginClosingFiscalYear', year });
  }

  @Write('fiscal-years/:year/closure', 'fiscal_year.close', { tag, summary: 'Clore un exercice' })
  close(@Asked() asked: Writing, @Param('year') text: string, @Body() _: Nothing) {
    const year = yearOfPath(text);
    return this.scribe.reference(asked, fiscalYearStream(year), { type: 'CloseFiscalYear', year });
  }

  async #states<State>(category: string): Promise<readonly (State & { readonly id: string })[]> {
    const streams = await this.ports.streams(category);
    return Promise.all(
      streams.map(async stream => ({
        ...((await this.ports.writer.read(stream)).state as State),
        id: stream.slice(category.length + 1),
      })),
    );
  }
}

function yearOfPath(text: string): number {
  if (!/^2[01]\d\d$/.test(text)) throw new Refused([edge('route_unknown')]);
  return Number(text);
}
