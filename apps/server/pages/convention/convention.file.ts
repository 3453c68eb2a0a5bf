import { Injectable } from '@nestjs/common';
import type { SchemeVersion } from '#ledger';
import type { ConventionAnswer } from '../../answers/convention.answer.js';
import { Ports } from '../../ports.js';
import { ConventionsController } from '../../reading/conventions.controller.js';
import { AsOfQuery } from '../../reading/question.dto.js';
import { ReferenceController } from '../../reference/reference.controller.js';
import { todayOf } from '../../request/asking.js';
import { readDto } from '../../validation/dto.pipe.js';
import type { Situation } from '../actions/action.js';
import { isRecord } from '../history/recorded.js';
import { filled, type Query } from '../query.js';
import { askingOf, type Visit } from '../visit.js';

/** A convention as the routes of the API tell it to who asks. */
@Injectable()
export class ConventionFile {
  constructor(
    private readonly ports: Ports,
    private readonly conventions: ConventionsController,
    private readonly reference: ReferenceController,
  ) {}

  async read(visit: Visit, id: string, query: Query) {
    const asking = askingOf(visit);
    const asOf = asOfOf(query);
    const of = await this.conventions.one(asking, id, asOf);
    const { events } = await this.conventions.events(asking, id, asOf);
    void visit.reply.removeHeader('ETag');
    return { of, events };
  }

  deadlines(visit: Visit, id: string, query: Query) {
    return this.conventions.deadlines(askingOf(visit), id, asOfOf(query));
  }

  /** All that is known now. */
  async situation(visit: Visit, id: string): Promise<Situation> {
    return this.situationOf(await this.read(visit, id, {}));
  }

  async situationOf({ of, events }: Awaited<ReturnType<ConventionFile['read']>>): Promise<Situation> {
    const { flows } = await this.scheme(of);
    return { of, events: events.filter(isRecord), today: todayOf(this.ports.clock()), flows };
  }

  /** The scheme of a convention, in the version under which it was drafted. */
  async scheme({ scheme: { code, version } }: Pick<ConventionAnswer, 'scheme'>): Promise<SchemeVersion> {
    const { versions } = await this.reference.scheme(code);
    return versions.find(known => known.version === version) ?? versions.at(-1)!;
  }
}

function asOfOf(query: Query): AsOfQuery {
  const { effectiveOn, knownAt } = query;
  return readDto(AsOfQuery, filled({ effectiveOn, knownAt }));
}
