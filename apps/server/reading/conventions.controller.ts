import { Controller, Param, Query } from '@nestjs/common';
import { may, maySeeConvention } from '#access';
import { type Deadlines, deadlinesOf, type History, knownAt, latestState, type Stage } from '#ledger';
import { type Balance, BALANCE_NAMES } from '#read-models';
import { STAGES } from '#wording';
import type { Showing } from '../answers/fields.js';
import { ConventionAnswer } from '../answers/convention.answer.js';
import { ConventionsAnswer } from '../answers/conventions.answer.js';
import { DeadlinesAnswer, HistoryAnswer } from '../answers/history.answer.js';
import { Ports } from '../ports.js';
import { conventionUnknown } from '../problem/refused.js';
import { AskedBy, type Asking, perimeterNow, todayOf } from '../request/asking.js';
import { isUuid, Id, OneOf, Text } from '../validation/fields.js';
import { plain } from '../validation/command.js';
import { seenConvention } from '../writing/sight.js';
import { waitFor } from './after.js';
import { conventionView } from './convention.view.js';
import { movedOf, recordsOf, signatoryOf, type SignatoryNames } from './history.view.js';
import { AsOfQuery, Limit } from './question.dto.js';
import { Read } from './read.decorator.js';

const tag = 'Consultation';
const SORTS = ['reference', ...BALANCE_NAMES] as const;

export class ConventionsQuery extends AsOfQuery {
  @Text(100, {
    optional: true,
    description: 'Mots de la référence, du titre, des parties, des écoles.',
    example: 'Crêts',
  })
  search?: string;
  @Id({ description: 'L’académie.', optional: true, example: 'grenoble' }) academie?: string;
  @OneOf(Object.keys(STAGES), { description: 'Où elle en est.', optional: true }) stage?: Stage;
  @OneOf(SORTS, { description: 'Par référence, ou par un solde, le plus grand d’abord.', optional: true })
  sort?: 'reference' | Balance;
  @Limit() limit?: number;
  @Text(1000, { optional: true, description: 'Celui que la page précédente a rendu.' }) cursor?: string;
}

@Controller('conventions')
export class ConventionsController {
  constructor(private readonly ports: Ports) {}

  @Read('', 'convention.read', {
    tag,
    answer: ConventionsAnswer,
    summary: 'Les conventions de son périmètre, avec leurs soldes',
  })
  async list(@AskedBy() asking: Asking, @Query() query: ConventionsQuery): Promise<ConventionsAnswer> {
    const { after, ...question } = plain(query);
    const now = this.ports.clock();
    await waitFor(after, () => this.ports.reading.position());
    return this.ports.reading.conventions({
      ...question,
      perimeter: perimeterNow(asking, now),
      today: todayOf(now),
    });
  }

  @Read(':id', 'convention.read', {
    tag,
    answer: ConventionAnswer,
    summary: 'Une convention à une date, telle qu’elle était connue',
    description: 'Avec les soldes de chaque volet, de chaque tranche et de chaque école de son périmètre.',
  })
  async one(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Query() query: AsOfQuery,
  ): Promise<ConventionAnswer> {
    const now = this.ports.clock();
    const { history, version } = await this.#seen(asking, id, query);
    void asking.reply.header('ETag', `"${version}"`);
    const { effectiveOn = null, knownAt: known = null } = query;
    const view = conventionView({
      history,
      perimeter: perimeterNow(asking, now),
      effectiveOn: query.effectiveOn,
      today: todayOf(now),
      names: await this.#names(asking, history),
      parent: await this.#parentOf(history, query),
    });
    if (!view) throw conventionUnknown();
    return { id, version, effectiveOn, knownAt: known, ...view };
  }

  @Read(':id/events', 'convention.read', {
    tag,
    answer: HistoryAnswer,
    summary: 'L’histoire : qui, quand, sur quel fondement',
  })
  async events(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Query() query: AsOfQuery,
  ): Promise<HistoryAnswer> {
    const { history, version } = await this.#seen(asking, id, query);
    const { effectiveOn } = query;
    const events = may(asking.account, 'events.read')
      ? recordsOf(history, effectiveOn, await this.#names(asking, history))
      : movedOf(history, effectiveOn, perimeterNow(asking, this.ports.clock()));
    return { id, version, events };
  }

  @Read(':id/deadlines', 'convention.read', {
    tag,
    answer: DeadlinesAnswer,
    summary: 'Les échéances, déduites des dates',
  })
  async deadlines(
    @AskedBy() asking: Asking,
    @Param('id') id: string,
    @Query() query: AsOfQuery,
  ): Promise<Showing<DeadlinesAnswer, Deadlines>> {
    const { history } = await this.#seen(asking, id, query);
    const on = query.effectiveOn ?? todayOf(this.ports.clock());
    const { prescriptionOfState, ...dates } = deadlinesOf(history, on, await this.#parentOf(history, query));
    const staff = perimeterNow(asking, this.ports.clock()).kind !== 'bodies';
    return { id, on, ...dates, ...(staff ? { prescriptionOfState } : {}) };
  }

  /** The signatories' names by their commitments, for those who may see them. */
  async #names(asking: Asking, { facts }: History): Promise<SignatoryNames | undefined> {
    if (!may(asking.account, 'personal.read')) return undefined;
    const commitments = facts.flatMap(stored => signatoryOf(stored) ?? []);
    return commitments.length === 0 ? new Map() : this.ports.personal(commitments);
  }

  /** The history of a convention as it was known; outside the perimeter there is none. */
  async #seen(asking: Asking, id: string, query: AsOfQuery): Promise<{ history: History; version: number }> {
    const perimeter = perimeterNow(asking, this.ports.clock());
    // The stream itself is read, and it holds every write that was answered: only the token's form matters.
    await waitFor(query.after, () => this.ports.head());
    const { state, version } = await this.#read(id);
    const seen = seenConvention(state);
    if (!seen || !maySeeConvention(perimeter, seen)) throw conventionUnknown();
    const history = query.knownAt === undefined ? state : knownAt(state, query.knownAt);
    if (history.facts.length === 0) throw conventionUnknown();
    return { history, version };
  }

  /** The parent of a child, as it was known at the same moment. */
  async #parentOf(history: History, { knownAt: known }: AsOfQuery): Promise<History | undefined> {
    const stream = latestState(history).draft?.parent?.stream;
    if (stream === undefined) return undefined;
    const { state } = await this.ports.writer.read(stream);
    return known === undefined ? (state as History) : knownAt(state as History, known);
  }

  async #read(id: string): Promise<{ state: History; version: number }> {
    if (!isUuid(id)) throw conventionUnknown();
    const { state, version } = await this.ports.writer.read(`convention-${id}`);
    return { state: state as History, version };
  }
}
