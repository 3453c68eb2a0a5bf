import { Euros } from '#kernel';
import type { ImputationFigures, ImputationReport, Outstanding, WaitingKind } from '#read-models';

/** The figures of the dashboard: those of the état d'imputation, of the same year. */
export const SUMMED = ['opening', 'committed', 'paid', 'closing', 'charges', 'recovered'] as const;
type Summed = (typeof SUMMED)[number];

/** An académie in a fiscal year. */
export interface AcademieYear {
  readonly academie: string;
  /** Conventions with a figure in that year. */
  readonly conventions: number;
  readonly figures: Readonly<Record<Summed, string>>;
  /** What waits now: how often, for how much. */
  readonly waiting: Readonly<
    Partial<Record<WaitingKind, { readonly count: number; readonly amount: string }>>
  >;
}

type Rows = Pick<ImputationReport, 'rows'>;

/** One line per académie; the sums are those of the rows of the report, exact. */
export function dashboardOf({ rows }: Rows, outstanding: readonly Outstanding[]): readonly AcademieYear[] {
  const ofAcademie = Map.groupBy(rows, ({ at }) => at['academie'] ?? '');
  const waits = Map.groupBy(outstanding, ({ academie }) => academie);
  const names = [...new Set([...ofAcademie.keys(), ...waits.keys()])].sort((a, b) =>
    a.localeCompare(b, 'fr'),
  );
  return names.map(academie => {
    const mine = ofAcademie.get(academie) ?? [];
    return {
      academie,
      conventions: new Set(mine.map(({ at }) => at['convention'])).size,
      figures: sumsOf(mine.map(({ figures }) => figures)),
      waiting: waitingOf(waits.get(academie) ?? []),
    };
  });
}

function sumsOf(figures: readonly ImputationFigures[]): AcademieYear['figures'] {
  const sum = (key: Summed) =>
    figures.reduce((total, of) => total.plus(Euros.of(of[key])), Euros.zero).toString();
  return Object.fromEntries(SUMMED.map(key => [key, sum(key)])) as Record<Summed, string>;
}

function waitingOf(waiting: readonly Outstanding[]): AcademieYear['waiting'] {
  return Object.fromEntries(
    [...Map.groupBy(waiting, ({ kind }) => kind)].map(([kind, rows]) => [
      kind,
      {
        count: rows.length,
        amount: rows.reduce((total, { amount }) => total.plus(Euros.of(amount)), Euros.zero).toString(),
      },
    ]),
  );
}
