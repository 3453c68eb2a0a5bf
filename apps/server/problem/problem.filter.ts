import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Contention, EventStoreUnavailable } from '#commands';
import { storageFault } from '#hosting';
import type { Refusal } from '#kernel';
import { CursorUnknown } from '#read-models';
import { Ports } from '../ports.js';
import { ErrorPage } from '../pages/error.page.js';
import { html } from '../pages/html.js';
import { typedIn } from '../pages/login/kept.js';
import { LoginPage, loginProps } from '../pages/login/login.page.js';
import { ownPath } from '../pages/visit.js';
import { type Frame, isApi } from '../request/frame.js';
import { bareFrame, frameOf } from '../request/session.js';
import { traceRefusal } from '../request/trace.js';
import { edge } from './edge.js';
import { type Problem, problemOf } from './problem.js';
import { Refused } from './refused.js';

/** Every answer that is not a success is a problem (RFC 9457) with a code and a French sentence. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly ports: Ports) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusals = await this.#traced(error, request);
    const problem = problemOf(refusals, request.id);
    request.refusedWith = problem.code;
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'failed');
    if (reply.sent) return;
    if (problem.status === 429) void reply.header('Retry-After', String(refusals[0]!.details['seconds']));
    if (!isApi(request)) {
      await this.#page(request, reply, problem);
      return;
    }
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (problem.status === 503) void reply.header('Retry-After', '1');
    await reply.status(problem.status).type('application/problem+json').send(problem);
  }

  /** A page's refusal is a page; who is not logged in is asked to, and what was typed is kept. */
  async #page(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
    const frame = request.frame ?? (await this.#frame(request));
    void reply.type('text/html; charset=utf-8');
    if (problem.code !== 'session_missing') {
      await reply.status(problem.status).send(html(ErrorPage, { frame, problem }));
      return;
    }
    const kept = await typedIn(request);
    const next = ownPath(request.url);
    if (!kept) {
      await reply
        .status(303)
        .header('Location', `/connexion?retour=${encodeURIComponent(next)}`)
        .send();
      return;
    }
    await reply.status(401).send(html(LoginPage, { ...loginProps(this.ports, frame), next, kept }));
  }

  /** Of an address that no route has, so that no guard has read its session. */
  async #frame(request: FastifyRequest): Promise<Frame> {
    try {
      return await frameOf(this.ports, request);
    } catch {
      return bareFrame(this.ports, request);
    }
  }

  /** What is answered. A refusal whose trace cannot be kept is not answered: the storage is at fault. */
  async #traced(error: unknown, request: FastifyRequest): Promise<readonly Refusal[]> {
    const refusals = refusalsOf(error);
    if (!(error instanceof Refused) || error.traced) return refusals;
    try {
      await traceRefusal(this.ports, request, refusals[0]!.code);
      return refusals;
    } catch (failure) {
      return refusalsOf(failure);
    }
  }
}

function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof Refused) return error.refusals;
  if (error instanceof Contention) return [edge('too_busy')];
  if (error instanceof EventStoreUnavailable) return [edge('event_store_unavailable')];
  if (error instanceof CursorUnknown) return [edge('cursor_unknown', {}, '/cursor')];
  if (!(error instanceof HttpException)) return [edge(storageFault(error) ?? 'internal_error')];
  switch (error.getStatus()) {
    case 404:
    case 405:
      return [edge('route_unknown')];
    case 413:
      return [edge('body_too_large')];
    case 415:
      return [edge('media_type_unsupported')];
    case 500:
      return [edge('internal_error')];
    default:
      return [edge(isJsonFault(error) ? 'json_malformed' : 'request_malformed')];
  }
}

/** Nest wraps the errors of Fastify, which keep their own code. */
function isJsonFault({ cause }: HttpException): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === 'FST_ERR_CTP_EMPTY_JSON_BODY';
}
