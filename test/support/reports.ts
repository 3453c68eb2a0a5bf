/* What the journeys read of the answers. Amounts are decimal strings. */

type Figures = Readonly<Record<string, string>>;

export interface LineView {
  readonly line: string;
  readonly balances: Figures;
  readonly imputation?: Readonly<Record<string, string>>;
}

export interface ConventionView {
  readonly version: number;
  readonly stage: string;
  readonly balances: Figures;
  readonly lines: readonly LineView[];
}

export interface ImputationView {
  readonly rows: readonly {
    readonly at: Readonly<Record<string, string | null>>;
    readonly figures: Figures;
  }[];
  readonly total: Figures;
}

export interface SchoolsView {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly total: Figures;
}

/** Some of the figures, in the order asked. */
export function figures(of: object, names: string): string {
  const found = of as Figures;
  return names
    .split(' ')
    .map(name => found[name] ?? `no ${name}`)
    .join(' ');
}

interface BodyFigures {
  readonly awarded: string;
  readonly paid: string;
  readonly repaid: string;
  readonly pending: string;
  readonly stillToCome: string;
  readonly missing: string;
  readonly toRepay: string;
}

export interface BodyView extends BodyFigures {
  readonly lines: readonly (BodyFigures & { readonly convention: string; readonly line: string })[];
}
