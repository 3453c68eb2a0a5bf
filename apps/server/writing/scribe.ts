import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { mayActOnLine, maySeeAcademie, maySeeConvention } from '#access';
import { bodyHashOf, commandIdOf, type Envelope, newStreamOf, WriteToStream, type Written } from '#commands';
import { type Act, type Decision, isRefusal, type Refusal, refuse } from '#kernel';
import type {
  ConventionCommand,
  ConventionCommandType,
  FiscalYearCommand,
  History,
  NomenclatureCommand,
  SchemeCommand,
} from '#ledger';
import type { PreviewAnswer, WrittenAnswer } from '../answers/written.answer.js';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { conventionUnknown, Refused } from '../problem/refused.js';
import { writeToken } from '../reading/after.js';
import { perimeterNow, todayOf, type Writing } from '../request/asking.js';
import { isUuid } from '../validation/fields.js';
import { type BodyOf, type CommandOf, plain } from '../validation/command.js';
import { seenConvention, seenLine } from './sight.js';

export type Answered = WrittenAnswer | PreviewAnswer;
type AnyCommand = ConventionCommand | SchemeCommand | NomenclatureCommand | FiscalYearCommand;

interface Documented {
  readonly document?: string;
  readonly documents?: readonly string[];
  readonly ground?: { readonly document?: string };
}

/** Takes a command from its route to the CommandBus: perimeter, documents, envelope, answer. No rule lives here. */
@Injectable()
export class Scribe {
  constructor(
    private readonly ports: Ports,
    private readonly bus: CommandBus,
  ) {}

  /** Opens a convention: its id follows from who asks and the idempotency key. */
  async draft(asked: Writing, body: BodyOf<'DraftConvention'>): Promise<Answered> {
    const stream = newStreamOf('convention', asked.account.id, asked.key);
    this.#academieInside(asked, body.academie);
    await this.#documentsKnown(asked, body);
    return this.#send(asked, stream, { type: 'DraftConvention', ...body });
  }

  /** Replaces the draft of a convention that nobody has signed. */
  async redraft(asked: Writing, id: string, body: BodyOf<'DraftConvention'>): Promise<Answered> {
    await this.#inside(asked, id, body);
    this.#academieInside(asked, body.academie);
    await this.#documentsKnown(asked, body);
    return this.#send(asked, `convention-${id}`, { type: 'DraftConvention', ...body });
  }

  /** Any other command of a convention: its body, and what its path names. */
  async convention<T extends ConventionCommandType, InPath extends object>(
    asked: Writing,
    id: string,
    type: T,
    body: Omit<CommandOf<T>, 'type' | keyof InPath>,
    inPath?: InPath,
    personal: Envelope['personal'] = [],
  ): Promise<Answered> {
    if (!isUuid(id)) throw conventionUnknown();
    const command = { type, ...body, ...inPath } as CommandOf<T>;
    if (perimeterNow(asked, this.ports.clock()).kind !== 'everything') await this.#inside(asked, id, command);
    if (!asked.preview || !asked.supposing) await this.#documentsKnown(asked, command);
    return this.#send(asked, `convention-${id}`, command, personal);
  }

  /** A command of the rules as data: scheme, nomenclature, fiscal year. */
  async reference(asked: Writing, stream: string, command: AnyCommand): Promise<Answered> {
    return this.#send(asked, stream, command);
  }

  async #send(
    asked: Writing,
    stream: string,
    command: AnyCommand,
    personal: Envelope['personal'] = [],
  ): Promise<Answered> {
    const envelope = this.#envelope(asked, stream, plain(command), personal);
    if (asked.preview) {
      const decision = accepted(await this.ports.writer.preview(envelope), false);
      void asked.reply.status(200);
      asked.foresees?.(decision.after());
      return previewed(stream, decision);
    }
    const written = accepted(await this.#write(envelope), true);
    const { version } = written;
    const position = written.position.toString();
    void asked.reply.header('ETag', `"${version}"`);
    asked.reply.request.recorded = { stream, version, position };
    return {
      id: idOf(stream),
      entry: envelope.act.commandId,
      version,
      position,
      events: written.events,
      token: writeToken(written.position),
    };
  }

  async #write(envelope: Envelope): Promise<Written | Refusal> {
    try {
      return await this.bus.execute(new WriteToStream(envelope));
    } catch (error) {
      const tooLarge = error instanceof RangeError && error.message.startsWith('a record has at most');
      throw tooLarge ? new Refused([edge('record_too_large')]) : error;
    }
  }

  #envelope(
    asked: Writing,
    stream: string,
    command: AnyCommand,
    personal: Envelope['personal'] = [],
  ): Envelope {
    const { account, key, ifMatch, correlationId, typed } = asked;
    const now = this.ports.clock();
    const act: Act = {
      actor: account.id,
      role: account.role,
      origin: typed ? { kind: 'typed' } : { kind: 'api', client: account.id },
      now,
      today: todayOf(now),
      commandId: commandIdOf(account.id, stream, key),
    };
    return {
      stream,
      command,
      act,
      bodyHash: hashOf(command.type, asked),
      correlationId,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(personal.length === 0 ? {} : { personal }),
    };
  }

  /** What is outside the perimeter does not exist; a beneficiary's agent acts on lines that are wholly theirs. */
  async #inside(asked: Writing, id: string, command: object): Promise<void> {
    if (!isUuid(id)) throw conventionUnknown();
    const perimeter = perimeterNow(asked, this.ports.clock());
    const history = (await this.ports.writer.read(`convention-${id}`)).state as History;
    const seen = seenConvention(history);
    if (!seen || !maySeeConvention(perimeter, seen)) throw conventionUnknown();
    if (perimeter.kind === 'bodies') {
      const line = 'line' in command ? command.line : undefined;
      const known = history.slots.at(-1)?.state.lines.find(candidate => candidate.id === line);
      if (!known || !mayActOnLine(perimeter, seen.academie, seenLine(known))) {
        throw new Refused([refuse('line_unknown', { line: line ?? '' }, '/line')]);
      }
    }
  }

  #academieInside(asked: Writing, academie: string): void {
    if (!maySeeAcademie(perimeterNow(asked, this.ports.clock()), academie)) {
      throw new Refused([edge('outside_perimeter', { academie }, '/academie')]);
    }
  }

  /** A document named by a command was uploaded before; by a beneficiary's agent, with their own hand. */
  async #documentsKnown({ account }: Writing, command: Documented): Promise<void> {
    const { document, documents = [], ground } = command;
    const named: readonly (readonly [pointer: string, sha256: string | undefined])[] = [
      ['/document', document],
      ['/ground/document', ground?.document],
      ...documents.map((sha256, index) => [`/documents/${index}`, sha256] as const),
    ];
    const refusals: Refusal[] = [];
    for (const [pointer, sha256] of named) {
      if (sha256 === undefined) continue;
      const upload = await this.ports.uploads.find(sha256, account.id);
      const usable = upload && (account.role !== 'tresorier' || upload.uploadedBy === account.id);
      if (!usable) refusals.push(edge('document_not_uploaded', { sha256 }, pointer));
    }
    if (refusals.length > 0) throw new Refused(refusals);
  }
}

const idOf = (stream: string) => stream.slice(stream.indexOf('-') + 1);

function accepted<T extends object>(answer: T | Refusal, traced: boolean): T {
  if (isRefusal(answer)) throw new Refused([answer], traced);
  return answer;
}

/**
 * A signatory's name stays out of the hash: it stands in the record for ever, and a name could be guessed from it
 * after its erasure.
 */
function hashOf(type: string, { body }: Writing): string {
  const { path, body: given } = body as { path: never; body: object | null };
  const { signatory: _, ...kept } = (given ?? {}) as { signatory?: unknown };
  try {
    return bodyHashOf(type, { path, body: kept as never });
  } catch {
    throw new Refused([edge('request_malformed')]);
  }
}

function previewed(stream: string, { facts }: Decision): PreviewAnswer {
  return {
    preview: true,
    id: idOf(stream),
    facts: facts.map(({ fact, ...dated }) => ({ type: fact.type, ...dated, data: fact.data })),
  };
}
