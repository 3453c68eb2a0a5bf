import { applyDecorators, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Permission } from '#access';
import { Needs } from '../request/account.guard.js';
import { PreviewAnswer, WrittenAnswer } from '../answers/written.answer.js';
import { ApiProblems } from '../problem/api-problems.js';

export interface WriteOptions {
  readonly method?: 'post' | 'put';
  readonly summary: string;
  readonly tag: string;
  readonly description?: string;
}

/** A route that writes: its path, who may call it, and what the documentation says of it. */
export function Write(path: string, permission: Permission, options: WriteOptions): MethodDecorator {
  const { method = 'post', summary, tag, description } = options;
  return applyDecorators(
    method === 'put' ? Put(path) : Post(path),
    HttpCode(201),
    Needs(permission),
    ApiBearerAuth(),
    ApiTags(tag),
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Propre à cet acte, 1 à 200 caractères imprimables. Même clé, même corps : même réponse.',
      example: '2016-10-20-avance',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'La version attendue, entre guillemets.',
      example: '"3"',
    }),
    ApiQuery({
      name: 'preview',
      required: false,
      enum: ['true', 'false'],
      description: 'Décide et n’enregistre rien : répond les faits qui seraient enregistrés.',
    }),
    ApiResponse({ status: 201, description: 'Enregistré.', type: WrittenAnswer }),
    ApiResponse({
      status: 200,
      description: 'Aperçu (preview=true) : les faits, avec le calcul de chaque montant.',
      type: PreviewAnswer,
    }),
    ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503),
  );
}
