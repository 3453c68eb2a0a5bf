import type { Role } from '#access';
import type {
  Anomaly,
  BorneExpense,
  ConventionState,
  ExpenseCategory,
  DeadlineKind,
  EquipmentMovement,
  Flow,
  FlowKind,
  FourEyesRule,
  LegalType,
  Payment,
  PaymentStatus,
  QuantityRule,
  Stage,
  Statement,
  Tranche,
} from '#ledger';

/* The French word of each state and kind. A missing one does not compile. */

export const STAGES: Readonly<Record<Stage, string>> = {
  none: 'Inexistante',
  drafted: 'Projet',
  visa_refused: 'Visa refusé',
  signed: 'Signée',
  suspended: 'Suspendue',
  in_notice: 'En préavis',
  terminated: 'Résiliée',
  superseded: 'Annulée et remplacée',
  expired: 'Échue',
  closed: 'Clôturée',
};

export const TRANCHE_STATUSES: Readonly<Record<Tranche['status'], string>> = {
  conditional: 'conditionnelle',
  firm: 'ferme',
  abandoned: 'abandonnée',
};

export const DEADLINES: Readonly<Record<DeadlineKind, string>> = {
  end_of_validity: 'fin de validité',
  renewal: 'reconduction',
  end_of_notice: 'fin du préavis',
  statement_due: 'état récapitulatif des dépenses dû',
  use_due: 'emploi de la dotation à justifier',
  financial_report_due: 'bilan financier dû',
  committee: 'comité de pilotage à réunir',
  force_majeure_termination: 'force majeure : résiliation possible',
  equipment_return: 'équipements à restituer',
  prescription_on_state: 'prescription des créances sur l’État',
  prescription_of_state: 'prescription de l’ordre de reversement',
  documents_kept_until: 'pièces à conserver jusque-là',
};

export const VISAS: Readonly<Record<ConventionState['visa'], string>> = {
  not_required: 'non requis',
  awaited: 'attendu',
  given: 'donné',
  refused: 'refusé',
};

export const PAYMENT_KINDS: Readonly<Record<Payment['kind'], string>> = {
  advance: 'avance',
  interim: 'acompte',
  balance: 'solde',
  grant: 'dotation',
  observed: 'paiement constaté',
};

export const PAYMENT_STATUSES: Readonly<Record<PaymentStatus, string>> = {
  requested: 'demandé',
  cancelled: 'annulé',
  rejected: 'rejeté',
  executed: 'payé',
  returned: 'retourné par la banque',
  abandoned: 'abandonné après retour de la banque',
  observed: 'constaté sans demande',
};

export const STATEMENT_STATUSES: Readonly<Record<Statement['status'], string>> = {
  submitted: 'déposé',
  returned: 'renvoyé',
  certified: 'certifié',
};

export const ANOMALIES: Readonly<Record<Anomaly['code'], string>> = {
  executed_while_suspended: 'Paiement exécuté pendant une suspension',
  executed_amount_differs: 'Montant payé différent du montant demandé',
  executed_without_request: 'Paiement constaté sans demande',
  executed_on_invalid_account: 'Paiement sur un compte non valide à cette date',
  executed_after_freeing: 'Paiement exécuté après annulation ou rejet de la demande',
  paid_above_ceiling: 'Paiement au-delà du plafond',
};

export const ROLES: Readonly<Record<Role, string>> = {
  gestionnaire: 'Gestionnaire',
  ordonnateur: 'Ordonnateur',
  tresorier: 'Trésorier',
  auditeur: 'Auditeur',
  administrateur: 'Administrateur',
};

export const LEGAL_TYPES: Readonly<Record<LegalType, string>> = {
  commune: 'commune',
  epci: 'EPCI',
  departement: 'département',
  region: 'région',
  eple: 'EPLE',
  ecole: 'école',
  etat: 'État',
};

export const SUSPENSION_CAUSES: Readonly<
  Record<'change_of_object' | 'change_of_use' | 'force_majeure', string>
> = {
  change_of_object: 'changement d’objet',
  change_of_use: 'changement d’affectation',
  force_majeure: 'force majeure',
};

export const FOUR_EYES_RULES: Readonly<Record<FourEyesRule, string>> = {
  certifier_executes: 'qui certifie le service fait n’enregistre pas l’exécution du paiement',
  orderer_receives: 'qui ordonne un reversement n’en enregistre pas l’encaissement',
  registrar_confirms: 'qui enregistre un compte bancaire ne le confirme pas',
  registrar_executes: 'qui enregistre un compte bancaire n’y enregistre pas l’exécution d’un paiement',
};

export const FLOWS: Readonly<Record<Flow, string>> = {
  equipment: 'équipement',
  resources: 'ressources',
  infrastructure: 'infrastructure',
};

export const EXPENSE_CATEGORIES: Readonly<Record<ExpenseCategory, string>> = {
  equipment: 'équipements numériques mobiles',
  services: 'services associés',
  resources: 'ressources pédagogiques numériques',
  infrastructure: 'infrastructures',
  maintenance: 'maintenance',
};

export const QUANTITY_RULES: Readonly<Record<QuantityRule, string>> = {
  amendment: 'par avenant',
  observation: 'par constat des effectifs',
};

export const BORN_BY: Readonly<Record<BorneExpense['bornBy'], string>> = {
  etat: 'État',
  collectivite: 'collectivité',
  shared: 'partagée',
};

export const FLOW_KINDS: Readonly<Record<FlowKind, string>> = {
  on_expense: 'subvention sur dépenses justifiées',
  flat_grant: 'dotation forfaitaire',
  in_kind: 'équipement en nature',
};

export const EQUIPMENT_MOVEMENTS: Readonly<Record<EquipmentMovement, string>> = {
  delivered: 'livraison à l’établissement',
  lent: 'prêt aux utilisateurs',
  given_back: 'retour des utilisateurs',
  returned: 'restitution au propriétaire',
};

export const PARTY_ROLES: Readonly<Record<'academie' | 'beneficiary' | 'other', string>> = {
  academie: 'académie',
  beneficiary: 'bénéficiaire',
  other: 'autre partie',
};
