import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may, type Permission } from '#access';
import { Ports } from '../ports.js';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import './trace.js';

const PERMISSION = 'permission';

/** What the account behind the token must be allowed to do; `public` needs no token. A route without it is closed. */
export const Needs = (permission: Permission | 'public') => SetMetadata(PERMISSION, permission);

export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +([!-~]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
}

/** Reads the bearer token, and asks whether its account may call this route. */
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
    if (permission === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerOf(request);
    if (token === undefined) throw new Refused([edge('token_missing')]);
    const account = await this.ports.authentication.accountOf(token);
    if (!account) throw new Refused([edge('token_unknown')]);
    request.account = account;
    if (permission === undefined || !may(account, permission)) {
      throw new Refused([edge('permission_missing', { role: account.role })]);
    }
    return true;
  }
}
