import type { Day } from '#kernel';
import type { DeadlineKind } from '#ledger';
import type { DeadlineList, ListedDeadline } from '#read-models';
import { DEADLINES } from '#wording';
import { BodyKey, Choice, DayShown, Identity, Many, type Showing, WordList, Words } from './fields.js';
import { INCOMPLETE, StatedAnswer } from './shared.answer.js';

class ListedDeadlineAnswer implements ListedDeadline {
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @Words('Son académie.', { example: 'grenoble' }) academie!: string;
  @Choice('L’échéance', DEADLINES) kind!: DeadlineKind;
  @DayShown('Le dernier jour pour agir.', { example: '2017-10-14' }) on!: Day;
  @Words('Le volet ; `null` : toute la convention.', { nullable: true, example: 'equipment' })
  line!: string | null;
  @BodyKey('Le bénéficiaire du volet.', { nullable: true }) payeeKey!: string | null;
  @Words('Sa dénomination.', { nullable: true, example: 'Crêts en Belledonne' }) payeeName!: string | null;
  @Identity('L’ordre de reversement ; pour l’académie et l’audit.', { nullable: true }) order!: string | null;
}

export class DeadlineListAnswer extends StatedAnswer implements DeadlineList {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Les échéances, la plus proche d’abord.', () => ListedDeadlineAnswer)
  rows!: readonly Showing<ListedDeadlineAnswer, ListedDeadline>[];
  @Words('À rendre pour la page suivante ; `null` sur la dernière.', { nullable: true, example: null })
  cursor!: string | null;
}
