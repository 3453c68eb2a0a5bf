import type { Day } from '#kernel';
import type { BodyBalance, BodyLine, BodyPayment } from '#read-models';
import { PAYMENT_KINDS, PAYMENT_STATUSES } from '#wording';
import { BodyKey, Choice, DayShown, Identity, Many, Money, Words, Yes } from './fields.js';
import { StatedAnswer } from './shared.answer.js';

class BodyPaymentAnswer implements BodyPayment {
  @Identity('L’identifiant.') payment!: string;
  @Words('La tranche.') tranche!: string;
  @Choice('Sa nature', PAYMENT_KINDS) kind!: string;
  @Choice('Où il en est', PAYMENT_STATUSES, { example: 'executed' }) status!: string;
  @Words('L’engagement juridique.', { example: '2101234567' }) ej!: string;
  @Words('Son poste.', { example: '1' }) poste!: string;
  @Words('La demande de paiement.', { example: '100000001' }) dp!: string;
  @Money('Demandé.') amount!: string;
  @Money('Payé par le comptable.', { nullable: true }) executedAmount!: string | null;
  @DayShown('Le jour de la demande.', { example: '2016-10-20' }) requestedOn!: Day;
  @DayShown('Le jour du paiement.', { nullable: true, example: '2016-10-27' }) executedOn!: Day | null;
}

type Figures = Pick<
  BodyBalance,
  'awarded' | 'paid' | 'repaid' | 'pending' | 'stillToCome' | 'missing' | 'toRepay'
>;

class BodyLineAnswer implements BodyLine {
  @Money('Attribué.', { example: '4000.00' }) awarded!: string;
  @Money('Payé.') paid!: string;
  @Money('Reversé.', { example: '0.00' }) repaid!: string;
  @Money('Demandé, non payé.', { example: '0.00' }) pending!: string;
  @Money('Encore à venir, au plus.') stillToCome!: string;
  @Money('Payé et à justifier.') missing!: string;
  @Money('À reverser.', { example: '0.00' }) toRepay!: string;
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @Words('Son intitulé.', { example: 'Équipement numérique de l’école' }) title!: string;
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @Words('Son libellé.', { example: 'Équipement' }) label!: string;
  @Words('Le volet du dispositif.', { example: 'equipment' }) flow!: string;
  @Yes('Un fait de la convention n’a pas pu être lu : les chiffres s’arrêtent avant lui.')
  incomplete!: boolean;
  @Many('Ses paiements.', () => BodyPaymentAnswer) payments!: readonly BodyPaymentAnswer[];
}

/** What a treasurer asks. */
export class BodyBalanceAnswer extends StatedAnswer implements BodyBalance, Figures {
  @BodyKey('Le SIRET ou l’UAI de l’organisme.') body!: string;
  @Words('Sa dénomination.', { example: 'Crêts en Belledonne' }) name!: string;
  @Money('Attribué.', { example: '4000.00' }) awarded!: string;
  @Money('Payé.') paid!: string;
  @Money('Reversé.', { example: '0.00' }) repaid!: string;
  @Money('Demandé, non payé.', { example: '0.00' }) pending!: string;
  @Money('Encore à venir, au plus.') stillToCome!: string;
  @Money('Payé et à justifier.') missing!: string;
  @Money('À reverser.', { example: '0.00' }) toRepay!: string;
  @Many('Un par volet dont il est payé.', () => BodyLineAnswer) lines!: readonly BodyLineAnswer[];
}
