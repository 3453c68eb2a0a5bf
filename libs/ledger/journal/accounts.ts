import type { Measure } from '../convention/index.js';

/*
 * The accounts of the journal, and what each measure of the reports posts to them. Every measure posts a sum of 0.00,
 * so every transaction balances, and the balance of each account is a sum of measures on any day of either axis
 * (docs/journal.md).
 */

/** Of hledger: asset, liability, expense, equity (accounts off the balance sheet). */
type AccountType = 'A' | 'L' | 'X' | 'E';

const accounts = [
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
] as const satisfies readonly (readonly [name: string, type: AccountType, label: string])[];

export type AccountName = (typeof accounts)[number][0];

export interface Account {
  readonly name: AccountName;
  readonly type: AccountType;
  /** In French. */
  readonly label: string;
}

/** In the order in which a transaction lists its postings. */
export const ACCOUNTS: readonly Account[] = accounts.map(([name, type, label]) => ({ name, type, label }));

type Posts = Readonly<Partial<Record<AccountName, 1 | -1>>>;

/** What one euro more of a measure posts. A measure that is not here moves no money: quantities, what is claimed. */
const POSTS = {
  maximum: { 'horsbilan:octrois': 1, 'horsbilan:contrepartie:octrois': -1 },
  committed: { 'horsbilan:engagements': 1, 'horsbilan:contrepartie:engagements': -1 },
  released_of_year: { 'horsbilan:engagements': -1, 'horsbilan:contrepartie:degagements-annee': 1 },
  released_of_prior: { 'horsbilan:engagements': -1, 'horsbilan:contrepartie:degagements-anterieurs': 1 },
  commitment_correction: {
    'horsbilan:engagements': 1,
    'horsbilan:contrepartie:corrections-engagements': -1,
  },
  consumed: {
    'horsbilan:engagements': -1,
    'horsbilan:contrepartie:paiements': 1,
    'actif:avances': 1,
    'actif:tresor:paiements': -1,
  },
  consumption_correction: {
    'horsbilan:engagements': -1,
    'horsbilan:contrepartie:corrections-paiements': 1,
    'actif:avances': 1,
    'actif:tresor:paiements': -1,
  },
  returned: { 'actif:avances': -1, 'actif:tresor:paiements': 1 },
  pending: { 'horsbilan:demandes': 1, 'horsbilan:contrepartie:demandes': -1 },
  repaid: { 'actif:avances': -1, 'actif:tresor:recouvrements': 1 },
  repayment_correction: { 'actif:avances': -1, 'actif:tresor:corrections-recouvrements': 1 },
  credits_restored: { 'horsbilan:retablissements': 1, 'horsbilan:contrepartie:retablissements': -1 },
  order_open: { 'actif:avances': -1, 'actif:reversements': 1 },
  written_off: { 'actif:avances': -1, 'charges:non-valeurs': 1 },
  to_order: { 'actif:avances': -1, 'actif:indus': 1 },
  due: { 'actif:avances': -1, 'charges:intervention': 1 },
  due_unpaid: { 'actif:avances': 1, 'passif:soldes': -1 },
  forgone: { 'actif:avances': 1, 'charges:renonciations': -1 },
} as const satisfies Partial<Record<Measure, Posts>>;

export type PostedMeasure = keyof typeof POSTS;

/** The measures that the journal explains. */
export const POSTED_MEASURES = Object.keys(POSTS) as readonly PostedMeasure[];

const placeOf = new Map<string, number>(ACCOUNTS.map(({ name }, index) => [name, index]));

const posts: ReadonlyMap<string, readonly (readonly [account: number, sign: bigint])[]> = new Map(
  Object.entries(POSTS).map(([measure, signs]) => [
    measure,
    Object.entries(signs).map(([name, sign]) => [placeOf.get(name)!, BigInt(sign)] as const),
  ]),
);

/** Places in `ACCOUNTS`, each with the sign of what it gets; none for a measure that is not posted. */
export function postsOf(measure: Measure): readonly (readonly [account: number, sign: bigint])[] {
  return posts.get(measure) ?? [];
}
