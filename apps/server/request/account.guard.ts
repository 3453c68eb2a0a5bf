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
    if (open) return true;
    if (permission === undefined || !account || !may(account, permission)) {
      throw new Refused([edge('permission_missing', { role: account?.role ?? '' })]);
    }
    return true;
  }

  async #byToken(request: FastifyRequest): Promise<Account> {
    const [, token] = /^Bearer +([!-~]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new Refused([edge('token_missing')]);
    const account = await this.ports.authentication.accountOf(token);
    if (!account) throw new Refused([edge('token_unknown')]);
    return account;
  }

  /** A form must come from a page of the session; a file's form says so among its parts, where it is read. */
  async #bySession(request: FastifyRequest, open: boolean): Promise<Account | undefined> {
    const frame = await frameOf(this.ports, request);
    request.frame = frame;
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (writes) checkOrigin(request);
    if (!frame.account && !open) throw new Refused([edge('session_missing')]);
    if (writes && frame.account && !request.isMultipart()) {
      checkCsrf(request, (request.body as Record<string, unknown> | undefined)?.[CSRF_FIELD]);
    }
    return frame.account;
  }
}
