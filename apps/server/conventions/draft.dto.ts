import type { Day, Euros, Rate } from '#kernel';
import {
  type Axes,
  type Draft,
  LEGAL_TYPES,
  type LegalType,
  type LineAsked,
  LONGEST_UNIT,
  type Payee,
  type Renewal,
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
  Uuid,
  Whole,
} from '../validation/fields.js';
import type { BodyOf } from '../validation/command.js';
import { DatedDto } from './common.dto.js';

export class SchemeNameDto {
  @Id({ description: 'Le code du dispositif publié.', example: 'colleges_numeriques_2016_ecole' })
  code!: string;
  @Whole(1, 999, { optional: true, description: 'Par défaut, la version en vigueur à la date.' })
  version?: number;
}

type Party = Draft['parties'][number];
export class PartyDto implements Party {
  @Id({ description: 'Son nom dans cette convention.', example: 'commune' }) id!: string;
  @OneOf(['academie', 'beneficiary', 'other'], { description: 'Son rôle.', example: 'beneficiary' })
  role!: Party['role'];
  @Text(200, { description: 'Sa dénomination.', example: 'Commune de Crêts en Belledonne' }) name!: string;
  @Siret({ description: 'Son SIRET.', optional: true }) siret?: string;
  @OneOf(LEGAL_TYPES, { description: 'Sa nature juridique.', optional: true }) legalType?: LegalType;
}

export class PeriodDto {
  @Whole(0, 50, { description: 'Années.', optional: true, example: 1 }) years?: number;
  @Whole(0, 600, { description: 'Mois.', optional: true }) months?: number;
}

export class RenewalDto implements Renewal {
  @Flag({ description: 'Tacite, ou par un acte.', example: true }) tacit!: boolean;
  @Whole(0, 50, { description: 'Années.', optional: true, example: 1 }) years?: number;
  @Whole(0, 600, { description: 'Mois.', optional: true }) months?: number;
  @Whole(1, 50, { description: 'Au plus, autant de fois.', example: 3 }) most!: number;
}

export class DeploymentDto {
  @OnDay({ description: 'Premier jour.', example: '2016-11-10' }) from!: Day;
  @OnDay({ description: 'Dernier jour.', example: '2017-02-01' }) until!: Day;
}

export class SchoolDto implements School {
  @Uai({ description: 'Son UAI.' }) uai!: string;
  @Text(200, { description: 'Son nom.', example: 'École élémentaire' }) name!: string;
  @Uai({ description: 'L’UAI de son collège de référence.', optional: true, example: '0380002W' })
  referenceCollegeUai?: string;
  @Text(300, { description: 'Son adresse.', optional: true }) address?: string;
  @Text(200, { description: 'Sa commune.', optional: true, example: 'Crêts en Belledonne' }) commune?: string;
  @InseeCode({ description: 'Le code INSEE de sa commune.', optional: true }) inseeCode?: string;
  @Text(100, { description: 'Son département.', optional: true, example: 'Isère' }) departement?: string;
  @Flag({ description: 'En éducation prioritaire.', optional: true }) priorityEducation?: boolean;
}

export class PayeeDto implements Payee {
  @OneOf(LEGAL_TYPES, { description: 'Sa nature juridique : le compte PCE en découle.' })
  legalType!: LegalType;
  @Siret({ optional: true, description: 'D’une collectivité.' }) siret?: string;
  @Uai({ optional: true, description: 'D’un établissement.', example: undefined }) uai?: string;
  @Text(200, { description: 'Sa dénomination.', example: 'Commune de Crêts en Belledonne' }) name!: string;
}

export class AxesDto implements Axes {
  @Programme({ description: 'Programme, 4 chiffres.' }) programme!: string;
  @Text(10, { description: 'Titre.', example: '6' }) titre!: string;
  @Text(10, { description: 'Catégorie.', example: '63' }) categorie!: string;
  @Text(10, { description: 'Action.', example: '08' }) action!: string;
  @Text(10, { description: 'Sous-action.', example: '02' }) sousAction!: string;
  @Activite({ description: 'Activité, 12 caractères ; par défaut celle de la nomenclature.', optional: true })
  activite?: string;
  @Text(40, { description: 'Fonds de concours.', optional: true, example: '06.1.2.442' })
  fondsDeConcours?: string;
  @Text(40, { description: 'Centre financier.', optional: true }) centreFinancier?: string;
  @Text(40, { description: 'Centre de coûts.', optional: true }) centreDeCouts?: string;
  @Text(40, { description: 'Localisation interministérielle.', optional: true }) localisation?: string;
  @Text(40, { description: 'Société.', optional: true }) societe?: string;
  @Text(40, { description: 'Axe ministériel.', optional: true }) axeMinisteriel?: string;
}

export class UnitDto implements UnitAsked {
  @Uai({ description: 'L’école.' }) uai!: string;
  @Text(LONGEST_UNIT, { description: 'L’unité du dispositif.', example: 'classe_mobile' }) unit!: string;
  @Whole(0, 100_000, { description: 'Le nombre d’unités.', example: 1 }) quantity!: number;
  @Amount({
    description: 'La dépense prévue, pour une unité qui se compte par la dépense.',
    optional: true,
    example: undefined,
  })
  expense?: Euros;
  @Whole(0, 100_000, {
    optional: true,
    description: 'Le décompte dont la quantité se déduit : classes, postes. Vérifié.',
    example: undefined,
  })
  count?: number;
}

export class TrancheDto {
  @Id({ description: 'Son nom dans le volet.', example: '2016' }) id!: string;
  @Text(100, { description: 'Son libellé.', example: '2016' }) label!: string;
  @Parts(() => UnitDto, 1, 400, { description: 'Ce que chaque école reçoit.' }) allocations!: UnitDto[];
  @Flag({ description: 'Conditionnelle : un avenant l’affermira, ou elle sera abandonnée.', optional: true })
  conditional?: boolean;
}

export class LineDto implements LineAsked {
  @Id({ description: 'Son nom dans cette convention.', example: 'equipment' }) id!: string;
  @Text(40, { example: 'equipment', description: 'Le volet du dispositif.' }) flow!: string;
  @Text(200, { description: 'Son libellé ; par défaut celui du dispositif.', optional: true }) label?: string;
  @Part(() => PayeeDto, { description: 'Qui est payé.' }) payee!: PayeeDto;
  @Part(() => AxesDto, { description: 'Les axes que dit la convention.' }) axes!: AxesDto;
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
  @Parts(() => TrancheDto, 1, 20, { description: 'Ses tranches.' }) tranches!: TrancheDto[];
}

export class DraftConvention extends DatedDto implements BodyOf<'DraftConvention'> {
  @Text(60, { description: 'La référence, unique dans l’académie.', example: 'CRETS-2016' })
  reference!: string;
  @Text(300, { description: 'L’intitulé.', example: 'Équipement numérique de l’école' }) title!: string;
  @Id({ description: 'L’académie.', example: 'grenoble' }) academie!: string;
  @Part(() => SchemeNameDto, { description: 'Le dispositif : plafonds, taux et avance en viennent.' })
  scheme!: SchemeNameDto;
  @Parts(() => PartyDto, 2, 20, {
    description: 'Les parties, dans l’ordre du texte.',
    example: [
      { id: 'academie', role: 'academie', name: 'Académie de Grenoble' },
      { id: 'commune', role: 'beneficiary', name: 'Crêts en Belledonne', legalType: 'commune' },
    ],
  })
  parties!: PartyDto[];
  @Uuid({
    description: 'La convention dont elle est l’enfant : sans durée propre, elle prend sa validité.',
    optional: true,
    example: undefined,
  })
  parent?: string;
  @Flag({ example: false, description: 'Le visa du contrôleur budgétaire est requis.' })
  visaRequired!: boolean;
  @Part(() => PeriodDto, {
    description:
      'La durée de validité, depuis la dernière signature ; vide avec `validUntil` ou `openEnded`.',
  })
  validity!: PeriodDto;
  @OnDay({ optional: true, description: 'Le dernier jour, si le texte donne une date.', example: undefined })
  validUntil?: Day;
  @Text(500, {
    optional: true,
    description: 'Ce dont la convention suit la durée, si le texte ne donne ni période ni date.',
    example: undefined,
  })
  openEnded?: string;
  @Part(() => RenewalDto, { optional: true, description: 'Sa reconduction.' }) renewal?: RenewalDto;
  @Whole(1, 60, { optional: true, description: 'Le comité de pilotage se réunit tous les tant de mois.' })
  committeeMonths?: number;
  @Whole(0, 60, { description: 'Le préavis d’une dénonciation, en mois.', example: 3 }) noticeMonths!: number;
  @OnDay({ optional: true, description: 'Jour où le dossier était complet ; par défaut la signature.' })
  eligibleFrom?: Day;
  @Part(() => DeploymentDto, { description: 'Le calendrier de déploiement.', optional: true })
  deployment?: DeploymentDto;
  @Parts(() => SchoolDto, 0, 400, { description: 'Les écoles de l’annexe.' }) schools!: SchoolDto[];
  @Parts(() => LineDto, 0, 20, { description: 'Les volets financés.' }) lines!: LineDto[];
  @TextList(50, 1000, {
    description: 'Les observations sur le texte.',
    example: ['Le montant de 8 000 € est une erreur matérielle.'],
  })
  observations!: string[];
  @Flag({ description: 'Données fictives.', example: true }) fictitious!: boolean;
}
