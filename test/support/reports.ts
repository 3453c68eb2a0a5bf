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
export function figures(of: Figures, names: string): string {
  return names
    .split(' ')
    .map(name => of[name] ?? `no ${name}`)
    .join(' ');
}
