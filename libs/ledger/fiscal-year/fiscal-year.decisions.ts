import {
  type Act,
  type Day,
  day,
  type Decider,
  nextDay,
  type Refusal,
  refuse,
  secondsAfter,
  yearEnd,
} from '#kernel';
import { type FiscalYearFact, fiscalYearFacts } from './fiscal-year.events.js';
import { evolveFiscalYear, type FiscalYearState, noFiscalYear } from './fiscal-year.js';

/** Opens a year, from its 1 January. */
export interface OpenFiscalYear {
  readonly type: 'OpenFiscalYear';
  readonly year: number;
}

/** Stops new entries of a year that is over. */
export interface BeginClosingFiscalYear {
  readonly type: 'BeginClosingFiscalYear';
  readonly year: number;
}

/**
 * The least time from the beginning of a closing to its end, in seconds: longer than any command that had found the
 * year open may still take to be recorded.
 */
const LONGEST_COMMAND = 60;

/** Closes for good a year that is closing, once the commands that were under way have ended. */
export interface CloseFiscalYear {
  readonly type: 'CloseFiscalYear';
  readonly year: number;
}

export type FiscalYearCommand = OpenFiscalYear | BeginClosingFiscalYear | CloseFiscalYear;

export type FiscalYearRefusal =
  | Refusal<'fiscal_year_out_of_range', { year: number }>
  | Refusal<'fiscal_year_already_open', { year: number; status: FiscalYearState['status'] }>
  | Refusal<'fiscal_year_not_open', { year: number; status: FiscalYearState['status'] }>
  | Refusal<'fiscal_year_not_closing', { year: number; status: FiscalYearState['status'] }>
  | Refusal<'fiscal_year_closing_recent', { year: number; from: string }>
  | Refusal<'fiscal_year_not_over', { year: number; from: string }>;

/** Fiscal years: stream `fiscalyear-<year>`. */
export const fiscalYearDecider: Decider<FiscalYearState, FiscalYearCommand, FiscalYearFact> = {
  category: 'fiscalyear',
  definitions: Object.values(fiscalYearFacts),
  initial: noFiscalYear,
  evolve: evolveFiscalYear,
  needs: () => [],
  decide: (state, { type, year }, act) => {
    const { today } = act;
    switch (type) {
      case 'OpenFiscalYear':
        return openRefusal(state, year) ?? recorded('FiscalYearOpened', year, day(`${year}-01-01`));
      case 'BeginClosingFiscalYear':
        return closingRefusal(state, year, today) ?? recorded('FiscalYearClosing', year, today);
      case 'CloseFiscalYear':
        return closureRefusal(state, year, act) ?? recorded('FiscalYearClosed', year, today);
    }
  },
};

function openRefusal({ status }: FiscalYearState, year: number): FiscalYearRefusal | undefined {
  // The years that a Day may have, the last of which must have a next day.
  if (!Number.isInteger(year) || year < 1900 || year > 2198) {
    return refuse('fiscal_year_out_of_range', { year }, '/year');
  }
  return status === 'none' ? undefined : refuse('fiscal_year_already_open', { year, status });
}

function closingRefusal(
  { status }: FiscalYearState,
  year: number,
  today: Day,
): FiscalYearRefusal | undefined {
  if (status !== 'open') return refuse('fiscal_year_not_open', { year, status });
  const from = nextDay(yearEnd(year));
  return today < from ? refuse('fiscal_year_not_over', { year, from }) : undefined;
}

function closureRefusal(
  { status, since }: FiscalYearState,
  year: number,
  { now }: Act,
): FiscalYearRefusal | undefined {
  if (status !== 'closing' || since === undefined) return refuse('fiscal_year_not_closing', { year, status });
  const from = secondsAfter(since, LONGEST_COMMAND);
  return now < from ? refuse('fiscal_year_closing_recent', { year, from }) : undefined;
}

function recorded(type: FiscalYearFact['type'], year: number, effectiveOn: Day) {
  return { facts: [{ fact: { type, data: { year } }, effectiveOn }] };
}
