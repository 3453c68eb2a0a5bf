import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Account } from '#access';
import { isUuid } from '../validation/fields.js';
import type { Ports } from '../ports.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the token was read. */
    account?: Account;
    /** What the request recorded. */
    recorded?: { readonly stream: string; readonly version: number; readonly position: string };
    /** The code that it was refused with. */
    refusedWith?: string;
  }
}

/**
 * Keeps the trace of a write that was refused before it reached the rules: a wrong field, a missing permission,
 * something outside the perimeter. Where nobody is known to ask there is nothing to keep.
 */
export async function traceRefusal(ports: Ports, request: FastifyRequest, code: string): Promise<void> {
  const { account, method, body, id: correlationId } = request;
  if (!account || method === 'GET' || method === 'HEAD') return;
  const { id } = request.params as { id?: string };
  await ports.recordRefusal({
    at: ports.clock(),
    actor: account.id,
    role: account.role,
    stream: id !== undefined && isUuid(id) ? `convention-${id}` : '',
    commandType: `${method} ${request.routeOptions.url ?? ''}`,
    code,
    bodyHash: createHash('sha256')
      .update(JSON.stringify(body ?? null))
      .digest('hex'),
    correlationId,
  });
}
