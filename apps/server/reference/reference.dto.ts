import type { Day, Euros, Rate } from '#kernel';
import {
  type BorneExpense,
  type Cofunder,
  EXPENSE_CATEGORIES,
  type ExpenseCategory,
  type Flow,
  FLOW_KINDS,
  type FlowKind,
  FLOWS,
  LEGAL_TYPES,
  type LegalType,
  LONGEST_UNIT,
  NOMENCLATURE_AXES,
  type NomenclatureAxis,
  type OpenFiscalYear as OpenYear,
  type PublishScheme as Publish,
  QUANTITY_RULES,
  type QuantityRule,
  type SchemeFlow,
  type SchoolLimits,
  type SchemeUnit,
  type SetNomenclatureCode as SetCode,
} from '#ledger';
import {
  Amount,
  ChoiceList,
  Flag,
  OnDay,
  OneOf,
  Part,
  Parts,
  RateOf,
  Text,
  Whole,
} from '../validation/fields.js';

export class EntitlementDto {
  @Text(60, { description: 'Ce qui est compté.', example: 'classe élémentaire' }) per!: string;
  @Whole(1, 1000, { description: 'Le nombre d’unités pour chacun.', example: 4 }) each!: number;
}

export class SchemeUnitDto implements SchemeUnit {
  @Text(LONGEST_UNIT, {
    description: 'Son nom : il entre dans celui des lignes d’annexe.',
    example: 'classe_mobile',
  })
  unit!: string;
  @Text(200, { description: 'Son libellé.', example: 'Classe mobile' }) label!: string;
  @Amount({ description: 'Par unité.', example: '8000.00' }) ceiling!: Euros;
  @RateOf({ description: 'Part de l’État.' }) rate!: Rate;
  @Whole(1, 100_000, { description: 'Au plus, par école.', optional: true, example: 3 })
  perSchoolMost?: number;
  @OneOf(['expense'], {
    description:
      '`expense` : accordé sur la dépense prévue d’un projet ; le plafond est celui de cette dépense.',
    optional: true,
    example: undefined,
  })
  countedBy?: 'expense';
  @RateOf({ description: 'Part de l’État en éducation prioritaire.', optional: true, example: undefined })
  priorityRate?: Rate;
  @Flag({
    description: 'Le montant est celui de chaque notification.',
    optional: true,
    example: undefined,
  })
  notified?: boolean;
  @Part(() => EntitlementDto, {
    description: 'En nature : ce qui est dû pour chaque unité comptée.',
    optional: true,
    example: undefined,
  })
  entitlement?: EntitlementDto;
}

export class SchoolLimitsDto implements SchoolLimits {
  @Amount({ description: 'Dépense prévue minimale.', optional: true, example: '3000.00' })
  expenseLeast?: Euros;
  @Amount({ description: 'Dépense subventionnée maximale.', optional: true, example: '14000.00' })
  expenseMost?: Euros;
  @Amount({ description: 'Aide minimale.', optional: true, example: undefined }) aidLeast?: Euros;
  @Amount({ description: 'Aide maximale.', optional: true, example: undefined }) aidMost?: Euros;
  @Flag({
    description: 'Les minima valent aussi au service fait final : en dessous, rien n’est dû.',
    optional: true,
  })
  testedAtEnd?: boolean;
}

export class CofunderDto implements Cofunder {
  @OneOf(LEGAL_TYPES, { description: 'Sa nature juridique.', example: 'departement' }) funder!: LegalType;
  @Text(200, { description: 'Son nom.', example: 'Département' }) label!: string;
  @RateOf({ description: 'Sa part de la dépense, hors Chorus.', example: '0.1' }) rate!: Rate;
}

const BEARERS = ['etat', 'collectivite', 'shared'] as const;
export class BorneExpenseDto implements BorneExpense {
  @OneOf(EXPENSE_CATEGORIES, { description: 'La nature de la dépense.', example: 'maintenance' })
  category!: ExpenseCategory;
  @OneOf(BEARERS, { description: 'Qui la supporte.', example: 'collectivite' })
  bornBy!: BorneExpense['bornBy'];
}

export class SchemeFlowDto implements SchemeFlow {
  @OneOf(FLOWS, { description: 'À quoi sert l’argent : l’activité en découle.' }) flow!: Flow;
  @OneOf(FLOW_KINDS, { description: 'Payé sur dépenses justifiées, dotation forfaitaire, ou en nature.' })
  kind!: FlowKind;
  @Text(200, { description: 'Son libellé.', example: 'Équipement' }) label!: string;
  @ChoiceList(LEGAL_TYPES, { description: 'Les natures juridiques admises.', example: ['commune', 'epci'] })
  beneficiaryTypes!: LegalType[];
  @Parts(() => SchemeUnitDto, 1, 50, { description: 'Ce qui peut être demandé.' }) units!: SchemeUnitDto[];
  @RateOf({ description: 'Le taux d’avance ; 1 pour une dotation.' }) advanceRate!: Rate;
  @RateOf({
    description: 'La part payable avant le service fait final, avance comprise.',
    optional: true,
    example: '0.8',
  })
  interimShare?: Rate;
  @Part(() => SchoolLimitsDto, { description: 'Les limites par établissement.', optional: true })
  perSchool?: SchoolLimitsDto;
  @ChoiceList(EXPENSE_CATEGORIES, {
    description: 'Les natures de dépense admises ; par défaut toutes.',
    example: ['equipment', 'services'],
    optional: true,
  })
  eligibleCategories?: ExpenseCategory[];
  @OneOf(QUANTITY_RULES, {
    description: 'Comment les quantités suivent les effectifs constatés ; par défaut par avenant.',
    optional: true,
  })
  quantities?: QuantityRule;
  @Parts(() => CofunderDto, 1, 10, {
    description: 'Qui finance une autre part, hors Chorus.',
    optional: true,
    example: undefined,
  })
  cofunders?: CofunderDto[];
}

export class PublishScheme implements Omit<Publish, 'type'> {
  @Text(80, { description: 'Son code.', example: 'ecoles_numeriques_2020' }) code!: string;
  @Text(200, { description: 'Son libellé.', example: 'Label écoles numériques 2020' }) label!: string;
  @Text(80, { description: 'Sa famille.', optional: true }) family?: string;
  @Text(500, { description: 'Son fondement.', example: 'Programme d’investissements d’avenir' })
  legalBasis!: string;
  @Text(500, { description: 'Le texte public d’où viennent les chiffres.', example: 'Appel à projets 2020' })
  source!: string;
  @OnDay({ description: 'Son premier jour ; il met fin à la version précédente.', example: '2020-01-01' })
  validFrom!: Day;
  @OnDay({ description: 'Son dernier jour.', optional: true, example: '2021-12-31' }) validUntil?: Day;
  @OneOf(['TTC', 'HT'], { description: 'Dépenses toutes taxes comprises, ou hors taxes.' }) taxBasis!:
    'TTC' | 'HT';
  @OneOf(['down', 'half-up'], { description: '`down` : au centime inférieur ; `half-up` : au plus proche.' })
  rounding!: 'down' | 'half-up';
  @Parts(() => SchemeFlowDto, 1, 20, { description: 'Ses volets.' }) flows!: SchemeFlowDto[];
  @Parts(() => BorneExpenseDto, 0, EXPENSE_CATEGORIES.length, {
    description: 'Qui supporte quelle nature de dépense.',
    optional: true,
  })
  expenseMatrix?: BorneExpenseDto[];
}

export class SetNomenclatureCode implements Omit<SetCode, 'type'> {
  @OneOf(NOMENCLATURE_AXES, { description: 'L’axe de Chorus.' }) axis!: NomenclatureAxis;
  @Text(40, {
    description: 'Un volet pour l’activité, un type de bénéficiaire pour le reste.',
    example: 'resources',
  })
  key!: string;
  @Text(20, { description: 'Le code.', example: '021404DI0206' }) code!: string;
  @OnDay({ description: 'Son premier jour.', example: '2017-01-01' }) validFrom!: Day;
  @OnDay({ description: 'Son dernier jour.', optional: true, example: '2019-12-31' }) validUntil?: Day;
  @Text(500, { description: 'Le texte qui donne le code.', example: 'Note de gestion 2017' }) source!: string;
  @Flag({ description: 'Fictif : admis en démonstration seulement.', example: false }) fictitious!: boolean;
}

export class OpenFiscalYear implements Omit<OpenYear, 'type'> {
  @Whole(2000, 2198, { description: 'L’année.', example: 2027 }) year!: number;
}

/** A body without field: all is said by the path. */
export class Nothing {
  declare readonly nothing?: never;
}
