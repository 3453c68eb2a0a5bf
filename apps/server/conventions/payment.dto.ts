import type { Euros } from '#kernel';
import type { BodyOf } from '../validation/command.js';
import { Amount, Dp, OneOf, Poste, Text, Uuid } from '../validation/fields.js';
import { MoneyDto, PosteDto, ReasonDto } from './common.dto.js';

export class RecordCommitment extends PosteDto implements BodyOf<'RecordCommitment'> {
  @Amount({ description: 'Le montant.', example: '4000.00' }) amount!: Euros;
}

/** Of a poste that the path names: raised or lowered. */
export class ReleaseCommitment extends PosteDto implements BodyOf<'ReleaseCommitment'> {
  @Amount({ description: 'Le montant retiré.', example: '250.00' }) amount!: Euros;
  @Text(200, {
    optional: true,
    description: 'L’arrêté par lequel un retrait d’un exercice antérieur libère des AE.',
  })
  arrete?: string;
}

const KINDS = ['advance', 'interim', 'balance', 'grant'] as const;
export class RequestPayment extends PosteDto implements BodyOf<'RequestPayment'> {
  @OneOf(KINDS, { description: 'Sa nature.' }) kind!: (typeof KINDS)[number];
  @Amount({ optional: true, description: 'Par défaut, tout ce qui est payable.' }) amount?: Euros;
  @Dp({ description: 'Demande de paiement, 9 chiffres.' }) dp!: string;
  @Poste({ description: 'Le poste de la DP.', optional: true }) dpPoste?: string;
  @Uuid({ description: 'Le compte bancaire du bénéficiaire.' }) account!: string;
}

export class CancelPayment extends ReasonDto implements BodyOf<'CancelPayment', 'payment'> {}
export class RejectPayment extends ReasonDto implements BodyOf<'RejectPayment', 'payment'> {}
export class ReturnPayment extends ReasonDto implements BodyOf<'ReturnPayment', 'payment'> {}
export class AbandonPayment extends ReasonDto implements BodyOf<'AbandonPayment', 'payment'> {}

export class ExecutePayment extends MoneyDto implements BodyOf<'ExecutePayment', 'payment'> {
  @Amount({ optional: true, description: 'Ce que le comptable a payé ; par défaut ce qui était demandé.' })
  amount?: Euros;
}

export class ReissuePayment extends MoneyDto implements BodyOf<'ReissuePayment', 'payment'> {
  @Uuid({ optional: true, description: 'Un autre compte du bénéficiaire.' }) account?: string;
}

export class ObservePayment extends PosteDto implements BodyOf<'ObservePayment'> {
  @Dp({ description: 'Demande de paiement, 9 chiffres.' }) dp!: string;
  @Poste({ description: 'Le poste de la DP.', optional: true }) dpPoste?: string;
  @Amount({ description: 'Le montant payé.' }) amount!: Euros;
}
