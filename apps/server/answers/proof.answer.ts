import type { BalanceProof, FactProof, GrowthProof, KeptVerification, LogFault, Straggler } from '#hosting';
import { Identity, Many, Moment, One, Position, Quantity, Shown, WordList, Words, Yes } from './fields.js';
import { ImputationFiguresAnswer } from './reports.answer.js';

const HASH = { example: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' };
const NOTE = { example: 'registre\n128\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— registre …' };

/** That a fact is in the log (RFC 9162 §2.1.3). */
export class FactProofAnswer implements FactProof {
  @Position('Le fait, par sa position ; son rang dans l’arbre est un de moins.') position!: string;
  @Words('SHA-256(0x00 ‖ enregistrement).', HASH) leaf!: string;
  @Position('Le nombre de faits du point de contrôle.') size!: string;
  @Words('Sa racine.', HASH) root!: string;
  @WordList('Le chemin de la feuille à la racine.', [HASH.example]) path!: readonly string[];
  @Words('Le point de contrôle signé.', NOTE) checkpoint!: string;
}

/** That a shorter log is the beginning of a longer one (RFC 9162 §2.1.4). */
export class GrowthProofAnswer implements GrowthProof {
  @Position('Le nombre de faits du plus court.') from!: string;
  @Words('Sa racine.', HASH) fromRoot!: string;
  @Position('Le nombre de faits du plus long.', { example: '256' }) to!: string;
  @Words('Sa racine.', HASH) toRoot!: string;
  @WordList('La preuve.', [HASH.example]) path!: readonly string[];
  @Words('Le dernier point de contrôle signé.', NOTE) checkpoint!: string;
}

class YearBalanceAnswer implements OfBalance {
  @Identity('La convention.') convention!: string;
  @Words('Le volet.', { example: 'equipment' }) line!: string;
  @Words('L’imputation entière ; vide si le volet n’était pas encore engagé.', {
    example: '0214/6/63/08/02/021404DI0205/653123/10.03.01//////',
  })
  imputation!: string;
  @One('Ses chiffres à la clôture.', () => ImputationFiguresAnswer) figures!: ImputationFiguresAnswer;
}
type OfBalance = BalanceProof['balance'];

/** That a balance is one of those signed when its year closed (RFC 9162 §2.1.3). */
export class BalanceProofAnswer implements Omit<BalanceProof, 'holds'> {
  @Quantity('L’exercice clos.', { example: 2016 }) year!: number;
  @Position('Le fait qui l’a clos : les soldes sont ceux que l’on connaissait là.') position!: string;
  @One('Le solde.', () => YearBalanceAnswer) balance!: YearBalanceAnswer;
  @Words('Le texte canonique du solde ; sa feuille est SHA-256(0x00 ‖ texte).', {
    example: '{"convention":"…","figures":{…},"form":1,…}',
  })
  text!: string;
  @Quantity('Son rang dans l’arbre, à partir de 0.', { example: 0 }) index!: number;
  @Quantity('Le nombre de soldes de l’exercice.', { example: 40 }) size!: number;
  @Words('La racine signée.', HASH) root!: string;
  @WordList('Le chemin de la feuille à la racine.', [HASH.example]) path!: readonly string[];
  @Words('La note signée à la clôture.', NOTE) checkpoint!: string;
}

class LogFaultAnswer implements LogFault {
  @Words('Ce qui ne va pas.', { example: 'event_altered' }) code!: LogFault['code'];
  @Position('Le premier fait en cause.', { nullable: true }) position!: string | null;
  @Position('Le dernier qui peut l’être.', { optional: true }) through?: string;
  @Words('La colonne.', { optional: true, example: 'recorded_at' }) column?: string;
  @Words('Ce que dit le texte.', { optional: true, example: 'a' }) expected?: string;
  @Words('Ce que dit la colonne.', { optional: true, example: 'b' }) found?: string;
}

class StragglerAnswer implements Straggler {
  @Position('Le fait.') position!: string;
  @Words('Ce qui avait changé : un flux (guard_moved) ou une clé déjà prise (claim_held).', {
    example: 'guard_moved',
  })
  kind!: Straggler['kind'];
  @Words('Le flux, ou la clé.', { example: 'fiscalyear-2016' }) name!: string;
}

type OfLog = KeptVerification['log'];
class VerifiedLogAnswer implements OfLog {
  @Position('La dernière position.') head!: string;
  @Quantity('Les faits lus.', { example: 128 }) events!: number;
  @Position('Les faits scellés.') sealed!: string;
  @Quantity('Les points de contrôle recalculés.', { example: 3 }) checkpoints!: number;
  @Quantity('Ceux de l’ancre.', { example: 3 }) anchored!: number;
  @Quantity('Ceux de l’ancre que couvre une perte déclarée lors d’une restauration.', { example: 0 })
  declaredLost!: number;
  @Quantity('Ceux qui ont été présentés à la vérification.', { example: 0 }) kept!: number;
  @Quantity('L’époque : 1, et un de plus à chaque restauration.', { example: 1 }) epoch!: number;
  @Words('La racine des faits scellés.', { nullable: true, ...HASH }) root!: string | null;
  @One('Le premier défaut.', () => LogFaultAnswer, { nullable: true, example: null })
  fault!: LogFaultAnswer | null;
  @Many('Les faits arrivés d’EventStoreDB après ce qui devait les arrêter.', () => StragglerAnswer, {
    example: [],
  })
  stragglers!: readonly StragglerAnswer[];
}

type OfReadModels = NonNullable<KeptVerification['readModels']>;
class DifferenceAnswer implements NonNullable<OfReadModels['difference']> {
  @Words('La table.', { example: 'movement' }) table!: string;
  @Words('La ligne.', { example: 'convention_key=1 position=12 ordinal=0' }) key!: string;
  @Words('La colonne.', { example: 'amount' }) column!: string;
  @Words('Ce que donnent les faits.', { nullable: true, example: '200000' }) expected!: string | null;
  @Words('Ce qui est gardé.', { nullable: true, example: '200001' }) found!: string | null;
}

class VerifiedReadModelsAnswer implements OfReadModels {
  @Position('Jusqu’à cette position.') position!: string;
  @Quantity('Les conventions comparées.', { example: 40 }) conventions!: number;
  @Quantity('Les faits dont elles sont déduites.', { example: 120 }) events!: number;
  @Quantity('Les lignes comparées.', { example: 900 }) rows!: number;
  @One('La première différence.', () => DifferenceAnswer, { nullable: true, example: null })
  difference!: DifferenceAnswer | null;
}

type OfKeys = NonNullable<KeptVerification['keys']>;
class VerifiedKeysAnswer implements OfKeys {
  @Quantity('Les clés uniques comparées.', { example: 130 }) keys!: number;
  @One('La première différence.', () => DifferenceAnswer, { nullable: true, example: null })
  difference!: DifferenceAnswer | null;
}

type OfIssued = NonNullable<KeptVerification['issued']>;
class IssuedFaultAnswer implements NonNullable<OfIssued['fault']> {
  @Words('Le numéro de l’émission.', { example: '12' }) number!: string;
  @Words('Son intitulé.', { example: 'État d’imputation de l’exercice 2016' }) title!: string;
  @Words('Ce qui ne va pas.', { example: 'bytes_changed' })
  kind!: NonNullable<OfIssued['fault']>['kind'];
}

class VerifiedIssuesAnswer implements OfIssued {
  @Quantity('Les émissions relues et recalculées.', { example: 12 }) checked!: number;
  @One('La première en défaut.', () => IssuedFaultAnswer, { nullable: true, example: null })
  fault!: IssuedFaultAnswer | null;
}

type OfBalances = NonNullable<KeptVerification['balances']>;
class BalanceFaultAnswer implements NonNullable<OfBalances['fault']> {
  @Words('Ce qui ne va pas.', { example: 'balance_root_differs' })
  code!: NonNullable<OfBalances['fault']>['code'];
  @Quantity('L’exercice.', { example: 2016 }) year!: number;
}

class VerifiedBalancesAnswer implements OfBalances {
  @Quantity('Les exercices clos dont la racine des soldes a été recalculée.', { example: 1 }) years!: number;
  @Quantity('Ceux dont elle n’est pas encore signée.', { example: 0 }) unsigned!: number;
  @One('Le premier défaut.', () => BalanceFaultAnswer, { nullable: true, example: null })
  fault!: BalanceFaultAnswer | null;
}

/** The last verification, and its age. */
export class VerificationAnswer implements KeptVerification {
  @Yes('Tout concordait.', { example: true }) ok!: boolean;
  @Moment('Quand.') at!: string;
  @Quantity('Il y a combien de secondes.', { example: 3600 }) ageSeconds!: number;
  @Shown('Sa durée, en secondes.', { type: 'number', minimum: 0 }, { example: 1.5 }) seconds!: number;
  @One('Le journal.', () => VerifiedLogAnswer) log!: VerifiedLogAnswer;
  @One('Ce qui en est déduit ; `null` si le journal est fautif.', () => VerifiedReadModelsAnswer, {
    nullable: true,
  })
  readModels!: VerifiedReadModelsAnswer | null;
  @One('Les clés uniques ; `null` si ce qui précède est fautif.', () => VerifiedKeysAnswer, {
    nullable: true,
  })
  keys!: VerifiedKeysAnswer | null;
  @One('Les états émis ; `null` si le journal est fautif.', () => VerifiedIssuesAnswer, { nullable: true })
  issued!: VerifiedIssuesAnswer | null;
  @One(
    'Les soldes des exercices clos ; `null` si ce qui est déduit du journal est fautif.',
    () => VerifiedBalancesAnswer,
    {
      nullable: true,
    },
  )
  balances!: VerifiedBalancesAnswer | null;
}
