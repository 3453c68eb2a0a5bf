import { applyDecorators, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Permission } from '#access';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Rate } from '../request/rates.js';
import { Needs } from '../request/account.guard.js';

/** Pages are no part of the contract of the API. */
export const Pages = (): ClassDecorator => applyDecorators(Controller(), ApiExcludeController());

const asHtml = () => Header('Content-Type', 'text/html; charset=utf-8');

/** A page: its address, and who may see it. */
export const Page = (path: string, permission: Permission | 'public'): MethodDecorator =>
  applyDecorators(Get(path), Needs(permission), asHtml());

/** A form that is sent: answered by a page, or by the address of one (303). */
export const Sent = (path: string, permission: Permission | 'public', rate?: Rate): MethodDecorator =>
  applyDecorators(
    Post(path),
    Needs(permission),
    HttpCode(200),
    asHtml(),
    ...(rate ? [RouteConfig({ rateLimit: rate })] : []),
  );

/** Bytes that are no page: a file, a table. Their type is that of what is sent. */
export const Bytes = (path: string, permission: Permission | 'public'): MethodDecorator =>
  applyDecorators(Get(path), Needs(permission));
