import type { Refusal } from '#kernel';
import { PROBLEM_TITLES, sentenceOf } from '#wording';
import { statusOf } from './statuses.js';

/** The page that explains each code, at the anchor of its name. */
export const REFUSALS_PAGE = '/aide/refus';

/** RFC 9457, with the codes of the contract. */
export interface Problem {
  /** An address that says what the code means (RFC 9457, 3.1.1). */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly {
    /** RFC 6901, in the body or, for a query, the name of the parameter. */
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly correlationId: string;
}

/** The answer to refusals: the first gives the status and the sentence, each that names a field is listed. */
export function problemOf(refusals: readonly Refusal[], correlationId: string): Problem {
  const first = refusals[0]!;
  const status = statusOf(first.code);
  const listed = refusals.filter(({ pointer }) => pointer !== undefined);
  return {
    type: `${REFUSALS_PAGE}#${first.code}`,
    title: PROBLEM_TITLES[status],
    status,
    detail: sentenceOf(first),
    code: first.code,
    errors: listed.map(refusal => ({
      pointer: refusal.pointer ?? '',
      code: refusal.code,
      detail: sentenceOf(refusal),
    })),
    correlationId,
  };
}
