import type { Euros } from '#kernel';
import type { BodyOf } from '../validation/command.js';
import { Amount, Id, OneOf, Part, Text, Uuid } from '../validation/fields.js';
import { GroundDto, MoneyDto, PlaceDto, ReasonDto } from './common.dto.js';

const REASON = { example: 'Dépense inférieure à l’avance' };

export class OrderReversement extends PlaceDto implements BodyOf<'OrderReversement'> {
  @Amount({ optional: true, description: 'Par défaut, tout le trop-perçu.', example: '500.00' })
  amount?: Euros;
  @Text(60, { optional: true, description: 'Numéro du titre de perception.' }) title?: string;
  @Text(1000, { ...REASON, description: 'Le motif.' }) reason!: string;
}

export class LowerReversement extends ReasonDto implements BodyOf<'CutReversement', 'order'> {
  @Amount({ optional: true, description: 'Par défaut, tout ce qui reste ouvert.', example: '100.00' })
  amount?: Euros;
}

export class ContestReversement extends ReasonDto implements BodyOf<'ContestReversement', 'order'> {}

export class ReceiveRepayment extends MoneyDto implements BodyOf<'ReceiveRepayment'> {
  @Uuid({ description: 'L’ordre de reversement.' }) order!: string;
  @Amount({ description: 'Le montant reçu.', example: '500.00' }) amount!: Euros;
}

export class RestoreCredits extends MoneyDto implements BodyOf<'RestoreCredits'> {
  @Uuid({ description: 'Le reversement reçu.' }) repayment!: string;
  @Amount({ description: 'Le montant rétabli.', example: '500.00' }) amount!: Euros;
}

export class ReverseEntry implements BodyOf<'ReverseEntry', 'on'> {
  @Uuid({ description: 'L’identifiant du fait à contre-passer.' }) entry!: string;
  @Text(1000, { description: 'Le motif.', example: 'Montant mal saisi' }) motive!: string;
  @Part(() => GroundDto, { description: 'Ce sur quoi l’acte s’appuie.', optional: true }) ground?: GroundDto;
  @Text(200, { description: 'L’autorité qui a décidé.', optional: true }) decidedBy?: string;
}

export class ExplainAnomaly extends MoneyDto implements BodyOf<'ExplainAnomaly', 'anomaly'> {
  @Text(1000, { description: 'L’explication.', example: 'Payé par le Trésor avant la suspension' })
  explanation!: string;
}

export class SendLetter extends MoneyDto implements BodyOf<'SendReminder'> {
  @Text(500, { description: 'L’objet.', example: 'État récapitulatif attendu' }) subject!: string;
}

const CLAIMS = ['on_state', 'of_state'] as const;
export class InterruptPrescription extends MoneyDto implements BodyOf<'InterruptPrescription'> {
  @OneOf(CLAIMS, { description: 'Créance sur l’État, ou de l’État.' }) claim!: (typeof CLAIMS)[number];
  @Text(500, { description: 'L’acte écrit.', example: 'Courrier du comptable' }) act!: string;
}

export class DeclareOtherFunding extends MoneyDto implements BodyOf<'DeclareOtherFunding'> {
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Text(200, { description: 'Qui aide.', example: 'Département de l’Isère' }) funder!: string;
  @Amount({ description: 'Le montant.', example: '1000.00' }) amount!: Euros;
}
