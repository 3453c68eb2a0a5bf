import { applyDecorators } from '@nestjs/common';
import { ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_TITLES, type ProblemStatus } from '#wording';
import { ProblemDto } from './problem.dto.js';
import { codesOf } from './statuses.js';

/** The errors that a route may answer. */
export const ApiProblems = (...statuses: readonly ProblemStatus[]) =>
  applyDecorators(
    ...statuses.map(status =>
      ApiResponse({
        status,
        description: `${PROBLEM_TITLES[status]}. ${codes(status)}`,
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );

function codes(status: ProblemStatus): string {
  const known = codesOf(status);
  return known.length === 0
    ? 'Une règle ou un champ refuse ; tous les codes sont ceux de `ProblemDto`.'
    : `Codes : ${known.map(code => `\`${code}\``).join(', ')}.`;
}
