import { applyDecorators, Get, type Type, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Permission } from '#access';
import { StatedAnswer } from '../answers/shared.answer.js';
import { Needs } from '../request/account.guard.js';
import { ApiProblems } from '../problem/api-problems.js';
import { CheckpointInterceptor } from './checkpoint.interceptor.js';

export interface ReadOptions {
  readonly summary: string;
  readonly tag: string;
  readonly description?: string;
  /** Several where the question decides which. */
  readonly answer: Type<object> | readonly Type<object>[];
  /** The answer comes as a file too, in these types. */
  readonly files?: readonly string[];
}

/** A route that reads: its path, who may call it, and what the documentation says of it. */
export function Read(
  path: string,
  permission: Permission,
  { answer, files = [], ...options }: ReadOptions,
): MethodDecorator {
  const answers = [answer].flat();
  const file = { schema: { type: 'string', format: 'binary', description: 'Un fichier à emporter.' } };
  return applyDecorators(
    Reading(path, permission, options),
    ...(answers.some(isReport) ? [UseInterceptors(CheckpointInterceptor)] : []),
    ApiExtraModels(...answers),
    ApiResponse({
      status: 200,
      description: 'La réponse ; les montants sont des textes.',
      content: {
        'application/json': { schema: oneOf(answers) },
        ...Object.fromEntries(files.map(type => [type, file])),
      },
    }),
  );
}

/** An answer that states its dates stands under a checkpoint. */
function isReport(answer: Type<object>): boolean {
  return answer.prototype instanceof StatedAnswer;
}

function oneOf(answers: readonly Type<object>[]) {
  const refs = answers.map(answer => ({ $ref: getSchemaPath(answer) }));
  return refs.length === 1 ? refs[0]! : { anyOf: refs };
}

/** A route that gives back text or bytes of these types, as they are kept. */
export function ReadFile(
  path: string,
  permission: Permission,
  { types, ...options }: Omit<ReadOptions, 'answer' | 'files'> & { readonly types: readonly string[] },
): MethodDecorator {
  const kept = { schema: { type: 'string', description: 'Ce qui est gardé, octet pour octet.' } };
  return applyDecorators(
    Reading(path, permission, options),
    ApiResponse({
      status: 200,
      description: 'Ce qui est gardé, octet pour octet.',
      content: Object.fromEntries(types.map(type => [type, kept])),
    }),
  );
}

function Reading(
  path: string,
  permission: Permission,
  { summary, tag, description }: Omit<ReadOptions, 'answer' | 'files'>,
): MethodDecorator {
  return applyDecorators(
    Get(path),
    Needs(permission),
    ApiBearerAuth(),
    ApiTags(tag),
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    ApiProblems(400, 401, 403, 404, 422, 500, 503),
  );
}
