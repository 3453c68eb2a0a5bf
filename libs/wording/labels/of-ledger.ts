import type { Origin } from '#kernel';
import type { FiscalYearState, Imputation, InstallationMode, Measure, NomenclatureAxis } from '#ledger';

/* The French word of the columns, axes and kinds that accounting reads. A missing one does not compile. */

export const MEASURES: Readonly<Record<Measure, string>> = {
  maximum: 'Montant maximal',
  planned_quantity: 'Quantité prévue',
  claimed: 'Dépense déclarée',
  cut: 'Dépense écartée',
  accepted: 'Dépense acceptée',
  accepted_quantity: 'Quantité acceptée',
  due: 'Montant dû',
  entitled: 'Droit ouvert',
  forgone: 'Abandonné après retour de la banque',
  delivered_quantity: 'Quantité livrée',
  lent_quantity: 'Quantité prêtée',
  returned_quantity: 'Quantité restituée',
  committed: 'AE engagées',
  released_of_year: 'Retraits d’engagements de l’année',
  released_of_prior: 'Retraits d’engagements antérieurs',
  commitment_correction: 'Corrections d’exercices clos (AE)',
  consumed: 'CP consommés',
  consumption_correction: 'Corrections d’exercices clos (CP)',
  returned: 'Retourné par la banque',
  pending: 'Demandé, non payé',
  repaid: 'Reversé',
  repayment_correction: 'Corrections d’exercices clos (reversements)',
  credits_restored: 'Rétablissement de crédits',
  order_open: 'Ordres de reversement ouverts',
  written_off: 'Admis en non-valeur',
  payable: 'Payable',
  to_order: 'À faire reverser',
  to_prove: 'À justifier',
  due_unpaid: 'Dû, non payé',
  conditional_maximum: 'Montant des tranches conditionnelles',
  charges_at_year_end: 'Charges à payer',
};

export const IMPUTATION_AXES: Readonly<Record<keyof Imputation, string>> = {
  programme: 'Programme',
  titre: 'Titre',
  categorie: 'Catégorie',
  action: 'Action',
  sousAction: 'Sous-action',
  activite: 'Activité',
  pce: 'Compte PCE',
  groupeMarchandises: 'Groupe de marchandises',
  fondsDeConcours: 'Fonds de concours',
  centreFinancier: 'Centre financier',
  centreDeCouts: 'Centre de coûts',
  localisation: 'Localisation interministérielle',
  societe: 'Société',
  axeMinisteriel: 'Axe ministériel',
};

export const NOMENCLATURE_AXES: Readonly<Record<NomenclatureAxis, string>> = {
  activite: 'activité',
  pce: 'compte PCE',
  groupe_marchandises: 'groupe de marchandises',
};

export const FISCAL_YEAR_STATUSES: Readonly<Record<FiscalYearState['status'], string>> = {
  none: 'non ouvert',
  open: 'ouvert',
  closing: 'en cours de clôture',
  closed: 'clos',
};

export const INSTALLATION_MODES: Readonly<Record<InstallationMode, string>> = {
  demonstration: 'démonstration',
  production: 'production',
};

export const ORIGINS: Readonly<Record<Origin['kind'], string>> = {
  typed: 'Saisie',
  import: 'Import de fichier',
  api: 'Client de l’API',
  policy: 'Traitement automatique',
};

export const REVERSAL_MODES: Readonly<Record<'erased' | 'corrected', string>> = {
  erased: 'à la date de l’écriture d’origine',
  corrected: 'en correction d’un exercice clos',
};

export const CLAIMS: Readonly<Record<'on_state' | 'of_state', string>> = {
  on_state: 'créance sur l’État (loi n°\u00A068-1250)',
  of_state: 'créance de l’État (article\u00A02224 du code civil)',
};
