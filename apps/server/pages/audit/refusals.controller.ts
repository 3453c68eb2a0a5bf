import type { Readable } from 'node:stream';
import { Query as Parameters } from '@nestjs/common';
import { maySeeConvention, type Perimeter } from '#access';
import type { KeptRefusal } from '#hosting';
import { isRefusal } from '#kernel';
import type { History } from '#ledger';
import { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { perimeterNow } from '../../request/asking.js';
import { HEAVY } from '../../request/rates.js';
import { seenConvention } from '../../writing/sight.js';
import { html } from '../html.js';
import { Page, Pages, Sent } from '../page.decorator.js';
import { filled } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { RefusalsPage } from './refusals.page.js';

const ON_A_PAGE = 100;

/** What was tried and refused, and the bundle by which the log is verified elsewhere. */
@Pages()
export class RefusalPages {
  constructor(private readonly ports: Ports) {}

  @Page('audit/refus', 'refused_attempt.read')
  async list(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const { compte, code, avant } = query;
    const found = await this.ports.refusals({
      limit: ON_A_PAGE,
      ...(avant !== undefined && /^[1-9]\d{0,17}$/.test(avant) ? { before: avant } : {}),
      ...(compte === undefined ? {} : { actor: compte }),
      ...(code === undefined ? {} : { code }),
    });
    const perimeter = perimeterNow(askingOf(visit), this.ports.clock());
    const seen = await Promise.all(found.map(refusal => this.#inside(perimeter, refusal)));
    return html(RefusalsPage, {
      frame: visit.frame,
      query,
      refusals: found.filter((_, index) => seen[index]),
      next: found.length === ON_A_PAGE ? found.at(-1)!.id : null,
    });
  }

  /** It holds the whole log: for those who see all académies. */
  @Sent('audit/dossier', 'audit.read', HEAVY)
  async bundle(@Visited() visit: Visit): Promise<Readable> {
    const { account } = askingOf(visit);
    if (perimeterNow(askingOf(visit), this.ports.clock()).kind !== 'everything') {
      throw new Refused([edge('permission_missing', { role: account.role })]);
    }
    const bundle = await this.ports.bundle();
    if (isRefusal(bundle)) throw new Refused([bundle]);
    void visit.reply
      .header('Content-Type', 'application/gzip')
      .header('Content-Disposition', 'attachment; filename="dossier-audit.tar.gz"');
    return bundle;
  }

  /** What was tried on a convention of others is not shown; on none, it is. */
  async #inside(perimeter: Perimeter, { stream }: KeptRefusal): Promise<boolean> {
    if (perimeter.kind === 'everything' || !stream.startsWith('convention-')) return true;
    const seen = seenConvention((await this.ports.writer.read(stream)).state as History);
    return seen !== undefined && maySeeConvention(perimeter, seen);
  }
}
