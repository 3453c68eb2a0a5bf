import type { Missing, Outstanding, WaitingKind } from '#read-models';
import type { Column } from '../column.js';

/** What waits. */
export const WAITING_KINDS: Readonly<Record<WaitingKind, string>> = {
  to_request: 'à demander en paiement',
  to_execute: 'à payer par le comptable',
  to_prove: 'à justifier',
  to_order: 'à faire reverser',
  to_recover: 'à recouvrer',
};

/** The act that is missing. */
export const MISSING_ACTS: Readonly<Record<Missing, string>> = {
  payment_request: 'demande de paiement',
  payment_execution: 'exécution du paiement',
  expense_statement: 'état récapitulatif des dépenses',
  service_fait: 'constatation du service fait',
  use_declaration: 'déclaration d’emploi de la dotation',
  use_acceptance: 'acceptation de l’emploi de la dotation',
  repayment_order: 'ordre de reversement',
  repayment: 'encaissement du reversement',
};

/** Who holds the act that is missing. */
export const ACT_HOLDERS: Readonly<Record<Missing, string>> = {
  payment_request: 'académie',
  payment_execution: 'comptable',
  expense_statement: 'bénéficiaire',
  service_fait: 'académie',
  use_declaration: 'bénéficiaire',
  use_acceptance: 'académie',
  repayment_order: 'académie',
  repayment: 'débiteur, comptable',
};

/** What is to be paid, proven or repaid, and since when. Amounts of different kinds don't add up: no total. */
export const OUTSTANDING_COLUMNS: readonly Column<Outstanding>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'line', title: 'Volet', kind: 'identifier' },
  { key: 'payeeKey', title: 'SIRET ou UAI du bénéficiaire', kind: 'identifier' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  { key: 'kind', title: 'En attente', kind: 'text', words: WAITING_KINDS },
  { key: 'amount', title: 'Montant', kind: 'amount' },
  { key: 'since', title: 'Depuis le', kind: 'day' },
  { key: 'missing', title: 'Acte manquant', kind: 'text', words: MISSING_ACTS },
];
