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

/** What rows may be grouped by. */
export const GROUPS: Readonly<Record<string, string>> = {
  imputation: 'imputation',
  activite: 'activité',
  convention: 'convention',
  school: 'établissement',
  college: 'collège de référence',
  commune: 'commune',
  departement: 'département',
};

/** How what is grouped is printed. */
export const SHEETS = { group: 'une feuille ou une page par groupe' } as const;

/** The French name of each filter of the reports, and of the values that are codes. */
const FILTERS: Readonly<Record<string, readonly [label: string, words?: Readonly<Record<string, string>>]>> =
  {
    year: ['Exercice'],
    level: ['Détail', LEVELS],
    by: ['Groupé par', GROUPS],
    sheets: ['Impression', SHEETS],
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

/**
 * What was asked, as a reader sees it; what is no filter is left out.
 *
 * @param reference of the convention that is asked by its uuid
 */
export function filtersOf(question: object, reference?: string): readonly Mention[] {
  const asked = new Map<string, unknown>(Object.entries(question));
  return Object.entries(FILTERS).flatMap(([key, [label, words]]): Mention[] => {
    const value = asked.get(key);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const text = key === 'convention' ? (reference ?? String(value)) : String(value);
    return [[label, words?.[text] ?? text]];
  });
}
