import type { ImputationFigures, ImputationReport, Level } from '#read-models';
import { IMPUTATION_AXES, LEGAL_TYPES } from '#wording';
import type { Column } from '../column.js';

type Axis = keyof typeof IMPUTATION_AXES;
type At = 'reference' | 'academie' | 'line' | 'payeeType' | 'payeeKey' | 'payeeName';
type AtSchool = 'tranche' | 'uai' | 'school' | 'allocation' | 'position' | 'effectiveOn';

/** One row of the état d'imputation: where it stands, then its figures. Columns below its level are absent. */
export type ImputationLine = ImputationPlace & ImputationFigures;

/** Where it stands alone; `code` is its full imputation in one word. */
export type ImputationPlace = { readonly [K in Axis | At | AtSchool | 'code']?: string | null };

/** A column of every table whose rows stand somewhere. */
export type PlaceColumn = Omit<Column<ImputationPlace>, 'key'> & { readonly key: keyof ImputationPlace };

const AXES: readonly PlaceColumn[] = (Object.keys(IMPUTATION_AXES) as Axis[]).map(key => ({
  key,
  title: IMPUTATION_AXES[key],
  kind: 'identifier',
}));

/** What each level adds to the columns above it. */
const OF_LEVEL: Readonly<Record<Level, readonly PlaceColumn[]>> = {
  imputation: AXES,
  convention: [
    { key: 'reference', title: 'Convention', kind: 'identifier' },
    { key: 'academie', title: 'Académie', kind: 'text' },
  ],
  line: [
    { key: 'line', title: 'Volet', kind: 'identifier' },
    { key: 'payeeType', title: 'Type de bénéficiaire', kind: 'text', words: LEGAL_TYPES },
    { key: 'payeeKey', title: 'SIRET ou UAI du bénéficiaire', kind: 'identifier' },
    { key: 'payeeName', title: 'Bénéficiaire', kind: 'text' },
  ],
  school: [
    { key: 'tranche', title: 'Tranche', kind: 'identifier' },
    { key: 'uai', title: 'UAI', kind: 'identifier' },
    { key: 'school', title: 'Établissement', kind: 'text' },
    { key: 'allocation', title: 'Ligne d’annexe', kind: 'identifier' },
  ],
  entry: [
    { key: 'position', title: 'Écriture', kind: 'identifier' },
    { key: 'effectiveOn', title: 'Date d’effet', kind: 'day' },
  ],
};

/** The columns of domain.md §6, in the order in which RAP at opening leads to RAP at closing. */
export const FIGURES: Readonly<Record<keyof ImputationFigures, string>> = {
  opening: 'Reste à payer au 1er janvier',
  committed: 'AE engagées',
  releasedOfYear: 'Retraits d’engagements de l’année',
  releasedOfPrior: 'Retraits d’engagements antérieurs',
  pending: 'Demandé, non payé',
  paid: 'CP payés',
  commitmentCorrections: 'Corrections d’exercices clos (AE)',
  paymentCorrections: 'Corrections d’exercices clos (CP)',
  closing: 'Reste à payer au 31 décembre',
  ofWhichNotDue: 'dont non dû',
  charges: 'dont charges à payer',
  recovered: 'Reversements encaissés',
  recoveredCorrections: 'Corrections d’exercices clos (reversements)',
  ofWhichCreditsRestored: 'dont rétablissement de crédits',
};

/** The columns of a level of the report, from the imputation down to it. */
export function imputationColumns(level: Level): readonly Column<ImputationLine>[] {
  const figures = (Object.keys(FIGURES) as (keyof ImputationFigures)[]).map(
    (key): Column<ImputationLine> => ({ key, title: FIGURES[key], kind: 'amount' }),
  );
  return [...placeColumns(level), ...figures];
}

/** Where a row stands, from the imputation down to the level. */
export function placeColumns(level: Level): readonly PlaceColumn[] {
  const levels = Object.keys(OF_LEVEL) as Level[];
  return levels.slice(0, levels.indexOf(level) + 1).flatMap(name => OF_LEVEL[name]);
}

/** The rows of the report as its columns read them. */
export function imputationLines({ rows }: Pick<ImputationReport, 'rows'>): readonly ImputationLine[] {
  return rows.map(({ at, figures }) => ({ ...at, ...figures }));
}
