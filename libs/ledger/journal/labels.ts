import type { ConventionFactType } from '../convention/index.js';

/** What an entry is called, in French, where the fact alone may move money; others are named by their type. */
export const ENTRY_LABELS: Readonly<Partial<Record<ConventionFactType, string>>> = {
  ConventionSigned: 'Convention signée',
  AvenantSigned: 'Avenant signé',
  ConventionReduced: 'Subvention diminuée',
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
  ServiceFaitCertified: 'Service fait constaté',
  ResourceUseAccepted: 'Emploi de la dotation accepté',
  CarryOverAuthorised: 'Report de la dotation autorisé',
  ReversementOrdered: 'Reversement ordonné',
  ReversementCut: 'Ordre de reversement réduit',
  ReversementCancelled: 'Ordre de reversement annulé',
  ReversementWrittenOff: 'Créance admise en non-valeur',
  RepaymentReceived: 'Reversement encaissé',
  CreditsRestored: 'Crédits rétablis',
  EntryReversed: 'Écriture contre-passée',
};
