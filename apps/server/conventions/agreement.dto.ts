import type { Day, Euros } from '#kernel';
import { type FourEyesRule, LONGEST_UNIT } from '#ledger';
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
  Uai,
  Whole,
} from '../validation/fields.js';
import { DatedDto, MoneyDto, PlaceDto } from './common.dto.js';
import { DeploymentDto, RenewalDto, SchoolDto, TrancheDto, UnitDto } from './draft.dto.js';

const REASON = { example: 'Changement d’affectation du matériel' };

export class Visa extends DatedDto {
  @Flag({ example: true, description: 'Faux : le visa est refusé.' }) given!: boolean;
  @Text(1000, { optional: true, description: 'Obligatoire pour un refus.', example: undefined })
  reason?: string;
}

export class SignConvention extends DatedDto implements BodyOf<'SignConvention'> {
  @Id({ description: 'La partie qui signe.', example: 'commune' }) party!: string;
  @Text(200, {
    optional: true,
    description: 'Le nom du signataire : donnée personnelle, gardée à part et effaçable.',
    example: 'Camille Exemple',
  })
  signatory?: string;
  @Text(200, { description: 'La qualité du signataire.', optional: true, example: 'Maire' })
  capacity?: string;
  @Part(() => RenewalDto, {
    optional: true,
    description: 'Avec la dernière signature, si le texte ne dit pas la reconduction.',
    example: undefined,
  })
  renewal?: RenewalDto;
}

export class AmendedUnitDto extends UnitDto {
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Id({ description: 'La tranche.', example: '2016' }) tranche!: string;
}

export class AddedTrancheDto extends TrancheDto {
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
}

export class TrancheNamedDto {
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Id({ description: 'La tranche.', example: '2018' }) tranche!: string;
}

export class AbandonTranche extends PlaceDto implements BodyOf<'AbandonTranche'> {
  @Text(1000, { description: 'Le motif.', example: 'Crédits non délégués pour 2018' }) reason!: string;
}

export class CountedDto {
  @Text(LONGEST_UNIT, { description: 'L’unité du dispositif.', example: 'eleve' }) unit!: string;
  @Whole(0, 100_000, { description: 'L’effectif ce jour-là.', example: 98 }) count!: number;
  @Whole(0, 100_000, { description: 'Les arrivées depuis le constat précédent.', optional: true, example: 1 })
  arrivals?: number;
  @Whole(0, 100_000, { description: 'Les départs depuis le constat précédent.', optional: true, example: 3 })
  departures?: number;
}

export class ObserveHeadCount extends DatedDto implements BodyOf<'ObserveHeadCount'> {
  @Uai({ description: 'L’établissement.', example: '0382460T' }) uai!: string;
  @Id({ description: 'La tranche, sur chaque volet qui la porte.', example: '2016' }) tranche!: string;
  @Parts(() => CountedDto, 1, 50, { description: 'Les effectifs : des nombres, jamais de noms.' })
  counts!: CountedDto[];
  @Flag({
    description: 'Liste validée par l’académie : la suite s’explique par arrivées et départs.',
    example: true,
  })
  certified!: boolean;
  @Sha256({ description: 'La pièce, déposée par POST /documents.', optional: true, example: undefined })
  document?: string;
}

export class AccountDto {
  @Text(14, { description: 'SIRET ou UAI du bénéficiaire.', example: '20005672500019' }) payee!: string;
  @Iban({ description: 'L’IBAN.' }) iban!: string;
  @Bic({ description: 'Le BIC.', optional: true }) bic?: string;
  @Text(200, { description: 'Le titulaire.', example: 'Trésorerie du Grésivaudan' }) holder!: string;
  @OnDay({ description: 'Son premier jour.' }) validFrom!: Day;
}

export class SignAvenant extends DatedDto implements BodyOf<'SignAvenant'> {
  @Text(500, { description: 'Son objet.', example: 'Une classe mobile de plus' }) subject!: string;
  @Parts(() => AmendedUnitDto, 0, 400, {
    description: 'Les lignes d’annexe qui changent, dans leur nouvel état.',
  })
  allocations!: AmendedUnitDto[];
  @Parts(() => SchoolDto, 0, 400, { description: 'Les écoles nouvelles ou changées.' }) schools!: SchoolDto[];
  @Parts(() => AddedTrancheDto, 0, 20, {
    description:
      'Les tranches qu’il ajoute, fermes par sa signature sauf si elles sont dites conditionnelles.',
    optional: true,
    example: [],
  })
  tranches?: AddedTrancheDto[];
  @Parts(() => TrancheNamedDto, 0, 40, {
    description: 'Les tranches conditionnelles qu’il affermit.',
    optional: true,
    example: [],
  })
  firm?: TrancheNamedDto[];
  @OnDay({ description: 'Le nouveau dernier jour de validité.', optional: true, example: '2018-10-14' })
  validUntil?: Day;
  @Part(() => DeploymentDto, { description: 'Le nouveau calendrier.', optional: true })
  deployment?: DeploymentDto;
  @Part(() => AccountDto, { description: 'Le nouveau compte bancaire.', optional: true })
  account?: AccountDto;
}

const CAUSES = ['change_of_object', 'change_of_use', 'force_majeure'] as const;
export class SuspendConvention extends DatedDto implements BodyOf<'SuspendConvention'> {
  @OneOf(CAUSES, { description: 'La cause.' }) cause!: (typeof CAUSES)[number];
  @Text(1000, { ...REASON, description: 'Le motif.' }) reason!: string;
}

export class ResumeConvention extends DatedDto implements BodyOf<'ResumeConvention'> {
  @Text(1000, { description: 'Le motif.', example: 'Usage rétabli' }) reason!: string;
  @OneOf(['payments', 'force_majeure'], {
    optional: true,
    description: 'Laquelle, si deux suspensions sont en vigueur.',
  })
  cause?: 'payments' | 'force_majeure';
}

export class ReducedDto {
  @Text(40, { description: 'La ligne d’annexe.', example: '0382460T-classe_mobile' }) id!: string;
  @Id({ description: 'Le volet.', example: 'equipment' }) line!: string;
  @Id({ description: 'La tranche.', example: '2016' }) tranche!: string;
  @Amount({ description: 'Le nouveau maximum.', example: '3000.00' }) maximum!: Euros;
}

export class ReduceConvention extends DatedDto implements BodyOf<'ReduceConvention'> {
  @Text(1000, { ...REASON, description: 'Le motif.' }) reason!: string;
  @Parts(() => ReducedDto, 1, 400, { description: 'Les lignes d’annexe diminuées.' })
  allocations!: ReducedDto[];
}

export class AuthoriseObjectChange extends DatedDto implements BodyOf<'AuthoriseObjectChange'> {
  @Text(1000, { description: 'Ce qui change.', example: 'Tablettes au lieu d’ordinateurs' }) change!: string;
}

export class NotifyTermination extends DatedDto implements BodyOf<'NotifyTermination'> {
  @Id({ description: 'La partie qui dénonce.', example: 'commune' }) party!: string;
  @Text(1000, { description: 'Le motif.', optional: true }) reason?: string;
  @Flag({
    optional: true,
    description: 'Résiliation immédiate, après plus de six mois de force majeure.',
    example: false,
  })
  forceMajeure?: boolean;
}

export class ReceiveFinancialReport extends DatedDto implements BodyOf<'ReceiveFinancialReport'> {
  @Sha256({ description: 'Le bilan, déposé par POST /documents.' }) document!: string;
  @Amount({ description: 'La dépense totale que dit le bilan.', optional: true, example: '8200.00' })
  totalExpense?: Euros;
}

export class CloseConvention extends DatedDto implements BodyOf<'CloseConvention'> {}

export const FOUR_EYES = [
  'certifier_executes',
  'orderer_receives',
  'registrar_confirms',
  'registrar_executes',
] as const;
export class RelaxFourEyes extends DatedDto implements BodyOf<'RelaxFourEyes'> {
  @OneOf(FOUR_EYES, { description: 'La règle.' }) rule!: FourEyesRule;
  @Text(1000, { description: 'Le motif.', example: 'Un seul agent en poste en août' }) reason!: string;
}

export class RegisterAccount extends MoneyDto implements BodyOf<'RegisterAccount'> {
  @Text(14, { description: 'SIRET ou UAI du bénéficiaire.', example: '20005672500019' }) payee!: string;
  @Iban({ description: 'L’IBAN.' }) iban!: string;
  @Bic({ description: 'Le BIC.', optional: true }) bic?: string;
  @Text(200, { description: 'Le titulaire.', example: 'Trésorerie du Grésivaudan' }) holder!: string;
  @OnDay({ description: 'Son premier jour.' }) validFrom!: Day;
}

export class ConfirmAccount extends MoneyDto implements BodyOf<'ConfirmAccount', 'account'> {}

export class EndAccount extends MoneyDto implements BodyOf<'EndAccount', 'account'> {
  @OnDay({ description: 'Dernier jour.', example: '2016-12-31' }) lastDay!: Day;
}
