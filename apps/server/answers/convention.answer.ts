import { OmitType } from '@nestjs/swagger';
import type { Day, Euros, Instant, Rate } from '#kernel';
import type {
  Allocation,
  Anomaly,
  BankAccount,
  ConventionState,
  ExpenseCategory,
  FlowKind,
  QuantityRule,
  FourEyesRule,
  HeadCount,
  Imputation,
  LegalType,
  Line,
  Payment,
  School,
  Stage,
  Tranche,
} from '#ledger';
import {
  ANOMALIES,
  EXPENSE_CATEGORIES,
  QUANTITY_RULES,
  FLOW_KINDS,
  IMPUTATION_AXES,
  LEGAL_TYPES,
  STAGES,
  TRANCHE_STATUSES,
  VISAS,
} from '#wording';
import { AxesDto, DeploymentDto, PayeeDto, RenewalDto, SchoolDto } from '../conventions/draft.dto.js';
import {
  FinancialReportAnswer,
  ObjectChangeAnswer,
  ParentAnswer,
  type Party,
  PartyAnswer,
  SchemeOfConventionAnswer,
  SupersededAnswer,
  SuspensionAnswer,
  TerminationAnswer,
} from './agreement.answer.js';
import { PostDto } from '../conventions/plans.dto.js';
import { FOUR_EYES } from '../conventions/agreement.dto.js';
import {
  Choice,
  DayShown,
  Identity,
  Many,
  Moment,
  Money,
  One,
  Quantity,
  RateShown,
  Shown,
  type Showing,
  UaiShown,
  WordList,
  Words,
  Yes,
} from './fields.js';
import {
  AccountAnswer,
  OrderAnswer,
  PaymentAnswer,
  PosteAnswer,
  PostShareAnswer,
  StatementAnswer,
  UseAnswer,
} from './money.answer.js';
import { BalancesAnswer } from './shared.answer.js';

class ImputationAnswer extends OmitType(AxesDto, ['activite']) implements Imputation {
  @Words(IMPUTATION_AXES.activite, { example: '021404DI0205' }) activite!: string;
  @Words(IMPUTATION_AXES.pce, { example: '653123' }) pce!: string;
  @Words(IMPUTATION_AXES.groupeMarchandises, { example: '10.03.01' }) groupeMarchandises!: string;
}

type OfAllocation = Pick<
  Allocation,
  'uai' | 'unit' | 'quantity' | 'unitCeiling' | 'rate' | 'expense' | 'acceptedQuantity' | 'claimed' | 'cut'
>;
class AllocationAnswer implements OfAllocation {
  @Words('La ligne d’annexe.', { example: '0382460T-classe_mobile' }) allocation!: string;
  @UaiShown('L’établissement.') uai!: string;
  @Words('L’unité.', { example: 'classe_mobile' }) unit!: string;
  @Quantity('Le nombre d’unités.') quantity!: number;
  @Money('Le plafond par unité.', { example: '8000.00' }) unitCeiling!: Euros;
  @RateShown('La part de l’État.') rate!: Rate;
  @Money('La dépense prévue d’un projet.', { optional: true, example: '12000.00' }) expense?: Euros;
  @Quantity('Les unités acceptées.') acceptedQuantity!: number;
  @Quantity('Les unités livrées, en nature.', { example: 0 }) delivered!: number;
  @Quantity('Les unités prêtées en ce moment.', { example: 0 }) lent!: number;
  @Quantity('Les unités restituées.', { example: 0 }) returned!: number;
  @Money('La dépense déclarée.', { example: '8200.00' }) claimed!: Euros;
  @Money('La dépense écartée.', { example: '200.00' }) cut!: Euros;
  @One('Ses soldes.', () => BalancesAnswer) balances!: BalancesAnswer;
}

class TrancheAnswer implements Pick<Tranche, 'label' | 'final' | 'status' | 'abandonedOn'> {
  @Words('La tranche.') tranche!: string;
  @Words('Son libellé.') label!: string;
  @Choice('Où elle en est', TRANCHE_STATUSES, { example: 'firm' }) status!: Tranche['status'];
  @DayShown('Le jour où elle a été abandonnée.', { optional: true }) abandonedOn?: Day;
  @Yes('Le service fait final (ou l’emploi final d’une dotation) est constaté.') final!: boolean;
  @Money('L’avance convenue ; montrée à qui voit tout le volet.', { optional: true }) advance?: Euros;
  @Many('Les postes d’EJ ; montrés à qui voit tout le volet.', () => PosteAnswer, { optional: true })
  postes?: readonly PosteAnswer[];
  @Many('Les postes de crédits notifiés.', () => PostDto, { optional: true })
  posts?: Tranche['posts'] | undefined;
  @Many('Leur répartition votée.', () => PostShareAnswer, { optional: true })
  split?: Tranche['split'] | undefined;
  @Many('Leur emploi déclaré.', () => PostShareAnswer, { optional: true })
  usedByPost?: Tranche['usedByPost'] | undefined;
  @One('Ses soldes.', () => BalancesAnswer) balances!: BalancesAnswer;
  @Many('Une par ligne d’annexe que l’on voit.', () => AllocationAnswer)
  schools!: readonly AllocationAnswer[];
}

class CofundingAnswer {
  @Choice('Sa nature', LEGAL_TYPES, { example: 'departement' }) funder!: LegalType;
  @Words('Son nom.', { example: 'Département' }) label!: string;
  @RateShown('Sa part de la dépense.', { example: '0.1' }) rate!: Rate;
  @Money('Le montant prévu.', { example: '1000.00' }) amount!: Euros;
}

class LineAnswer implements Pick<Line, 'flow' | 'kind' | 'label' | 'payee' | 'axes' | 'advanceRate'> {
  @Words('Le volet, tel que la convention le nomme.', { example: 'equipment' }) line!: string;
  @Words('Le volet du dispositif.', { example: 'equipment' }) flow!: string;
  @Choice('Sa nature', FLOW_KINDS) kind!: FlowKind;
  @Words('Son libellé.', { example: 'Équipement' }) label!: string;
  @One('Qui est payé.', () => PayeeDto) payee!: PayeeDto;
  @RateShown('Le taux d’avance.') advanceRate!: Rate;
  @RateShown('La part payable avant le service fait final.', { optional: true, example: '0.8' })
  interimShare?: Rate | undefined;
  @Shown(
    `Les natures de dépense admises ; absentes : toutes. ${Object.entries(EXPENSE_CATEGORIES)
      .map(([key, word]) => `\`${key}\` ${word}`)
      .join(', ')}.`,
    { type: 'array', items: { type: 'string', enum: Object.keys(EXPENSE_CATEGORIES) } },
    { optional: true, example: ['equipment', 'services'] },
  )
  eligibleCategories?: readonly ExpenseCategory[] | undefined;
  @Choice('Comment les quantités suivent les effectifs', QUANTITY_RULES, { optional: true })
  quantities?: QuantityRule | undefined;
  @Many('Ce que d’autres apportent à la même dépense, hors Chorus.', () => CofundingAnswer, {
    optional: true,
  })
  cofunding?: readonly CofundingAnswer[] | undefined;
  @One('Les axes que dit la convention.', () => AxesDto) axes!: AxesDto;
  @One('L’imputation complète, une fois engagée.', () => ImputationAnswer, { optional: true })
  imputation?: ImputationAnswer | undefined;
  @Yes('On voit tout le volet, et non les seules lignes d’annexe de ses écoles.', { example: true })
  whole!: boolean;
  @One('Les soldes de ce que l’on en voit.', () => BalancesAnswer) balances!: BalancesAnswer;
  @Many('Ses tranches.', () => TrancheAnswer) tranches!: readonly TrancheAnswer[];
}

class AnomalyAnswer implements Anomaly {
  @Words('Son identifiant.', { example: 'executed_amount_differs:0193a1de-0000-5000-8000-000000000001' })
  id!: string;
  @Choice('Ce qui ne va pas', ANOMALIES) code!: Anomaly['code'];
  @DayShown('Le jour.') on!: Day;
  @Identity('Le paiement.') payment!: string;
  @Words('L’explication donnée.', { optional: true, example: 'Payé avant la suspension' })
  explanation?: string;
}

class WarningAnswer {
  @Words('Le code.', { example: 'advance_above_general_law' }) code!: string;
  @Words('Le texte en cause.', { example: 'décret n° 99-1060 du 16 décembre 1999' }) text!: string;
}

class HeadCountAnswer implements HeadCount {
  @DayShown('Le jour du constat.') on!: Day;
  @UaiShown('L’établissement.') uai!: string;
  @Words('La tranche.') tranche!: string;
  @Words('L’unité.', { example: 'eleve' }) unit!: string;
  @Quantity('L’effectif.', { example: 98 }) count!: number;
  @Quantity('Les arrivées depuis le constat précédent.') arrivals!: number;
  @Quantity('Les départs depuis le constat précédent.') departures!: number;
  @Yes('Liste validée par l’académie.') certified!: boolean;
}

/** One convention on a day: of what is outside the perimeter there is nothing. */
export class ConventionAnswer {
  @Identity('L’identifiant.') id!: string;
  @Quantity('La version du dossier, aussi dans ETag.', { example: 12 }) version!: number;
  @DayShown('La date d’effet demandée ; `null` : tout ce qui est effectif.', { nullable: true })
  effectiveOn!: Day | null;
  @Moment('L’instant de connaissance demandé ; `null` : tout ce qui est connu.', { nullable: true })
  knownAt!: Instant | null;
  @Words('La référence, unique dans l’académie.', { example: 'CRETS-2016' }) reference!: string;
  @Words('L’intitulé.', { example: 'Équipement numérique de l’école' }) title!: string;
  @Words('L’académie.', { example: 'grenoble' }) academie!: string;
  @One('Le dispositif.', () => SchemeOfConventionAnswer) scheme!: SchemeOfConventionAnswer;
  @Yes('Données fictives.', { example: true }) fictitious!: boolean;
  @Choice('Où elle en est', STAGES, { example: 'signed' }) stage!: Stage;
  @Many('Les parties, dans l’ordre du texte.', () => PartyAnswer) parties!: readonly Showing<
    PartyAnswer,
    Party
  >[];
  @Choice('Le visa du contrôleur budgétaire', VISAS) visa!: ConventionState['visa'];
  @DayShown('Le jour de la dernière signature.', { optional: true }) signedOn?: Day | undefined;
  @DayShown('Le dernier jour de validité, reconductions tacites comprises.', {
    optional: true,
    example: '2017-10-13',
  })
  validUntil?: Day | undefined;
  @Words('Ce dont elle suit la durée, quand elle n’a pas de terme.', {
    optional: true,
    example: 'la mise en place des équipements',
  })
  openEnded?: string | undefined;
  @One('Sa reconduction.', () => RenewalDto, { optional: true }) renewal?: RenewalDto | undefined;
  @Quantity('Le nombre de reconductions par un acte.', { example: 0 }) renewals!: number;
  @One('Son remplacement.', () => SupersededAnswer, { optional: true })
  superseded?: SupersededAnswer | undefined;
  @DayShown('La dernière réunion du comité de pilotage.', { optional: true, example: '2017-01-13' })
  committeeMetOn?: Day | undefined;
  @One('Le calendrier de déploiement.', () => DeploymentDto, { optional: true })
  deployment?: DeploymentDto | undefined;
  @One('La suspension en cours.', () => SuspensionAnswer, { optional: true })
  suspended?: SuspensionAnswer | undefined;
  @One('La force majeure en cours.', () => SuspensionAnswer, { optional: true })
  forceMajeure?: SuspensionAnswer | undefined;
  @One('La dénonciation.', () => TerminationAnswer, { optional: true })
  termination?: TerminationAnswer | undefined;
  @One('Le bilan financier.', () => FinancialReportAnswer, { optional: true })
  financialReport?: FinancialReportAnswer | undefined;
  @DayShown('Le jour de la clôture.', { optional: true, example: '2017-12-01' }) closedOn?: Day | undefined;
  @Quantity('Le nombre d’avenants.', { example: 0 }) amendments!: number;
  @Many('Les changements d’objet autorisés.', () => ObjectChangeAnswer)
  objectChanges!: readonly ObjectChangeAnswer[];
  @Many('Les effectifs constatés, le plus ancien d’abord.', () => HeadCountAnswer)
  headCounts!: readonly HeadCountAnswer[];
  @Many('Les écoles de ce que l’on voit.', () => SchoolDto) schools!: readonly Showing<SchoolDto, School>[];
  @One('Les soldes de ce que l’on en voit.', () => BalancesAnswer) balances!: BalancesAnswer;
  @Many('Les volets de son périmètre.', () => LineAnswer) lines!: readonly LineAnswer[];
  @Many('Les paiements de ces volets.', () => PaymentAnswer) payments!: readonly Showing<
    PaymentAnswer,
    Omit<Payment, 'eventId'>
  >[];
  @Many('Les états récapitulatifs des dépenses.', () => StatementAnswer)
  statements!: readonly StatementAnswer[];
  @Many('Les emplois déclarés des dotations.', () => UseAnswer) resourceUses!: readonly UseAnswer[];
  @Many('Les ordres de reversement.', () => OrderAnswer) repaymentOrders!: readonly OrderAnswer[];
  @Many('Les comptes bancaires des bénéficiaires de ces volets.', () => AccountAnswer)
  accounts!: readonly Showing<AccountAnswer, Omit<BankAccount, 'registeredBy' | 'confirmedBy'>>[];
  @WordList('Les observations sur le texte ; pour l’académie et l’audit.', ['8 000 € : erreur matérielle.'], {
    optional: true,
  })
  observations?: readonly string[];
  @Many('Ce que le texte a d’inhabituel ; pour l’académie et l’audit.', () => WarningAnswer, {
    optional: true,
  })
  warnings?: readonly WarningAnswer[];
  @One('La convention parente ; pour l’académie et l’audit.', () => ParentAnswer, { optional: true })
  parent?: ParentAnswer;
  @Shown(
    'Les règles des deux personnes assouplies ; pour l’académie et l’audit.',
    { type: 'array', items: { type: 'string', enum: [...FOUR_EYES] } },
    { optional: true, example: [] },
  )
  fourEyesRelaxed?: readonly FourEyesRule[];
  @Many('Ce qui ne va pas et attend une explication ; pour l’académie et l’audit.', () => AnomalyAnswer, {
    optional: true,
  })
  anomalies?: readonly Showing<AnomalyAnswer, Anomaly>[];
}
