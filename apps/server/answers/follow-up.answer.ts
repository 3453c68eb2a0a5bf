import type { Day, Instant } from '#kernel';
import type {
  ComparedRow,
  FollowUp,
  FollowUpReport,
  Holder,
  ImputationComparison,
  Level,
  Missing,
  Recovery,
  RecoveryReport,
} from '#read-models';
import { LEVELS } from '#read-models';
import { HOLDERS, MISSING_ACTS } from '#rendering';
import { LEGAL_TYPES } from '#wording';
import {
  BodyKey,
  Choice,
  DayShown,
  Identity,
  Many,
  Moment,
  Money,
  One,
  Position,
  Quantity,
  Shown,
  WordList,
  Words,
} from './fields.js';
import { ImputationFiguresAnswer, ImputationRowAnswer, PlaceAnswer } from './reports.answer.js';
import { INCOMPLETE, StatedAnswer } from './shared.answer.js';

class FollowUpTotalAnswer implements Omit<FollowUpReport['total'], never> {
  @Money('Montant maximal.', { example: '4000.00' }) maximum!: string;
  @Money('Engagé.', { example: '4000.00' }) committed!: string;
  @Money('Retiré.', { example: '0.00' }) released!: string;
  @Money('Payé, brut des reversements.') consumed!: string;
  @Money('Reste à payer.') outstanding!: string;
}

const listOf = (words: Readonly<Record<string, string>>) => ({
  type: 'array',
  items: { type: 'string', enum: Object.keys(words) },
});

class FollowUpAnswer extends FollowUpTotalAnswer implements FollowUp {
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @Words('Son intitulé.', { example: 'Équipement numérique de l’école' }) title!: string;
  @Words('Son académie.', { example: 'grenoble' }) academie!: string;
  @DayShown('Le jour de la dernière signature.', { nullable: true }) signedOn!: Day | null;
  @DayShown('Depuis quand il reste à payer.') since!: Day;
  @Shown('Les actes qui manquent.', listOf(MISSING_ACTS), { example: ['expense_statement'] })
  missing!: readonly Missing[];
  @Shown('Qui les détient.', listOf(HOLDERS), { example: ['beneficiary'] }) heldBy!: readonly Holder[];
}

export class FollowUpReportAnswer extends StatedAnswer implements FollowUpReport {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Une ligne par convention où il reste à payer, la plus ancienne d’abord.', () => FollowUpAnswer)
  rows!: readonly FollowUpAnswer[];
  @One('Le total.', () => FollowUpTotalAnswer) total!: FollowUpTotalAnswer;
}

class RecoveryTotalAnswer implements Omit<RecoveryReport['total'], never> {
  @Money('Payé.') paid!: string;
  @Money('À faire reverser.', { example: '500.00' }) toOrder!: string;
  @Money('Ordres de reversement ouverts.', { example: '0.00' }) orderOpen!: string;
  @Money('Reversé.', { example: '0.00' }) repaid!: string;
  @Money('Admis en non-valeur.', { example: '0.00' }) writtenOff!: string;
  @Money('Crédits rétablis.', { example: '0.00' }) creditsRestored!: string;
}

class RecoveryAnswer extends RecoveryTotalAnswer implements Recovery {
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @Words('Son académie.', { example: 'grenoble' }) academie!: string;
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @Choice('La nature du bénéficiaire', LEGAL_TYPES) payeeType!: string;
  @BodyKey('Son SIRET ou son UAI.') payeeKey!: string;
  @Words('Sa dénomination.', { example: 'Crêts en Belledonne' }) payeeName!: string;
}

export class RecoveryReportAnswer extends StatedAnswer implements RecoveryReport {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Les volets où de l’argent revient, est revenu ou ne reviendra pas.', () => RecoveryAnswer)
  rows!: readonly RecoveryAnswer[];
  @One('Le total.', () => RecoveryTotalAnswer) total!: RecoveryTotalAnswer;
}

class ComparedTotalAnswer implements Omit<ComparedRow, 'at'> {
  @One('Avant.', () => ImputationFiguresAnswer) before!: ImputationFiguresAnswer;
  @One('Après.', () => ImputationFiguresAnswer) after!: ImputationFiguresAnswer;
  @One('L’écart : après moins avant.', () => ImputationFiguresAnswer) difference!: ImputationFiguresAnswer;
}

class ComparedRowAnswer extends ComparedTotalAnswer implements Omit<ComparedRow, 'at'> {
  @One('Où.', () => PlaceAnswer) at!: PlaceAnswer;
}

export class ImputationComparisonAnswer
  extends StatedAnswer
  implements Omit<ImputationComparison, 'rows' | 'entries'>
{
  @Quantity('L’exercice.', { example: 2017 }) year!: number;
  @Quantity('Celui auquel il est comparé.', { example: 2016 }) withYear!: number;
  @Moment('L’instant de connaissance auquel il est comparé ; `null` : tout ce qui est connu.', {
    nullable: true,
  })
  withKnownAt!: Instant | null;
  @Position('La dernière position prise en compte avant.') withPosition!: string;
  @Shown('Le niveau de détail.', { type: 'string', enum: [...LEVELS] }, { example: 'imputation' })
  level!: Level;
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Ce qui diffère.', () => ComparedRowAnswer) rows!: readonly ComparedRowAnswer[];
  @One('Les totaux.', () => ComparedTotalAnswer) total!: ComparedTotalAnswer;
  @Many('Les écritures enregistrées entre les deux : leur somme fait l’écart.', () => ImputationRowAnswer)
  entries!: readonly ImputationRowAnswer[];
}
