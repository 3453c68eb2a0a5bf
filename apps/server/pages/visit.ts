import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '#access';
import type { Asking } from '../request/asking.js';
import type { Frame } from '../request/frame.js';

/** A request for a page. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly frame: Frame;
}

export const Visited = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.frame) throw new TypeError('a page is asked through the guard');
  return { request, reply: context.switchToHttp().getResponse<FastifyReply>(), frame: request.frame };
});

/** Who asks, as the routes of the API know it. */
export function askingOf({ request, reply, frame }: Visit): Asking & { readonly account: Account } {
  if (!frame.account) throw new TypeError('this page needs somebody');
  return { account: frame.account, correlationId: request.id, reply };
}

/** Post, redirect, get: the answer to a form that was recorded. */
export function goTo({ reply }: Pick<Visit, 'reply'>, path: string): void {
  void reply.status(303).header('Location', path);
}

/** A path of ours that a form or an address gave: never another site's. */
export function ownPath(given: unknown, otherwise = '/'): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]{0,1000}$/u.test(given)) return otherwise;
  const url = new URL(given, 'http://here.invalid');
  return url.host === 'here.invalid' ? `${url.pathname}${url.search}` : otherwise;
}
