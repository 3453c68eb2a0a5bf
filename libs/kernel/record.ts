import { canonicalJson, type Json } from './canonical-json.js';
import type { Day } from './day.js';
import type { Fact, FactCodec } from './fact.js';
import type { Instant } from './instant.js';

/** Who or what brought the facts in. */
export type Origin =
  | { readonly kind: 'typed' }
  | { readonly kind: 'import'; readonly file: string; readonly line: number }
  | { readonly kind: 'api'; readonly client: string }
  | { readonly kind: 'policy'; readonly policy: string };

/** What a fact rests on: a supporting document by its SHA-256, a Chorus number, or a text. */
export interface Ground {
  readonly document?: string;
  readonly chorus?: string;
  readonly text?: string;
}

/** A stream that a decision relied on, and the version it had then (0: no such stream). */
export interface Basis {
  readonly stream: string;
  readonly version: number;
}

/** What a decision gives: a fact and the date on which it takes effect. */
export interface NewFact<F extends Fact = Fact> {
  readonly fact: F;
  readonly effectiveOn: Day;
  /** The exercice that a money fact is booked on; default: the year of the date. */
  readonly fiscalYear?: number;
  readonly ground?: Ground;
  /** The authority that decided, where the text gives the power to another (Crêts, art. 7.2: the ministry). */
  readonly decidedBy?: string;
}

/** A fact as recorded, without its position: everything that the record's bytes hold. */
export interface Recorded<F extends Fact = Fact> extends NewFact<F> {
  readonly eventId: string;
  readonly stream: string;
  /** From 1, without gap, in its stream. */
  readonly version: number;
  readonly schemaVersion: number;
  /** Never earlier than that of the record before it. */
  readonly recordedAt: Instant;
  /** A pseudonymous account id; for an import, its launcher. */
  readonly actor: string;
  readonly role: string;
  readonly origin: Origin;
  readonly basis: readonly Basis[];
  /** The number of the formulas that computed the amounts in it. */
  readonly formula: number;
  readonly commandId: string;
  readonly bodyHash: string;
  readonly correlationId: string;
  readonly causationId?: string;
}

/** A fact read back from the log. */
export interface Stored<F extends Fact = Fact> extends Recorded<F> {
  /** Its place in the one total order of the log: from 1, dense. */
  readonly position: bigint;
}

/** A fact that waits for the moment of its recording, which the store stamps. */
export type Unstamped<F extends Fact = Fact> = Omit<Recorded<F>, 'recordedAt'>;

/** The most bytes a record may have. */
export const LARGEST_RECORD = 256 * 1024;

/**
 * The version of the record's form. It stands in every record and so in every leaf.
 * Dated decision: docs/adr/2026-11-21-record-bytes.md.
 */
const FORM = 1;

const utf8 = new TextEncoder();

/** The canonical text of a record: these bytes are stored, served, hashed and replayed. */
export function encodeRecord(record: Unstamped, recordedAt: Instant, codec: FactCodec): string {
  const { fact, fiscalYear, ground, decidedBy, causationId, ...rest } = record;
  const definition = codec.definitionOf(fact.type);
  const text = canonicalJson({
    form: FORM,
    type: fact.type,
    data: codec.encode(fact),
    eventId: rest.eventId,
    stream: rest.stream,
    version: rest.version,
    schemaVersion: definition.schemaVersion,
    effectiveOn: rest.effectiveOn,
    recordedAt,
    actor: rest.actor,
    role: rest.role,
    origin: rest.origin as unknown as Json,
    basis: rest.basis as unknown as Json,
    formula: rest.formula,
    commandId: rest.commandId,
    bodyHash: rest.bodyHash,
    correlationId: rest.correlationId,
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
    ...(ground === undefined ? {} : { ground: ground as Json }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(causationId === undefined ? {} : { causationId }),
  });
  if (utf8.encode(text).length > LARGEST_RECORD) {
    throw new RangeError(`a record has at most ${LARGEST_RECORD} bytes`);
  }
  return text;
}

/** Reads a record's text back. Throws where it is not one that this software wrote. */
export function decodeRecord(text: string, position: bigint, codec: FactCodec): Stored {
  const read = JSON.parse(text) as { form: number; type: string; data: Json } & Omit<Recorded, 'fact'>;
  if (read.form !== FORM) throw new TypeError(`unknown form of record: ${read.form}`);
  // Field by field: millions of records get one shape in memory.
  return {
    fact: codec.decode(read.type, read.schemaVersion, read.data),
    effectiveOn: read.effectiveOn,
    eventId: read.eventId,
    stream: read.stream,
    version: read.version,
    schemaVersion: read.schemaVersion,
    recordedAt: read.recordedAt,
    actor: read.actor,
    role: read.role,
    origin: read.origin,
    basis: read.basis,
    formula: read.formula,
    commandId: read.commandId,
    bodyHash: read.bodyHash,
    correlationId: read.correlationId,
    position,
    ...(read.fiscalYear === undefined ? undefined : { fiscalYear: read.fiscalYear }),
    ...(read.ground === undefined ? undefined : { ground: read.ground }),
    ...(read.decidedBy === undefined ? undefined : { decidedBy: read.decidedBy }),
    ...(read.causationId === undefined ? undefined : { causationId: read.causationId }),
  };
}
