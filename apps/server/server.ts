import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
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
import { serveDocumentation } from './openapi.js';
import type { Ports } from './ports.js';
import { edge } from './problem/edge.js';
import { problemOf } from './problem/problem.js';
import { Refused } from './problem/refused.js';
import { takeForms } from './request/forms.js';
import { isApi } from './request/frame.js';
import { observe } from './request/observe.js';
import { limitWrites } from './request/rates.js';
import { serverOver } from './server.module.js';

/** 1 MiB: the most bytes that a JSON body may have. */
const LARGEST_BODY = 1024 ** 2;

/**
 * Nothing inline, nothing from elsewhere, nothing kept: a page holds what its reader may see. A script runs only where
 * the page itself names it: a document that somebody sent is on this site too.
 */
const ofPage = (nonce: string) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    `script-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  // With no referrer at all a browser would say of our own forms that they come from nowhere.
  'Referrer-Policy': 'same-origin',
});

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
  const app = await NestFactory.create<NestFastifyApplication>(serverOver(ports), adapter, {
    logger: false,
    abortOnError: false,
    // Nest would take form bodies everywhere; Fastify itself reads JSON only, and `takeForms` those of pages.
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
  // One byte more than a document may have, so that it is the document store that refuses, with its sentence; the rest
  // is passed over, and the fields of its form are kept.
  await app.register(multipart, {
    limits: { files: 1, fields: 4, fileSize: LARGEST_DOCUMENT + 1 },
    throwFileSizeLimit: false,
  });
  // What a page answers to one session is sent by no other site's request, so its length tells nobody a secret.
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024, globalDecompression: false });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_, { ttl }) =>
      new Refused([edge('too_many_requests', { seconds: Math.ceil(ttl / 1000) })], true),
  });
  limitWrites(adapter.getInstance(), ports);
  takeForms(adapter.getInstance());
  adapter.getInstance().addHook('onRequest', async (request, reply) => {
    void reply.header('X-Correlation-Id', request.id);
    // The API answers as it always did: the bytes themselves.
    if (isApi(request)) request.headers['x-no-compression'] = 'api';
    else {
      request.nonce = randomBytes(16).toString('base64url');
      void reply.headers(ofPage(request.nonce));
    }
    // No identifier of a path holds a NUL, and PostgreSQL takes none; parameters of a query have checks of their own.
    if (/^[^?]*%00/.test(request.url)) {
      const problem = problemOf([edge('request_malformed')], request.id);
      return reply.status(problem.status).type('application/problem+json').send(problem);
    }
    return undefined;
  });
  observe(adapter.getInstance(), ports);
  endConnectionsOnClose(adapter.getInstance());
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
