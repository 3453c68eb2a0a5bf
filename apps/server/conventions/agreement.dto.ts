import type { Day, Euros } from '#kernel';
import type { FourEyesRule } from '#ledger';
import type { BodyOf } from '../validation/command.js';
import {
  Amount,
  Bic,
  Flag,
  Iban,
  Id,
  OnDay,
  OneOf,
  Part,
  Parts,
  Sha256,
  Text,
} from '../validation/fields.js';
import { DatedDto, MoneyDto } from './common.dto.js';
import { DeploymentDto, SchoolDto, UnitDto } from './draft.dto.js';

const REASON = { example: 'Changement d’affectation du matériel' };

export class Visa extends DatedDto {
  @Flag({ example: true, description: 'Faux : le visa est refusé.' }) given!: boolean;
  @Text(1000, { optional: true, description: 'Obligatoire pour un refus.', example: undefined })
  reason?: string;
}

export class SignConvention extends DatedDto implements BodyOf<'SignConvention'> {
  @Id({ example: 'commune' }) party!: string;
  @Text(200, {
    optional: true,
    description: 'Le nom du signataire : donnée personnelle, gardée à part et effaçable.',
    example: 'Camille Exemple',
  })
  signatory?: string;
  @Text(200, { optional: true, example: 'Maire' }) capacity?: string;
}

export class AmendedUnitDto extends UnitDto {
  @Id({ example: 'equipment' }) line!: string;
  @Id({ example: '2016' }) tranche!: string;
}

export class AccountDto {
  @Text(14, { description: 'SIRET ou UAI du bénéficiaire.', example: '20005672500019' }) payee!: string;
  @Iban() iban!: string;
  @Bic({ optional: true }) bic?: string;
  @Text(200, { example: 'Trésorerie du Grésivaudan' }) holder!: string;
  @OnDay() validFrom!: Day;
}

export class SignAvenant extends DatedDto implements BodyOf<'SignAvenant'> {
  @Text(500, { example: 'Une classe mobile de plus' }) subject!: string;
  @Parts(() => AmendedUnitDto, 0, 400) allocations!: AmendedUnitDto[];
  @Parts(() => SchoolDto, 0, 400) schools!: SchoolDto[];
  @OnDay({ optional: true, example: '2018-10-14' }) validUntil?: Day;
  @Part(() => DeploymentDto, { optional: true }) deployment?: DeploymentDto;
  @Part(() => AccountDto, { optional: true }) account?: AccountDto;
}

const CAUSES = ['change_of_object', 'change_of_use', 'force_majeure'] as const;
export class SuspendConvention extends DatedDto implements BodyOf<'SuspendConvention'> {
  @OneOf(CAUSES) cause!: (typeof CAUSES)[number];
  @Text(1000, REASON) reason!: string;
}

export class ResumeConvention extends DatedDto implements BodyOf<'ResumeConvention'> {
  @Text(1000, { example: 'Usage rétabli' }) reason!: string;
}

export class ReducedDto {
  @Text(40, { description: 'La ligne d’annexe.', example: '0382460T-classe_mobile' }) id!: string;
  @Id({ example: 'equipment' }) line!: string;
  @Id({ example: '2016' }) tranche!: string;
  @Amount({ description: 'Le nouveau maximum.', example: '3000.00' }) maximum!: Euros;
}

export class ReduceConvention extends DatedDto implements BodyOf<'ReduceConvention'> {
  @Text(1000, REASON) reason!: string;
  @Parts(() => ReducedDto, 1, 400) allocations!: ReducedDto[];
}

export class AuthoriseObjectChange extends DatedDto implements BodyOf<'AuthoriseObjectChange'> {
  @Text(1000, { example: 'Tablettes au lieu d’ordinateurs' }) change!: string;
}

export class NotifyTermination extends DatedDto implements BodyOf<'NotifyTermination'> {
  @Id({ example: 'commune' }) party!: string;
  @Text(1000, { optional: true }) reason?: string;
}

export class ReceiveFinancialReport extends DatedDto implements BodyOf<'ReceiveFinancialReport'> {
  @Sha256({ description: 'Le bilan, déposé par POST /documents.' }) document!: string;
  @Amount({ optional: true, example: '8200.00' }) totalExpense?: Euros;
}

export class CloseConvention extends DatedDto implements BodyOf<'CloseConvention'> {}

export const FOUR_EYES = [
  'certifier_executes',
  'orderer_receives',
  'registrar_confirms',
  'registrar_executes',
] as const;
export class RelaxFourEyes extends DatedDto implements BodyOf<'RelaxFourEyes'> {
  @OneOf(FOUR_EYES) rule!: FourEyesRule;
  @Text(1000, { example: 'Un seul agent en poste en août' }) reason!: string;
}

export class RegisterAccount extends MoneyDto implements BodyOf<'RegisterAccount'> {
  @Text(14, { description: 'SIRET ou UAI du bénéficiaire.', example: '20005672500019' }) payee!: string;
  @Iban() iban!: string;
  @Bic({ optional: true }) bic?: string;
  @Text(200, { example: 'Trésorerie du Grésivaudan' }) holder!: string;
  @OnDay() validFrom!: Day;
}

export class ConfirmAccount extends MoneyDto implements BodyOf<'ConfirmAccount', 'account'> {}

export class EndAccount extends MoneyDto implements BodyOf<'EndAccount', 'account'> {
  @OnDay({ description: 'Dernier jour.', example: '2016-12-31' }) lastDay!: Day;
}
