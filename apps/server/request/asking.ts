import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Account, type Perimeter, perimeterOf } from '#access';
import { type Day, dayInParis, type Instant, type Json } from '#kernel';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import './trace.js';

/** Who reads or writes, as the request says. */
export interface Asking {
  readonly account: Account;
  readonly correlationId: string;
  readonly reply: FastifyReply;
}

/** A write, as its request says. */
export interface Writing extends Asking {
  readonly key: string;
  readonly ifMatch?: number;
  readonly preview: boolean;
  /** Typed on a page; else it came from a client of the API. */
  readonly typed?: true;
  /** Only whether the act is possible is asked: its documents are supposed to be there. Previews only. */
  readonly supposing?: true;
  /** Told, in a preview, the state of the stream as it would be. */
  readonly foresees?: (state: unknown) => void;
  /** All that was asked: the body as it came, with the parameters of the path. */
  readonly body: Json;
}

const IDEMPOTENCY_KEY = /^[ -~]{1,200}$/;
const ETAG = /^"(\d{1,9})"$/;

export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): Asking =>
  askingOf(context),
);

/** The account behind the token, the idempotency key, If-Match and `preview` of a write. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): Writing => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { headers, params, body } = request;
  const { preview } = request.query as { preview?: string };
  const key = headers['idempotency-key'];
  if (preview !== undefined && preview !== 'true' && preview !== 'false') {
    throw new Refused([edge('flag_malformed', {}, '/preview')]);
  }
  const previewed = preview === 'true';
  if (!previewed && (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))) {
    throw new Refused([edge('idempotency_key_missing')]);
  }
  const match = headers['if-match'];
  const [, version] = match === undefined ? [] : (ETAG.exec(match) ?? []);
  if (match !== undefined && version === undefined) throw new Refused([edge('if_match_malformed')]);
  return {
    ...askingOf(context),
    key: typeof key === 'string' ? key : 'preview',
    preview: previewed,
    ...(version === undefined ? {} : { ifMatch: Number(version) }),
    body: { path: params as Json, body: (body ?? null) as Json },
  };
});

function askingOf(context: ExecutionContext): Asking {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!request.account) throw new TypeError('a route that asks who calls needs a permission');
  return {
    account: request.account,
    correlationId: request.id,
    reply: context.switchToHttp().getResponse<FastifyReply>(),
  };
}

export function todayOf(now: Instant): Day {
  return dayInParis(Date.parse(now));
}

/** What the account may see today. */
export function perimeterNow({ account }: Asking, now: Instant): Perimeter {
  return perimeterOf(account, todayOf(now));
}
