import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import type { SignedCheckpoint } from '#hosting';
import type { Stated } from '#read-models';
import type { CheckpointAnswer } from '../answers/shared.answer.js';
import { Ports } from '../ports.js';

/**
 * Every report says under which signed checkpoint it stands (docs/adr/2026-11-21-checkpoint-on-reports.md): in JSON as
 * a field; of a file, for which a checkpoint is taken, in its name and a header, and never among its cells.
 */
@Injectable()
export class CheckpointInterceptor implements NestInterceptor {
  constructor(private readonly ports: Ports) {}

  intercept(context: ExecutionContext, next: CallHandler<Stated | Iterable<unknown>>): Observable<object> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap(answer => from(this.#told(answer, reply))));
  }

  async #told(answer: object, reply: FastifyReply): Promise<object> {
    const { proofs, reading } = this.ports;
    if (isStated(answer))
      return { ...answer, checkpoint: checkpointShown(await proofs.checkpoint(), answer.position) };
    // JSON sent while it is read says its checkpoint itself.
    if (reply.getHeader('content-disposition') === undefined) return answer;
    const sealed = await proofs.seal(await reading.position());
    if (sealed) marked(reply, sealed);
    return answer;
  }
}

function isStated(answer: object): answer is Stated {
  return 'position' in answer && 'knownAt' in answer;
}

export function checkpointShown(
  signed: SignedCheckpoint | undefined,
  position: string,
): CheckpointAnswer | null {
  if (!signed) return null;
  const { size, shortRoot } = signed;
  const proven = size < Number(position) ? String(size) : position;
  return { size: String(size), root: shortRoot, proven };
}

/** `imputations-2016.csv` becomes `imputations-2016_331-0f3a5c7e9b1d2f40.csv`. */
function marked(reply: FastifyReply, { size, shortRoot }: SignedCheckpoint): void {
  void reply.header('X-Pia-Checkpoint', `${size} ${shortRoot}`);
  const disposition = reply.getHeader('content-disposition');
  if (typeof disposition !== 'string') return;
  void reply.header('Content-Disposition', disposition.replace(/(\.\w+"?)$/, `_${size}-${shortRoot}$1`));
}
