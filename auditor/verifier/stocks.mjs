import { least, orZero, split, splitByRoom, splitBySchool, sum } from './shares.mjs';

// Ce que vaut chaque grandeur, par école, et ce que chaque euro de plus écrit dans les comptes.

const of = (postes, field) => sum([...postes.values()].map(poste => poste[field]));

/** Les grandeurs d’une tranche, un montant par école. */
export function stocksOf(tranche, signed) {
  const { allocations, status, final, consumed, returned, requested, repaid, ordered } = tranche;
  const { writtenOff, carriedOver, forgone } = tranche;
  const awards = allocations.map(({ award }) => award);
  const dues = allocations.map(({ due }) => due);
  // Une tranche conditionnelle n’engage à rien.
  const maxima = allocations.map(({ maximum }) => (status === 'conditional' ? 0n : maximum));
  const byAward = amount => (amount === 0n ? awards.map(() => 0n) : split(amount, awards));
  const less = (amounts, others) => amounts.map((amount, index) => amount - others[index]);

  const paid = consumed - returned;
  const net = paid - repaid;
  const due = sum(dues);
  const toOrder = orZero(net - ordered - writtenOff - carriedOver - (final ? due : sum(maxima)));

  const owed = orZero(due - net);
  const given = least(forgone, owed);

  const paidShares = splitBySchool(tranche, paid);
  const netShares = splitBySchool(tranche, net);
  const consumedShares = splitBySchool(tranche, consumed);
  const pendingShares = splitBySchool(tranche, paid + requested + returned);
  const committed = byAward(of(tranche.postes, 'committed'));
  const over = less(netShares, final ? dues : awards);
  return {
    maximum: signed ? maxima : maxima.map(() => 0n),
    committed,
    released: splitByRoom(of(tranche.postes, 'released'), less(committed, consumedShares), awards),
    consumed: consumedShares,
    returned: less(consumedShares, paidShares),
    pending: less(pendingShares, paidShares),
    repaid: less(paidShares, netShares),
    restored: byAward(tranche.restored),
    ordered: splitByRoom(ordered, over, awards),
    writtenOff: splitByRoom(writtenOff, over, awards),
    toOrder: splitByRoom(toOrder, over, awards),
    due: dues,
    dueUnpaid: splitByRoom(owed - given, less(dues, netShares), awards),
    forgone: splitByRoom(given, less(dues, netShares), awards),
  };
}

/** Les comptes, dans l’ordre des lignes d’une écriture : nom, type pour hledger, libellé. */
export const ACCOUNTS = [
  ['horsbilan:octrois', 'E', 'Subventions et dotations attribuées'],
  ['horsbilan:engagements', 'E', 'Engagements restant à payer'],
  ['horsbilan:demandes', 'E', 'Paiements demandés et non exécutés'],
  ['horsbilan:retablissements', 'E', 'Crédits rétablis'],
  ['horsbilan:contrepartie:octrois', 'E', 'Contrepartie des octrois'],
  ['horsbilan:contrepartie:engagements', 'E', 'Contrepartie des engagements'],
  ['horsbilan:contrepartie:degagements-annee', 'E', 'Engagements de l’année retirés'],
  ['horsbilan:contrepartie:degagements-anterieurs', 'E', 'Engagements antérieurs retirés'],
  ['horsbilan:contrepartie:paiements', 'E', 'Crédits de paiement consommés'],
  ['horsbilan:contrepartie:corrections-engagements', 'E', 'Corrections d’exercices clos, engagements'],
  ['horsbilan:contrepartie:corrections-paiements', 'E', 'Corrections d’exercices clos, paiements'],
  ['horsbilan:contrepartie:demandes', 'E', 'Contrepartie des demandes de paiement'],
  ['horsbilan:contrepartie:retablissements', 'E', 'Contrepartie des crédits rétablis'],
  ['actif:avances', 'A', 'Versé et non encore justifié'],
  ['actif:indus', 'A', 'Trop-perçus à ordonner'],
  ['actif:reversements', 'A', 'Ordres de reversement à recouvrer'],
  ['actif:tresor:paiements', 'A', 'Paiements du Trésor'],
  ['actif:tresor:recouvrements', 'A', 'Reversements encaissés'],
  ['actif:tresor:corrections-recouvrements', 'A', 'Corrections d’exercices clos, reversements encaissés'],
  ['passif:soldes', 'L', 'Soldes dus après service fait'],
  ['charges:intervention', 'X', 'Dépenses d’intervention dues'],
  ['charges:non-valeurs', 'X', 'Créances admises en non-valeur'],
  ['charges:renonciations', 'X', 'Soldes que le bénéficiaire ne réclame plus'],
];
const at = name => ACCOUNTS.findIndex(([known]) => known === name);
const ENGAGEMENTS = at('horsbilan:engagements');
const AVANCES = at('actif:avances');

const booked = (debit, credit) => [
  [at(debit), 1n],
  [at(credit), -1n],
];
const releasedTo = name => [
  [ENGAGEMENTS, -1n],
  [at(name), 1n],
];
const paidFrom = name => [
  [ENGAGEMENTS, -1n],
  [at(name), 1n],
  [AVANCES, 1n],
  [at('actif:tresor:paiements'), -1n],
];
const ofAdvances = name => [
  [AVANCES, -1n],
  [at(name), 1n],
];

const POSTS = {
  maximum: booked('horsbilan:octrois', 'horsbilan:contrepartie:octrois'),
  committed: booked('horsbilan:engagements', 'horsbilan:contrepartie:engagements'),
  released: releasedTo('horsbilan:contrepartie:degagements-anterieurs'),
  consumed: paidFrom('horsbilan:contrepartie:paiements'),
  returned: ofAdvances('actif:tresor:paiements'),
  pending: booked('horsbilan:demandes', 'horsbilan:contrepartie:demandes'),
  repaid: ofAdvances('actif:tresor:recouvrements'),
  restored: booked('horsbilan:retablissements', 'horsbilan:contrepartie:retablissements'),
  ordered: ofAdvances('actif:reversements'),
  writtenOff: ofAdvances('charges:non-valeurs'),
  toOrder: ofAdvances('actif:indus'),
  due: ofAdvances('charges:intervention'),
  dueUnpaid: booked('actif:avances', 'passif:soldes'),
  forgone: booked('actif:avances', 'charges:renonciations'),
};
export const MEASURES = Object.keys(POSTS);

/** Un exercice clos ne change plus : ce qui le corrige va dans des comptes à part. */
const CORRECTIONS = {
  committed: booked('horsbilan:engagements', 'horsbilan:contrepartie:corrections-engagements'),
  released: releasedTo('horsbilan:contrepartie:corrections-engagements'),
  consumed: paidFrom('horsbilan:contrepartie:corrections-paiements'),
  repaid: ofAdvances('actif:tresor:corrections-recouvrements'),
};
const RELEASED_OF_YEAR = releasedTo('horsbilan:contrepartie:degagements-annee');

/** Les comptes que meut une grandeur, selon le fait. */
export function postsOf(measure, { type, data }, correcting) {
  if ((correcting || data.correctsYear !== undefined) && CORRECTIONS[measure]) return CORRECTIONS[measure];
  const ofYear = measure === 'released' && type === 'CommitmentReleased' && data.of === 'year';
  return ofYear ? RELEASED_OF_YEAR : POSTS[measure];
}
