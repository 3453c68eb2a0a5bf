import type { FastifyInstance } from 'fastify';
import type { Ports } from '../ports.js';
import './trace.js';

/** Routes that are asked every few seconds by those who watch. */
const WATCHED = /\/(?:health\/\w+|metrics)$/;

/**
 * Counts and logs each answer. The log says the pattern of the route, never the address as it was asked, nor who
 * called from where: a search may hold a name. Its `correlationId` is that of the events that the request recorded.
 */
export function observe(fastify: FastifyInstance, { metrics }: Pick<Ports, 'metrics'>): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const { method, account, recorded, refusedWith: code } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode: status, elapsedTime: ms } = reply;
    metrics.answered({ method, route, status, seconds: ms / 1000 });
    if (code !== undefined) metrics.refused(code);
    const told = {
      method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      account: account?.id,
      recorded,
      code,
    };
    if (WATCHED.test(route)) request.log.debug(told, 'answered');
    else request.log.info(told, 'answered');
  });
  fastify.addHook('onClose', async () => metrics.close());
}
