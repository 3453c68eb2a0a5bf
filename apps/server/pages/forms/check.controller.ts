import { Param, Query as Parameters } from '@nestjs/common';
import { isRefusal } from '#kernel';
import { checkBic, checkDp, checkEj, checkIban, checkSiret, checkUai } from '#ledger';
import { sentenceOf } from '#wording';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { Page, Pages } from '../page.decorator.js';
import { filled } from '../query.js';

const CHECKS = {
  siret: checkSiret,
  uai: checkUai,
  iban: checkIban,
  bic: checkBic,
  ej: checkEj,
  dp: checkDp,
} as const;
const isCheck = (name: string): name is keyof typeof CHECKS => Object.hasOwn(CHECKS, name);

/** Whether an identifier holds together, asked while it is typed: a few words beside its field. */
@Pages()
export class CheckPages {
  @Page('verification/:kind', 'reference.read')
  check(@Param('kind') kind: string, @Parameters() given: object): string {
    if (!isCheck(kind)) throw new Refused([edge('route_unknown')]);
    const [typed] = Object.values(filled(given));
    if (typed === undefined) return '';
    const refusal: unknown = CHECKS[kind](typed);
    return isRefusal(refusal) ? escaped(sentenceOf(refusal)) : 'Exact.';
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
