import { DEADLINES, IMPUTATION_AXES, LEGAL_TYPES } from '#wording';
import type { Mention } from './table.js';
import { WAITING_KINDS } from './columns/outstanding-columns.js';

const LEVELS: Readonly<Record<string, string>> = {
  imputation: 'imputation',
  convention: 'convention',
  line: 'volet',
  school: 'établissement',
  entry: 'écriture',
};

/** The French name of each filter of the reports, and of the values that are codes. */
const FILTERS: Readonly<Record<string, readonly [label: string, words?: Readonly<Record<string, string>>]>> =
  {
    year: ['Exercice'],
    level: ['Détail', LEVELS],
    by: ['Groupé par'],
    academie: ['Académie'],
    scheme: ['Dispositif'],
    convention: ['Convention'],
    programme: [IMPUTATION_AXES.programme],
    activite: [IMPUTATION_AXES.activite],
    imputation: ['Imputation'],
    payeeType: ['Type de bénéficiaire', LEGAL_TYPES],
    departement: ['Département'],
    commune: ['Commune'],
    uai: ['Établissement'],
    kind: ['Nature', { ...WAITING_KINDS, ...DEADLINES }],
    from: ['À partir du'],
    until: ['Jusqu’au'],
    body: ['Organisme'],
    schema: ['Schéma'],
    awarder: ['SIRET de l’attribuant'],
  };

/** What was asked, as a reader sees it; what is no filter is left out. */
export function filtersOf(question: object): readonly Mention[] {
  const asked = new Map<string, unknown>(Object.entries(question));
  return Object.entries(FILTERS).flatMap(([key, [label, words]]): Mention[] => {
    const value = asked.get(key);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const text = String(value);
    return [[label, words?.[text] ?? text]];
  });
}
