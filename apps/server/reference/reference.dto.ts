import type { Day, Euros, Rate } from '#kernel';
import {
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
  type SchemeFlow,
  type SchemeUnit,
  type SetNomenclatureCode as SetCode,
} from '#ledger';
import { Amount, ChoiceList, Flag, OnDay, OneOf, Parts, RateOf, Text, Whole } from '../validation/fields.js';

export class SchemeUnitDto implements SchemeUnit {
  @Text(LONGEST_UNIT, { example: 'classe_mobile' }) unit!: string;
  @Text(200, { example: 'Classe mobile' }) label!: string;
  @Amount({ description: 'Par unité.', example: '8000.00' }) ceiling!: Euros;
  @RateOf({ description: 'Part de l’État.' }) rate!: Rate;
  @Whole(1, 100_000, { optional: true, example: 3 }) perSchoolMost?: number;
}

export class SchemeFlowDto implements SchemeFlow {
  @OneOf(FLOWS) flow!: Flow;
  @OneOf(FLOW_KINDS) kind!: FlowKind;
  @Text(200, { example: 'Équipement' }) label!: string;
  @ChoiceList(LEGAL_TYPES, { example: ['commune', 'epci'] }) beneficiaryTypes!: LegalType[];
  @Parts(() => SchemeUnitDto, 1, 50) units!: SchemeUnitDto[];
  @RateOf() advanceRate!: Rate;
  @RateOf({ optional: true, example: '0.8' }) interimShare?: Rate;
}

export class PublishScheme implements Omit<Publish, 'type'> {
  @Text(80, { example: 'ecoles_numeriques_2020' }) code!: string;
  @Text(200, { example: 'Label écoles numériques 2020' }) label!: string;
  @Text(80, { optional: true }) family?: string;
  @Text(500, { example: 'Programme d’investissements d’avenir' }) legalBasis!: string;
  @Text(500, { example: 'Appel à projets 2020' }) source!: string;
  @OnDay({ example: '2020-01-01' }) validFrom!: Day;
  @OnDay({ optional: true, example: '2021-12-31' }) validUntil?: Day;
  @OneOf(['TTC', 'HT']) taxBasis!: 'TTC' | 'HT';
  @OneOf(['down', 'half-up']) rounding!: 'down' | 'half-up';
  @Parts(() => SchemeFlowDto, 1, 20) flows!: SchemeFlowDto[];
}

export class SetNomenclatureCode implements Omit<SetCode, 'type'> {
  @OneOf(NOMENCLATURE_AXES) axis!: NomenclatureAxis;
  @Text(40, {
    description: 'Un volet pour l’activité, un type de bénéficiaire pour le reste.',
    example: 'resources',
  })
  key!: string;
  @Text(20, { example: '021404DI0206' }) code!: string;
  @OnDay({ example: '2017-01-01' }) validFrom!: Day;
  @OnDay({ optional: true, example: '2019-12-31' }) validUntil?: Day;
  @Text(500, { description: 'Le texte qui donne le code.', example: 'Note de gestion 2017' }) source!: string;
  @Flag({ example: false }) fictitious!: boolean;
}

export class OpenFiscalYear implements Omit<OpenYear, 'type'> {
  @Whole(2000, 2198, { example: 2027 }) year!: number;
}

/** A body without field: all is said by the path. */
export class Nothing {
  declare readonly nothing?: never;
}
