import type { Day } from '#kernel';
import {
  type ImputationFigures,
  type ImputationReport,
  type Level,
  LEVELS,
  type Missing,
  type Outstanding,
  type OutstandingReport,
  type SchoolBudget,
  type SchoolBudgets,
  type WaitingKind,
} from '#read-models';
import { MISSING_ACTS, WAITING_KINDS } from '#rendering';
import { FLOW_KINDS, IMPUTATION_AXES, LEGAL_TYPES } from '#wording';
import {
  BodyKey,
  Choice,
  DayShown,
  Identity,
  Many,
  Money,
  One,
  Position,
  Quantity,
  Shown,
  UaiShown,
  WordList,
  Words,
} from './fields.js';
import { INCOMPLETE, StatedAnswer } from './shared.answer.js';

export class ImputationFiguresAnswer implements ImputationFigures {
  @Money('Reste à payer au 1er janvier.', { example: '0.00' }) opening!: string;
  @Money('AE engagées dans l’exercice.', { example: '4000.00' }) committed!: string;
  @Money('Retraits d’engagements de l’année.', { example: '0.00' }) releasedOfYear!: string;
  @Money('Retraits d’engagements antérieurs.', { example: '0.00' }) releasedOfPrior!: string;
  @Money('Corrections d’exercices clos (AE).', { example: '0.00' }) commitmentCorrections!: string;
  @Money('Corrections d’exercices clos (CP).', { example: '0.00' }) paymentCorrections!: string;
  @Money('CP payés dans l’exercice.') paid!: string;
  @Money('Reste à payer au 31 décembre.') closing!: string;
  @Money('Dont non dû.') ofWhichNotDue!: string;
  @Money('Dont charges à payer.', { example: '0.00' }) charges!: string;
  @Money('Demandé, non payé.', { example: '0.00' }) pending!: string;
  @Money('Reversements encaissés.', { example: '0.00' }) recovered!: string;
  @Money('Corrections d’exercices clos (reversements).', { example: '0.00' }) recoveredCorrections!: string;
  @Money('Dont rétablissement de crédits.', { example: '0.00' }) ofWhichCreditsRestored!: string;
}

/** An axis that the imputation does not have, or an imputation not yet known, is null. */
const Axis = (name: keyof typeof IMPUTATION_AXES, example: string | null = null) =>
  Words(`${IMPUTATION_AXES[name]}.`, { nullable: true, example });
const FROM_CONVENTION = { optional: true } as const;

export class PlaceAnswer {
  @Axis('programme', '0214') programme!: string | null;
  @Axis('titre', '6') titre!: string | null;
  @Axis('categorie', '63') categorie!: string | null;
  @Axis('action', '08') action!: string | null;
  @Axis('sousAction', '02') sousAction!: string | null;
  @Axis('activite', '021404DI0205') activite!: string | null;
  @Axis('pce', '653123') pce!: string | null;
  @Axis('groupeMarchandises', '10.03.01') groupeMarchandises!: string | null;
  @Axis('fondsDeConcours') fondsDeConcours!: string | null;
  @Axis('centreFinancier') centreFinancier!: string | null;
  @Axis('centreDeCouts') centreDeCouts!: string | null;
  @Axis('localisation') localisation!: string | null;
  @Axis('societe') societe!: string | null;
  @Axis('axeMinisteriel') axeMinisteriel!: string | null;
  @Words('L’imputation entière, à rendre par `imputation=`.', {
    nullable: true,
    example: '0214/6/63/08/02/021404DI0205/653123/10.03.01//////',
  })
  code!: string | null;
  @Identity('La convention ; du niveau `convention` au plus fin.', FROM_CONVENTION) convention?: string;
  @Words('Sa référence.', { ...FROM_CONVENTION, example: 'CRETS-2016' }) reference?: string;
  @Words('Son académie.', { ...FROM_CONVENTION, example: 'grenoble' }) academie?: string;
  @Words('Le volet ; du niveau `line` au plus fin.', { optional: true, example: 'equipment' }) line?: string;
  @Choice('La nature du bénéficiaire', LEGAL_TYPES, { optional: true }) payeeType?: string;
  @BodyKey('Son SIRET ou son UAI.', { optional: true }) payeeKey?: string;
  @Words('Sa dénomination.', { optional: true, example: 'Crêts en Belledonne' }) payeeName?: string;
  @Words('La tranche ; du niveau `school` au plus fin.', { optional: true }) tranche?: string;
  @UaiShown('L’établissement.', { optional: true }) uai?: string;
  @Words('Son nom.', { optional: true, example: 'École élémentaire' }) school?: string;
  @Words('La ligne d’annexe.', { optional: true, example: '0382460T-classe_mobile' }) allocation?: string;
  @Position('L’écriture, par sa position dans le journal ; au niveau `entry`.', { optional: true })
  position?: string;
  @DayShown('Sa date d’effet.', { optional: true }) effectiveOn?: Day;
}

export class ImputationRowAnswer {
  @One('Où : les colonnes du niveau demandé et de ceux au-dessus.', () => PlaceAnswer) at!: PlaceAnswer;
  @One('Ses chiffres.', () => ImputationFiguresAnswer) figures!: ImputationFiguresAnswer;
}

export class ImputationReportAnswer extends StatedAnswer implements Omit<ImputationReport, 'rows'> {
  @Quantity('L’exercice.', { example: 2016 }) year!: number;
  @Shown('Le niveau de détail.', { type: 'string', enum: [...LEVELS] }, { example: 'imputation' })
  level!: Level;
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Une ligne par imputation, jusqu’au détail demandé.', () => ImputationRowAnswer)
  rows!: readonly ImputationRowAnswer[];
  @One('Le total de ce que l’on voit.', () => ImputationFiguresAnswer) total!: ImputationFiguresAnswer;
}

class SchoolTotalAnswer implements Omit<SchoolBudgets['total'], never> {
  @Money('Subvention de l’État pour l’équipement.', { example: '4000.00' }) equipmentSubsidy!: string;
  @Money('Dotation de l’État pour les ressources.', { example: '0.00' }) resourceGrant!: string;
  @Money('Dépense déclarée.', { example: '8200.00' }) claimed!: string;
  @Money('Dépense écartée.', { example: '200.00' }) cut!: string;
  @Money('Dépense acceptée.', { example: '8000.00' }) accepted!: string;
  @Money('Montant dû.', { example: '4000.00' }) due!: string;
  @Money('Payé.') paid!: string;
  @Money('Reversé.', { example: '0.00' }) repaid!: string;
  @Money('Payable.') payable!: string;
  @Money('À faire reverser.', { example: '0.00' }) toOrder!: string;
  @Money('Part restant à la collectivité.', { example: '4200.00' }) leftToCommune!: string;
}

class SchoolBudgetAnswer extends SchoolTotalAnswer implements SchoolBudget {
  @Words('La référence de la convention.', { example: 'CRETS-2016' }) reference!: string;
  @Identity('La convention.') convention!: string;
  @Words('Son académie.', { example: 'grenoble' }) academie!: string;
  @UaiShown('L’établissement.') uai!: string;
  @Words('Son nom.', { example: 'École élémentaire' }) school!: string;
  @UaiShown('Son collège de référence.', { nullable: true, example: '0380002W' })
  referenceCollege!: string | null;
  @Words('Son adresse.', { nullable: true, example: null }) address!: string | null;
  @Words('Sa commune.', { nullable: true, example: 'Crêts en Belledonne' }) commune!: string | null;
  @Words('Son département.', { nullable: true, example: 'Isère' }) departement!: string | null;
  @Words('Le volet de la convention.', { example: 'equipment' }) line!: string;
  @Words('Le volet du dispositif.', { example: 'equipment' }) flow!: string;
  @Choice('Sa nature', FLOW_KINDS) kind!: string;
  @Words('La tranche.') tranche!: string;
  @Words('La ligne d’annexe.', { example: '0382460T-classe_mobile' }) allocation!: string;
  @Words('L’unité.', { example: 'classe_mobile' }) unit!: string;
  @Quantity('Les unités prévues.') plannedQuantity!: number;
  @Quantity('Les unités acceptées.') acceptedQuantity!: number;
  @Quantity('Les unités livrées, en nature.', { example: 0 }) deliveredQuantity!: number;
  @Quantity('Les unités prêtées ce jour-là.', { example: 0 }) lentQuantity!: number;
  @Quantity('Les unités restituées.', { example: 0 }) returnedQuantity!: number;
  @Choice('La nature du bénéficiaire', LEGAL_TYPES) payeeType!: string;
  @BodyKey('Son SIRET ou son UAI.') payeeKey!: string;
  @Words('Sa dénomination.', { example: 'Crêts en Belledonne' }) payeeName!: string;
}

export class SchoolBudgetsAnswer extends StatedAnswer implements SchoolBudgets {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Une par école, tranche et unité.', () => SchoolBudgetAnswer) rows!: readonly SchoolBudgetAnswer[];
  @One('Le total de ce que l’on voit.', () => SchoolTotalAnswer) total!: SchoolTotalAnswer;
}

class WaitingAnswer implements Outstanding {
  @Identity('La convention.') convention!: string;
  @Words('Sa référence.', { example: 'CRETS-2016' }) reference!: string;
  @Words('Son académie.', { example: 'grenoble' }) academie!: string;
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @BodyKey('Le SIRET ou l’UAI du bénéficiaire.') payeeKey!: string;
  @Words('Sa dénomination.', { example: 'Crêts en Belledonne' }) payeeName!: string;
  @Choice('Ce qui attend', WAITING_KINDS, { example: 'to_prove' }) kind!: WaitingKind;
  @Money('Combien.') amount!: string;
  @DayShown('Depuis quand.', { example: '2016-10-27' }) since!: Day;
  @Choice('L’acte qui manque', MISSING_ACTS, { example: 'expense_statement' }) missing!: Missing;
}

export class OutstandingAnswer extends StatedAnswer implements OutstandingReport {
  @WordList(INCOMPLETE, []) incomplete!: readonly string[];
  @Many('Ce qui attend, le plus ancien d’abord.', () => WaitingAnswer) rows!: readonly WaitingAnswer[];
}
