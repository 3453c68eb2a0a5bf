import type { SchoolBudget } from '#read-models';
import { FLOWS, LEGAL_TYPES } from '#wording';
import type { Column } from '../column.js';

/** The columns of the annex of the conventions, then what became of each line (domain.md §6). */
export const SCHOOL_COLUMNS: readonly Column<SchoolBudget>[] = [
  { key: 'reference', title: 'Convention', kind: 'identifier' },
  { key: 'academie', title: 'Académie', kind: 'text' },
  { key: 'uai', title: 'UAI', kind: 'identifier' },
  { key: 'school', title: 'Nom de l’établissement', kind: 'text' },
  { key: 'referenceCollege', title: 'UAI du collège de référence', kind: 'identifier' },
  { key: 'address', title: 'Adresse', kind: 'text' },
  { key: 'commune', title: 'Commune', kind: 'text' },
  { key: 'departement', title: 'Département', kind: 'text' },
  { key: 'flow', title: 'Volet', kind: 'text', words: FLOWS },
  { key: 'tranche', title: 'Tranche', kind: 'identifier' },
  { key: 'unit', title: 'Unité', kind: 'text' },
  { key: 'plannedQuantity', title: 'Quantité prévue', kind: 'quantity' },
  { key: 'equipmentSubsidy', title: 'Subvention de l’État pour l’équipement', kind: 'amount' },
  { key: 'resourceGrant', title: 'Dotation de l’État pour les ressources', kind: 'amount' },
  { key: 'acceptedQuantity', title: 'Quantité acceptée', kind: 'quantity' },
  { key: 'claimed', title: 'Dépense déclarée', kind: 'amount' },
  { key: 'cut', title: 'Dépense écartée', kind: 'amount' },
  { key: 'accepted', title: 'Dépense acceptée', kind: 'amount' },
  { key: 'due', title: 'Montant dû', kind: 'amount' },
  { key: 'paid', title: 'Payé', kind: 'amount' },
  { key: 'repaid', title: 'Reversé', kind: 'amount' },
  { key: 'payable', title: 'Payable', kind: 'amount' },
  { key: 'toOrder', title: 'À faire reverser', kind: 'amount' },
  { key: 'deliveredQuantity', title: 'Quantité livrée (en nature)', kind: 'quantity' },
  { key: 'lentQuantity', title: 'Quantité prêtée', kind: 'quantity' },
  { key: 'returnedQuantity', title: 'Quantité restituée', kind: 'quantity' },
  { key: 'leftToCommune', title: 'Part restant à la collectivité', kind: 'amount' },
  { key: 'payeeType', title: 'Type de bénéficiaire', kind: 'text', words: LEGAL_TYPES },
  { key: 'payeeKey', title: 'SIRET ou UAI du bénéficiaire', kind: 'identifier' },
  { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
];
