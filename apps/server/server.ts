import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LARGEST_DOCUMENT } from '#files';
import { apiOver } from './api.module.js';
import { serveDocumentation } from './openapi.js';
import type { Ports } from './ports.js';
import { edge } from './problem/edge.js';
import { problemOf } from './problem/problem.js';
import { observe } from './request/observe.js';

/** 1 MiB: the most bytes that a JSON body may have. */
const LARGEST_BODY = 1024 ** 2;

const CORRELATION = /^[\w.:-]{8,100}$/;

/** The server, ready to listen or to be called by tests. Its documentation loads nothing from elsewhere. */
export async function createServer(ports: Ports, log?: FastifyBaseLogger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...(log ? { loggerInstance: log } : {}),
    logController: new LogController({ requestIdLogLabel: 'correlationId', disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    // Idle connections only: what is under way when the server closes is answered.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // An address that the router itself cannot read, before any filter of Nest.
    frameworkErrors: (_: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply
        .status(400)
        .type('application/problem+json')
        .send(problemOf([edge('request_malformed')], request.id));
    },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-correlation-id'];
      return typeof given === 'string' && CORRELATION.test(given) ? given : randomUUID();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(apiOver(ports), adapter, {
    logger: false,
    abortOnError: false,
    // Nest would take form bodies too; Fastify itself reads JSON only.
    bodyParser: false,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        // The default installation is plain HTTP on the machine itself.
        'upgrade-insecure-requests': null,
      },
    },
  });
  // One byte more than a document may have, so that it is the document store that refuses, with its sentence.
  await app.register(multipart, { limits: { files: 1, fields: 4, fileSize: LARGEST_DOCUMENT + 1 } });
  adapter.getInstance().addHook('onRequest', async (request, reply) => {
    void reply.header('X-Correlation-Id', request.id);
    // No identifier of a path holds a NUL, and PostgreSQL takes none; parameters of a query have checks of their own.
    if (/^[^?]*%00/.test(request.url)) {
      const problem = problemOf([edge('request_malformed')], request.id);
      return reply.status(problem.status).type('application/problem+json').send(problem);
    }
    return undefined;
  });
  observe(adapter.getInstance(), ports);
  endConnectionsOnClose(adapter.getInstance());
  app.setGlobalPrefix('api/v1', { exclude: ['/', 'metrics'] });
  serveDocumentation(app);
  return app;
}

/** A connection whose request is under way when the server closes would otherwise be kept open for the next one. */
function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', async () => {
    closing = true;
  });
  fastify.addHook('onSend', async (_, reply) => {
    if (closing) void reply.header('Connection', 'close');
  });
}
