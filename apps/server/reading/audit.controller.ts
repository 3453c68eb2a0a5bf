import { Controller, Query } from '@nestjs/common';
import { maySeeConvention, type Perimeter } from '#access';
import type { History } from '#ledger';
import { LogAnswer } from '../answers/operation.answer.js';
import { type LoggedText, Ports } from '../ports.js';
import { AskedBy, type Asking, perimeterNow } from '../request/asking.js';
import { seenConvention } from '../writing/sight.js';
import { Limit, PositionParameter } from './question.dto.js';
import { Read } from './read.decorator.js';

export class AuditQuery {
  @PositionParameter() after?: string;
  @Limit() limit?: number;
}

@Controller('audit')
export class AuditController {
  constructor(private readonly ports: Ports) {}

  @Read('events', 'audit.read', {
    tag: 'Audit',
    answer: LogAnswer,
    summary: 'Le journal, dans l’ordre des positions',
    description:
      'Le curseur passe sur ce qui est hors du périmètre : une page peut être courte, et même vide.',
  })
  async events(
    @AskedBy() asking: Asking,
    @Query() { after = '0', limit = 50 }: AuditQuery,
  ): Promise<LogAnswer> {
    const perimeter = perimeterNow(asking, this.ports.clock());
    const records = await this.ports.readAll(BigInt(after), limit);
    const inside = await Promise.all(records.map(record => this.#inside(perimeter, record)));
    return {
      events: records
        .filter((_, index) => inside[index])
        .map(({ position, text }) => ({ position: position.toString(), record: text })),
      next: records.length === limit ? records.at(-1)!.position.toString() : null,
    };
  }

  async #inside(perimeter: Perimeter, { stream }: LoggedText): Promise<boolean> {
    if (perimeter.kind === 'everything' || !stream.startsWith('convention-')) return true;
    const seen = seenConvention((await this.ports.writer.read(stream)).state as History);
    return seen !== undefined && maySeeConvention(perimeter, seen);
  }
}
