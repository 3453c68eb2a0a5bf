import type { Instant, Stored } from '#kernel';
import type { FiscalYearFact } from './fiscal-year.events.js';

export interface FiscalYearState {
  readonly year?: number;
  /** `closing` takes no new entry; commands that were under way may still end. */
  readonly status: 'none' | 'open' | 'closing' | 'closed';
  /** When it reached that status. */
  readonly since?: Instant;
}

/** A fiscal year that was never opened. */
export const noFiscalYear: FiscalYearState = { status: 'none' };

/** The name of a fiscal year's stream. */
export function fiscalYearStream(year: number): string {
  return `fiscalyear-${year}`;
}

const STATUS = {
  FiscalYearOpened: 'open',
  FiscalYearClosing: 'closing',
  FiscalYearClosed: 'closed',
} as const;

export function evolveFiscalYear(
  _: FiscalYearState,
  { fact, recordedAt }: Stored<FiscalYearFact>,
): FiscalYearState {
  return { year: fact.data.year, status: STATUS[fact.type], since: recordedAt };
}

/** True where the year takes money facts; a year that was never opened takes none. */
export function acceptsEntries(state: FiscalYearState | undefined): boolean {
  return state?.status === 'open';
}
