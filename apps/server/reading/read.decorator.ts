import { applyDecorators, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Permission } from '#access';
import { Needs } from '../request/account.guard.js';
import { ApiProblems } from '../writing/write.decorator.js';

export interface ReadOptions {
  readonly summary: string;
  readonly tag: string;
  /** The answer's media types besides JSON. */
  readonly also?: readonly string[];
}

/** A route that reads: its path, who may call it, and what the documentation says of it. */
export function Read(
  path: string,
  permission: Permission,
  { summary, tag, also = [] }: ReadOptions,
): MethodDecorator {
  const content = Object.fromEntries(
    ['application/json', ...also].map(type => [
      type,
      { schema: { type: type === 'application/json' ? 'object' : 'string' } },
    ]),
  );
  return applyDecorators(
    Get(path),
    Needs(permission),
    ApiBearerAuth(),
    ApiTags(tag),
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'La réponse ; les montants sont des textes.', content }),
    ApiProblems(400, 401, 403, 404, 422, 503),
  );
}
