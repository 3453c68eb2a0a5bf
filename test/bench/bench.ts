import type pg from 'pg';

/** How long and how large: what is asked of the ledger, or little, to see that all still works. */
type Size = 'full' | 'quick';

/** A database made for one bench, on a server of its own with a durable disk. */
export interface Ground {
  readonly ownerUrl: string;
  /** Of this bench, removed after it. */
  readonly folder: string;
  /** Runs as the application. */
  readonly appPool: pg.Pool;
  readonly ownerPool: pg.Pool;
  readonly size: Size;
  /** Progress. */
  readonly say: (line: string) => void;
}

/** A figure of the summary, and what is asked of it. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly asked: string;
  /** Absent where figures are compared and no bound is set. */
  readonly holds?: boolean;
  /** No measure but an equality: the run fails where it does not hold. */
  readonly exact?: true;
}

export interface Measured {
  readonly lines: readonly string[];
  readonly figures: readonly Figure[];
}

export interface Bench {
  readonly name: string;
  /** What is measured, and against which limit of the same run. */
  readonly title: string;
  readonly run: (ground: Ground) => Promise<Measured>;
}

/** The middle one; of an even number, the higher of the two. `NaN` for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share (0 to 1) of the others stands below. `NaN` for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}
