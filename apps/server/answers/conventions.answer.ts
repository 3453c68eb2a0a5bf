import type { Day } from '#kernel';
import type { Stage } from '#ledger';
import type { Conventions, ListedConvention } from '#read-models';
import { STAGES } from '#wording';
import { Choice, DayShown, Identity, Many, One, WordList, Words, Yes } from './fields.js';
import { BalancesAnswer, INCOMPLETE, StatedAnswer } from './shared.answer.js';

class ListedConventionAnswer implements ListedConvention {
  @Identity('L’identifiant.') id!: string;
  @Words('La référence, unique dans l’académie.', { example: 'CRETS-2016' }) reference!: string;
  @Words('L’intitulé.', { example: 'Équipement numérique de l’école' }) title!: string;
  @Words('L’académie.', { example: 'grenoble' }) academie!: string;
  @Choice('Où elle en est', STAGES, { example: 'signed' }) stage!: Stage;
  @DayShown('Le jour de la dernière signature.', { nullable: true }) signedOn!: Day | null;
  @DayShown('Le dernier jour de validité.', { nullable: true, example: '2017-10-13' })
  validUntil!: Day | null;
  @Yes('Données fictives.', { example: true }) fictitious!: boolean;
  @Yes('Un de ses faits n’a pas pu être lu : ce qui est montré s’arrête avant lui.') incomplete!: boolean;
  @One('Les soldes de ce que l’on voit d’elle.', () => BalancesAnswer) balances!: BalancesAnswer;
}

export class ConventionsAnswer extends StatedAnswer implements Conventions {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('La page.', () => ListedConventionAnswer) conventions!: readonly ListedConventionAnswer[];
  @Words('À rendre par `cursor=` pour la page suivante ; `null` à la dernière.', {
    nullable: true,
    example: null,
  })
  cursor!: string | null;
}
