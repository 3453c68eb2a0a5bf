import type { Day, Euros, Rate } from '#kernel';
import {
  type Axes,
  type Draft,
  LEGAL_TYPES,
  type LegalType,
  type LineAsked,
  LONGEST_UNIT,
  type Payee,
  type School,
  type UnitAsked,
} from '#ledger';
import {
  Activite,
  Amount,
  Flag,
  Id,
  InseeCode,
  OneOf,
  OnDay,
  Part,
  Parts,
  Programme,
  RateOf,
  Siret,
  Text,
  TextList,
  Uai,
  Whole,
} from '../validation/fields.js';
import type { BodyOf } from '../validation/command.js';
import { DatedDto } from './common.dto.js';

export class SchemeNameDto {
  @Id({ example: 'colleges_numeriques_2016_ecole' }) code!: string;
  @Whole(1, 999, { optional: true, description: 'Par défaut, la version en vigueur à la date.' })
  version?: number;
}

type Party = Draft['parties'][number];
export class PartyDto implements Party {
  @Id({ example: 'commune' }) id!: string;
  @OneOf(['academie', 'beneficiary', 'other'], { example: 'beneficiary' }) role!: Party['role'];
  @Text(200, { example: 'Commune de Crêts en Belledonne' }) name!: string;
  @Siret({ optional: true }) siret?: string;
  @OneOf(LEGAL_TYPES, { optional: true }) legalType?: LegalType;
}

export class PeriodDto {
  @Whole(0, 50, { optional: true, example: 1 }) years?: number;
  @Whole(0, 600, { optional: true }) months?: number;
}

export class DeploymentDto {
  @OnDay({ example: '2016-11-10' }) from!: Day;
  @OnDay({ example: '2017-02-01' }) until!: Day;
}

export class SchoolDto implements School {
  @Uai() uai!: string;
  @Text(200, { example: 'École élémentaire' }) name!: string;
  @Uai({ optional: true, example: '0380002W' }) referenceCollegeUai?: string;
  @Text(300, { optional: true }) address?: string;
  @Text(200, { optional: true, example: 'Crêts en Belledonne' }) commune?: string;
  @InseeCode({ optional: true }) inseeCode?: string;
  @Text(100, { optional: true, example: 'Isère' }) departement?: string;
}

export class PayeeDto implements Payee {
  @OneOf(LEGAL_TYPES) legalType!: LegalType;
  @Siret({ optional: true, description: 'D’une collectivité.' }) siret?: string;
  @Uai({ optional: true, description: 'D’un établissement.', example: undefined }) uai?: string;
  @Text(200, { example: 'Commune de Crêts en Belledonne' }) name!: string;
}

export class AxesDto implements Axes {
  @Programme() programme!: string;
  @Text(10, { example: '6' }) titre!: string;
  @Text(10, { example: '63' }) categorie!: string;
  @Text(10, { example: '08' }) action!: string;
  @Text(10, { example: '02' }) sousAction!: string;
  @Activite({ optional: true }) activite?: string;
  @Text(40, { optional: true, example: '06.1.2.442' }) fondsDeConcours?: string;
  @Text(40, { optional: true }) centreFinancier?: string;
  @Text(40, { optional: true }) centreDeCouts?: string;
  @Text(40, { optional: true }) localisation?: string;
  @Text(40, { optional: true }) societe?: string;
  @Text(40, { optional: true }) axeMinisteriel?: string;
}

export class UnitDto implements UnitAsked {
  @Uai() uai!: string;
  @Text(LONGEST_UNIT, { example: 'classe_mobile' }) unit!: string;
  @Whole(0, 100_000, { example: 1 }) quantity!: number;
}

export class TrancheDto {
  @Id({ example: '2016' }) id!: string;
  @Text(100, { example: '2016' }) label!: string;
  @Parts(() => UnitDto, 1, 400) allocations!: UnitDto[];
}

export class LineDto implements LineAsked {
  @Id({ example: 'equipment' }) id!: string;
  @Text(40, { example: 'equipment', description: 'Le volet du dispositif.' }) flow!: string;
  @Text(200, { optional: true }) label?: string;
  @Part(() => PayeeDto) payee!: PayeeDto;
  @Part(() => AxesDto) axes!: AxesDto;
  @Text(20, {
    optional: true,
    description: 'Vérifié, jamais repris : il découle du bénéficiaire.',
    example: '653123',
  })
  pce?: string;
  @Text(20, { optional: true, description: 'Vérifié, jamais repris.', example: '10.03.01' })
  groupeMarchandises?: string;
  @RateOf({ optional: true, description: 'Vérifié contre celui du dispositif.' }) advanceRate?: Rate;
  @Amount({
    optional: true,
    description: 'Le maximum que dit le texte : refusé s’il n’est pas unités × plafond × taux.',
    example: '4000.00',
  })
  statedMaximum?: Euros;
  @Parts(() => TrancheDto, 1, 20) tranches!: TrancheDto[];
}

export class DraftConvention extends DatedDto implements BodyOf<'DraftConvention'> {
  @Text(60, { example: 'CRETS-2016' }) reference!: string;
  @Text(300, { example: 'Équipement numérique de l’école' }) title!: string;
  @Id({ example: 'grenoble' }) academie!: string;
  @Part(() => SchemeNameDto) scheme!: SchemeNameDto;
  @Parts(() => PartyDto, 2, 20, {
    example: [
      { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
      { id: 'commune', role: 'beneficiary', name: 'Crêts en Belledonne', legalType: 'commune' },
    ],
  })
  parties!: PartyDto[];
  @Flag({ example: false, description: 'Le visa du contrôleur budgétaire est requis.' })
  visaRequired!: boolean;
  @Part(() => PeriodDto) validity!: PeriodDto;
  @Whole(0, 60, { example: 3 }) noticeMonths!: number;
  @OnDay({ optional: true, description: 'Jour où le dossier était complet ; par défaut la signature.' })
  eligibleFrom?: Day;
  @Part(() => DeploymentDto, { optional: true }) deployment?: DeploymentDto;
  @Parts(() => SchoolDto, 0, 400) schools!: SchoolDto[];
  @Parts(() => LineDto, 0, 20) lines!: LineDto[];
  @TextList(50, 1000, { example: ['Le montant de 8 000 € est une erreur matérielle.'] })
  observations!: string[];
  @Flag({ example: true }) fictitious!: boolean;
}
