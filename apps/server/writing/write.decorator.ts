import { applyDecorators, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Permission } from '#access';
import { Needs } from '../request/account.guard.js';
import { ProblemDto } from '../problem/problem.dto.js';

class RecordedEvent {
  @ApiProperty({ format: 'uuid' }) eventId!: string;
  @ApiProperty({ example: 'CommitmentRecorded' }) type!: string;
}

/** The answer to a write that was recorded. */
class WrittenDto {
  @ApiProperty({ description: 'La convention, le dispositif … qui a reçu l’acte.' }) id!: string;
  @ApiProperty({
    description: 'Ce que l’acte a créé : paiement, compte, état, ordre, reversement.',
    format: 'uuid',
  })
  entry!: string;
  @ApiProperty({ description: 'Version après l’acte, aussi dans ETag.', example: 4 }) version!: number;
  @ApiProperty({ description: 'Position du dernier fait dans le journal.', example: '128' })
  position!: string;
  @ApiProperty({ type: [RecordedEvent] }) events!: readonly RecordedEvent[];
  @ApiProperty({ description: 'Jeton à rendre par `after=` pour lire ce qui vient d’être écrit.' })
  token!: string;
}

/** The errors that any route may answer. */
export const ApiProblems = (...statuses: readonly number[]) =>
  applyDecorators(
    ...statuses.map(status =>
      ApiResponse({ status, content: { 'application/problem+json': { schema: refTo(ProblemDto) } } }),
    ),
  );

function refTo({ name }: { readonly name: string }) {
  return { $ref: `#/components/schemas/${name}` };
}

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
    ApiResponse({ status: 201, description: 'Enregistré.', type: WrittenDto }),
    ApiResponse({
      status: 200,
      description: 'Aperçu (preview=true) : les faits, avec le calcul de chaque montant.',
    }),
    ApiProblems(400, 401, 403, 404, 409, 412, 413, 422, 503),
  );
}
