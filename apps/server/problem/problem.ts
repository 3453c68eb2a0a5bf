import type { Refusal } from '#kernel';
import { EDGE_SENTENCES, type EdgeCode } from './edge.js';
import { sentenceOf } from './sentence.js';
import { statusOf } from './statuses.js';

/** RFC 9457, with the codes of the contract. */
export interface Problem {
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

const TITLES: Readonly<Record<number, string>> = {
  400: 'Requête mal formée',
  401: 'Jeton absent ou inconnu',
  403: 'Acte non permis',
  404: 'Introuvable',
  405: 'Méthode inconnue',
  409: 'Conflit',
  412: 'Version dépassée',
  413: 'Trop volumineux',
  415: 'Type non accepté',
  422: 'Acte refusé',
  500: 'Erreur interne',
  503: 'Momentanément indisponible',
};

/** The answer to refusals: the first gives the status and the sentence, each that names a field is listed. */
export function problemOf(refusals: readonly Refusal[], correlationId: string): Problem {
  const first = refusals[0]!;
  const status = statusOf(first.code);
  const listed = refusals.filter(({ pointer }) => pointer !== undefined);
  return {
    type: `/api/docs#${first.code}`,
    title: TITLES[status] ?? 'Acte refusé',
    status,
    detail: frenchOf(first),
    code: first.code,
    errors: listed.map(refusal => ({
      pointer: refusal.pointer ?? '',
      code: refusal.code,
      detail: frenchOf(refusal),
    })),
    correlationId,
  };
}

function frenchOf(refusal: Refusal): string {
  return refusal.code in EDGE_SENTENCES ? EDGE_SENTENCES[refusal.code as EdgeCode] : sentenceOf(refusal);
}
