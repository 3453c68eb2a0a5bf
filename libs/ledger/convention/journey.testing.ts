import { type Act, type Day, day, Euros, factCodec, instant, isRefusal, type NewFact } from '#kernel';
import { type Given, given } from '../../kernel/given.testing.js';
import { NOMENCLATURE_STREAM } from '../nomenclature/nomenclature.js';
import { fictitiousNomenclature, referenceNomenclature } from '../reference-data/nomenclature.js';
import { referenceSchemes } from '../reference-data/schemes.js';
import type { PublishScheme } from '../scheme/scheme.decisions.js';
import { type ConventionCommand, conventionDecider } from './convention.decisions.js';
import type { ConventionFact, StoredConventionFact } from './convention.events.js';
import { at } from './deciding.js';
import * as formulas from './formulas.js';
import { type History, knownAt, noHistory, record, stateAt } from './history.js';

export const eur = (text: string): Euros => Euros.of(text);
export const on = (text: string): Day => day(text);

/** Who does what, unless a test says otherwise: two persons wherever invariant 9 wants two. */
const PERSONS: Partial<Record<ConventionCommand['type'], string>> = {
  ConfirmAccount: 'confirmer',
  CertifyServiceFait: 'certifier',
  AcceptUse: 'certifier',
  ExecutePayment: 'executor',
  ObservePayment: 'executor',
  ReissuePayment: 'executor',
  OrderReversement: 'orderer',
  ReceiveRepayment: 'executor',
};

interface By {
  readonly by?: string;
  readonly role?: string;
  /** The day on which it is recorded; default: the date of effect, or the day of the last act if that is later. */
  readonly recordedOn?: string;
}

type YearStatus = 'none' | 'open' | 'closing' | 'closed';
const codec = factCodec(conventionDecider.definitions);

/** A convention's life told in commands: what it accepts is recorded as the log would, and can be looked at. */
export class Journey {
  history: History = noHistory;
  private recorded: Given<ConventionFact>[] = [];
  private today = on('2016-01-04');
  private readonly keys = new Set<string>();
  private readonly years = new Map<number, YearStatus>();
  private readonly others: Map<string, Journey>;
  private readonly schemes: readonly PublishScheme[];
  private readonly codes: typeof referenceNomenclature;

  constructor(
    scheme: {
      readonly schemes?: readonly PublishScheme[];
      readonly codes?: typeof referenceNomenclature;
      /** Other conventions, by stream. */
      readonly parents?: Readonly<Record<string, Journey>>;
    } = {},
  ) {
    this.schemes = [...referenceSchemes, ...(scheme.schemes ?? [])];
    this.others = new Map(Object.entries(scheme.parents ?? {}));
    this.codes = scheme.codes ?? [...referenceNomenclature, ...fictitiousNomenclature];
  }

  /** Another convention that a command may name. */
  knows(id: string, other: Journey): this {
    this.others.set(`convention-${id}`, other);
    return this;
  }

  /** Sets the status of a fiscal year; every year is open at first. */
  year(year: number, status: YearStatus): this {
    this.years.set(year, status);
    return this;
  }

  /** The same past, to try something else on. */
  fork(): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this);
    return Object.assign(copy, {
      recorded: [...this.recorded],
      keys: new Set(this.keys),
      years: new Map(this.years),
    });
  }

  /** Asks, strictly: `.records(…)`, `.decides(…)` or `.refuses(…)`. Nothing is recorded. */
  when(command: ConventionCommand, by: By = {}) {
    return given(conventionDecider, ...this.recorded).when(
      command,
      this.actOf(command, by),
      this.contextOf(command),
    );
  }

  /** Does it, and gives the id of what it made; throws the code of a refusal, or of a key already taken. */
  does(command: ConventionCommand, by: By = {}): string {
    const refused = this.tries(command, by);
    if (refused !== undefined) throw new Error(refused);
    return this.history.facts.at(-1)!.commandId;
  }

  /** Does it, or tells why not. */
  tries(command: ConventionCommand, by: By = {}): string | undefined {
    const act = this.actOf(command, by);
    const answer = conventionDecider.decide(this.history, command, act, this.contextOf(command));
    if (isRefusal(answer)) return `${answer.code} ${JSON.stringify(answer.details)}`;
    const taken = answer.claims?.find(({ key }) => this.keys.has(key));
    if (taken) return `key_taken ${taken.key}`;
    for (const { key } of answer.claims ?? []) this.keys.add(key);
    for (const key of answer.releases ?? []) this.keys.delete(key);
    for (const fact of answer.facts) this.keep(fact, act);
    return undefined;
  }

  /** The unique keys that a command would give back. */
  releasedBy(command: ConventionCommand): readonly string[] {
    const answer = conventionDecider.decide(
      this.history,
      command,
      this.actOf(command, {}),
      this.contextOf(command),
    );
    if (isRefusal(answer)) throw new Error(answer.code);
    return answer.releases ?? [];
  }

  /** Event id of the last fact of a type. */
  lastEntry(type: ConventionFact['type']): string {
    return this.history.facts.findLast(({ fact }) => fact.type === type)!.eventId;
  }

  /** The figures of a line's tranche at an effective date, as known at the end of a day. Default: the latest. */
  balance(line = 'equipment', effectiveOn = '2199-12-31', known = '2199-12-31', tranche = '2016') {
    const moment = instant(`${known}T23:59:59.999Z`);
    const state = stateAt(knownAt(this.history, moment), on(effectiveOn));
    const place = at(state, { line, tranche });
    const of = (figure: (known: typeof place.tranche) => Euros) => figure(place.tranche).toString();
    return {
      maximum: of(formulas.maximumOf),
      committed: of(formulas.committedOf),
      released: of(formulas.releasedOf),
      accepted: of(formulas.acceptedOf),
      due: of(formulas.dueOf),
      pending: of(formulas.pendingOf),
      paid: of(formulas.paidOf),
      consumed: of(({ consumed }) => consumed),
      repaid: of(({ repaid }) => repaid),
      orderOpen: of(({ orderOpen }) => orderOpen),
      payable: of(known => formulas.payableOf(state, place.line, known)),
      toOrder: of(formulas.toOrderOf),
      toProve: formulas.toProveOf(place.line, place.tranche).toString(),
      outstanding: of(formulas.outstandingOf),
    };
  }

  /** Codes of the anomalies that wait to be explained. */
  anomalies(): readonly string[] {
    const { anomalies } = stateAt(this.history, on('2199-12-31'));
    return anomalies.filter(({ explanation }) => explanation === undefined).map(({ code }) => code);
  }

  private actOf(command: ConventionCommand, { by, role, recordedOn }: By): Act {
    const given = recordedOn === undefined ? command.on : on(recordedOn);
    const today = recordedOn === undefined && given < this.today ? this.today : given;
    return {
      actor: by ?? PERSONS[command.type] ?? 'recorder',
      role: role ?? 'gestionnaire',
      origin: { kind: 'typed' },
      now: instant(`${today}T12:00:00.000Z`),
      today,
      commandId: `command-${this.history.facts.length + 1}`,
    };
  }

  private contextOf(command: ConventionCommand): ReadonlyMap<string, unknown> {
    const streams = conventionDecider.needs(command, this.history).map(({ stream }) => stream);
    return new Map(streams.map(stream => [stream, this.streamState(stream)]));
  }

  private streamState(stream: string): unknown {
    if (stream === NOMENCLATURE_STREAM) return { entries: this.codes.map(({ type: _, ...entry }) => entry) };
    if (stream.startsWith('fiscalyear-')) {
      const year = Number(stream.slice('fiscalyear-'.length));
      return { year, status: this.years.get(year) ?? 'open' };
    }
    if (stream.startsWith('convention-')) return this.others.get(stream)?.history;
    const scheme = this.schemes.find(({ code }) => stream === `scheme-${code}`);
    if (!scheme) return undefined;
    const { type: _, ...published } = scheme;
    return { versions: [{ ...published, version: 1, warnings: [] }] };
  }

  private keep(fact: NewFact<ConventionFact>, { actor, now, today, commandId }: Act): void {
    const version = this.history.facts.length + 1;
    const { type } = fact.fact;
    const stored: StoredConventionFact = {
      ...fact,
      fact: codec.decode(type, 1, codec.encode(fact.fact)) as ConventionFact,
      eventId: `event-${version}`,
      stream: 'convention-given',
      version,
      position: BigInt(version),
      schemaVersion: 1,
      recordedAt: now,
      actor,
      role: 'gestionnaire',
      origin: { kind: 'typed' },
      basis: [],
      formula: 1,
      commandId,
      bodyHash: commandId,
      correlationId: commandId,
    };
    this.recorded.push({ ...fact, recordedAt: now, actor });
    this.history = record(this.history, stored);
    if (today > this.today) this.today = today;
  }
}
