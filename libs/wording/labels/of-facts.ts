import type {
  ConventionFactType,
  FiscalYearFact,
  InstallationFact,
  NomenclatureFact,
  SchemeFact,
} from '#ledger';

/** The type of any fact that the ledger may record. */
export type FactType =
  | ConventionFactType
  | SchemeFact['type']
  | NomenclatureFact['type']
  | FiscalYearFact['type']
  | InstallationFact['type'];

/** What was recorded, as the history shows it. */
export const FACTS: Readonly<Record<FactType, string>> = {
  ConventionDrafted: 'Projet de convention enregistré',
  VisaGiven: 'Visa du contrôleur budgétaire donné',
  VisaRefused: 'Visa du contrôleur budgétaire refusé',
  ConventionSigned: 'Convention signée',
  AvenantSigned: 'Avenant signé',
  TrancheMadeFirm: 'Tranche affermie',
  TrancheAbandoned: 'Tranche abandonnée',
  ConventionSuspended: 'Versements suspendus',
  ConventionResumed: 'Suspension levée',
  ConventionReduced: 'Subvention diminuée',
  ObjectChangeAuthorised: 'Changement d’objet autorisé',
  TerminationNotified: 'Dénonciation notifiée',
  FinancialReportReceived: 'Bilan financier reçu',
  ConventionClosed: 'Convention clôturée',
  FourEyesRelaxed: 'Règle des deux personnes assouplie',
  CommitmentRecorded: 'Engagement enregistré',
  CommitmentRaised: 'Engagement augmenté',
  CommitmentLowered: 'Engagement diminué',
  CommitmentReleased: 'Engagement retiré',
  PaymentRequested: 'Paiement demandé',
  PaymentCancelled: 'Demande de paiement annulée',
  PaymentRejected: 'Demande de paiement rejetée',
  PaymentExecuted: 'Paiement exécuté',
  PaymentReturned: 'Paiement retourné par la banque',
  PaymentReissued: 'Paiement réémis',
  PaymentObserved: 'Paiement constaté sans demande',
  BankAccountRegistered: 'Compte bancaire enregistré',
  BankAccountConfirmed: 'Compte bancaire confirmé',
  BankAccountEnded: 'Compte bancaire clos',
  OtherFundingDeclared: 'Autre financement public déclaré',
  ExpenseStatementSubmitted: 'État récapitulatif des dépenses déposé',
  ExpenseStatementReturned: 'État récapitulatif des dépenses renvoyé',
  ServiceFaitCertified: 'Service fait constaté',
  ResourceUseDeclared: 'Emploi de la dotation déclaré',
  ResourceUseAccepted: 'Emploi de la dotation accepté',
  CarryOverAuthorised: 'Report de la dotation autorisé',
  ReversementOrdered: 'Reversement ordonné',
  ReversementCut: 'Ordre de reversement réduit',
  ReversementContested: 'Ordre de reversement contesté',
  ReversementCancelled: 'Ordre de reversement annulé',
  ReversementWrittenOff: 'Créance admise en non-valeur',
  RepaymentReceived: 'Reversement encaissé',
  CreditsRestored: 'Crédits rétablis',
  EntryReversed: 'Écriture contre-passée',
  AnomalyExplained: 'Anomalie expliquée',
  ReminderSent: 'Relance envoyée',
  FormalNoticeSent: 'Mise en demeure envoyée',
  PrescriptionInterrupted: 'Prescription interrompue',
  SchemePublished: 'Dispositif publié',
  NomenclatureCodeSet: 'Code de nomenclature fixé',
  FiscalYearOpened: 'Exercice ouvert',
  FiscalYearClosing: 'Exercice en cours de clôture',
  FiscalYearClosed: 'Exercice clos',
  Installed: 'Registre installé',
  DemonstrationLoaded: 'Démonstration chargée',
};
