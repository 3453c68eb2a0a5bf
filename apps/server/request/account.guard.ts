import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Account, may, type Permission } from '#access';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { checkCsrf, checkOrigin, CSRF_FIELD, isApi } from './frame.js';
import { frameOf } from './session.js';
import './trace.js';

const PERMISSION = 'permission';

/** What who asks must be allowed to do; `public` needs nobody. A route without it is closed. */
export const Needs = (permission: Permission | 'public') => SetMetadata(PERMISSION, permission);

export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +([!-~]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
}

const PARTS = 'parts';
/** A form with files shows among its parts that it is ours: its handler checks it, since it reads them. */
export const ReadsParts = () => SetMetadata(PARTS, true);

/** Reads the bearer token of a call, the session of a page, and asks whether its account may have it. */
@Injectable()
export class AccountGuard implements CanActivate {
  constructor(
    private readonly ports: Ports,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const permission = this.reflector.getAllAndOverride<Permission | 'public' | undefined>(
      PERMISSION,
      targets,
    );
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const open = permission === 'public';
    if (isApi(request) && open) return true;
    const account = isApi(request) ? await this.#byToken(request) : await this.#bySession(request, open);
    if (account) request.account = account;
    const parts = this.reflector.getAllAndOverride<true | undefined>(PARTS, targets) && request.isMultipart();
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (account && writes) await request.server.countWrite(request);
    if (!isApi(request) && account && writes && !parts) {
      checkCsrf(request, (request.body as Record<string, unknown> | undefined)?.[CSRF_FIELD]);
    }
    if (open) return true;
    if (permission === undefined || !account || !may(account, permission)) {
      throw new Refused([edge('permission_missing', { role: account?.role ?? '' })]);
    }
    return true;
  }

  async #byToken(request: FastifyRequest): Promise<Account> {
    const token = bearerOf(request);
    if (token === undefined) throw new Refused([edge('token_missing')]);
    const account = await this.ports.authentication.accountOf(token);
    if (!account) throw new Refused([edge('token_unknown')]);
    return account;
  }

  /** A form must come from a page of ours. */
  async #bySession(request: FastifyRequest, open: boolean): Promise<Account | undefined> {
    const frame = await frameOf(this.ports, request);
    request.frame = frame;
    if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request);
    if (!frame.account && !open) throw new Refused([edge('session_missing')]);
    return frame.account;
  }
}
