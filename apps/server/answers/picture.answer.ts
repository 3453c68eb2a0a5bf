import type { Day } from '#kernel';
import type { PaidStep, PaymentCurve, YearFigures, YearlyReport } from '#read-models';
import { PAYMENT_KINDS } from '#wording';
import { Choice, DayShown, Identity, Many, Money, One, WordList, Words } from './fields.js';
import { INCOMPLETE, StatedAnswer } from './shared.answer.js';

class YearTotalAnswer implements Omit<YearFigures, 'year'> {
  @Money('AE engagées, nettes des retraits, corrections comprises.', { example: '4000.00' })
  committed!: string;
  @Money('CP payés, bruts des reversements, corrections comprises.') paid!: string;
  @Money('Reste à payer au 31 décembre.') remaining!: string;
}

class YearAnswer extends YearTotalAnswer implements YearFigures {
  @Words('L’exercice.', { example: '2016' }) year!: string;
}

export class YearlyReportAnswer extends StatedAnswer implements YearlyReport {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Les exercices, du premier qui a un chiffre au dernier.', () => YearAnswer)
  rows!: readonly YearAnswer[];
  @One('Le total ; pour le reste à payer, celui du dernier exercice.', () => YearTotalAnswer)
  total!: YearTotalAnswer;
}

class PaidStepAnswer implements PaidStep {
  @DayShown('Le jour du paiement.') on!: Day;
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @Choice('La nature du paiement', PAYMENT_KINDS) kind!: string;
  @Words('La demande de paiement.', { example: '100000001' }) dp!: string;
  @Money('Payé ce jour.') amount!: string;
  @Money('Payé en tout.') cumulated!: string;
}

/** The payments of a convention against the advance and the ceiling. */
export class PaymentCurveAnswer extends StatedAnswer implements PaymentCurve {
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @DayShown('Le jour de la dernière signature.', { nullable: true }) signedOn!: Day | null;
  @DayShown('La fin de validité.', { nullable: true }) validUntil!: Day | null;
  @Money('L’avance, de toutes les tranches.') advance!: string;
  @Money('Le plafond : le montant maximal.', { example: '4000.00' }) ceiling!: string;
  @Many('Les paiements exécutés, dans l’ordre.', () => PaidStepAnswer) rows!: readonly PaidStepAnswer[];
}
