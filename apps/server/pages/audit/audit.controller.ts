import { Query as Parameters } from '@nestjs/common';
import { may } from '#access';
import type { FactProofAnswer } from '../../answers/proof.answer.js';
import { problemOf } from '../../problem/problem.js';
import { Refused } from '../../problem/refused.js';
import { AuditController, AuditQuery } from '../../reading/audit.controller.js';
import { AuditProofController, ProofQuery } from '../../reading/audit-proof.controller.js';
import { readDto } from '../../validation/dto.pipe.js';
import { html } from '../html.js';
import { Page, Pages } from '../page.decorator.js';
import { filled, type Query } from '../query.js';
import { askingOf, type Visit, Visited } from '../visit.js';
import { AuditPage, type LogLine } from './audit.page.js';

/** What an auditor verifies: the last verification, the signed log, the proof that a fact is in it. */
@Pages()
export class AuditPages {
  constructor(
    private readonly audit: AuditController,
    private readonly proofs: AuditProofController,
  ) {}

  @Page('audit', 'audit.read')
  async page(@Visited() visit: Visit, @Parameters() given: object): Promise<string> {
    const query = filled(given);
    const asking = askingOf(visit);
    const { proof, fault, status } = await this.#proof(query);
    if (status !== undefined) void visit.reply.status(status);
    const { after } = query;
    const log = await this.audit.events(asking, readDto(AuditQuery, after === undefined ? {} : { after }));
    return html(AuditPage, {
      frame: visit.frame,
      query,
      proof,
      fault,
      verification: await this.proofs.verification().catch(notYet),
      checkpoint: await this.proofs.note().catch(notYet),
      log: log.events.map(({ position, record }) => ({
        ...(JSON.parse(record) as Omit<LogLine, 'position'>),
        position,
      })),
      next: log.next,
      refusals: may(asking.account, 'refused_attempt.read'),
    });
  }

  async #proof({ position }: Query): Promise<{ proof?: FactProofAnswer; fault?: string; status?: number }> {
    if (position === undefined) return {};
    try {
      const proof = await this.proofs.proof(readDto(ProofQuery, { position }));
      return 'position' in proof ? { proof } : {};
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { detail, status } = problemOf(error.refusals, '');
      return { fault: detail, status };
    }
  }
}

/** Neither a checkpoint nor a verification exists at the first start. */
function notYet(error: unknown): undefined {
  if (error instanceof Refused) return undefined;
  throw error;
}
