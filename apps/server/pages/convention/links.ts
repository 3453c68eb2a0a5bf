import type { ConventionAnswer } from '../../answers/convention.answer.js';
import { linkTo } from '../query.js';

/** The address of a document of the convention, at the dates that are shown. */
export const paperOf = (
  { id, effectiveOn, knownAt }: ConventionAnswer,
  kind: 'annexe' | 'bilan' | 'liquidation' | 'certificat' | 'ordre',
  objet?: string,
) => linkTo(`/conventions/${id}/documents/${kind}`, { objet, effectiveOn, knownAt });

export const historyOf = (id: string, asOf: Readonly<Record<string, string | null | undefined>>) =>
  linkTo(`/conventions/${id}/histoire`, asOf);
