import type { Balance } from '#read-models';

/** The French name of each balance of a convention, a line or a tranche. */
export const BALANCE_TITLES: Readonly<Record<Balance, string>> = {
  maximum: 'Montant maximal',
  conditional: 'Tranches conditionnelles',
  committed: 'Engagé',
  released: 'Retiré',
  pending: 'Demandé, non payé',
  paid: 'Payé',
  repaid: 'Reversé',
  accepted: 'Dépense acceptée',
  due: 'Montant dû',
  payable: 'Payable',
  toOrder: 'À faire reverser',
  orderOpen: 'Ordres de reversement ouverts',
  writtenOff: 'Admis en non-valeur',
  toProve: 'À justifier',
  dueUnpaid: 'Dû, non payé',
  outstanding: 'Reste à payer',
};
