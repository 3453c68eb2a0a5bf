import {
  type Act,
  type Context,
  type Day,
  type Decision,
  Euros,
  firstRefusal,
  type Ground,
  yearOf,
} from '#kernel';
import { type FiscalYearState, fiscalYearStream } from '../fiscal-year/fiscal-year.js';
import { isLifeFact } from './convention.js';
import type { ConventionFact, NewConventionFact } from './convention.events.js';
import { ownEntry, lineOf } from './evolving.js';
import { type History, latestState, stateAt, statesFrom } from './history.js';
import { parentOf, withParent } from './parent.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { ConventionState, Line, Tranche } from './state.js';

/** What every command carries: its date of effect, and what it rests on. */
export interface Dated {
  readonly on: Day;
  readonly ground?: Ground;
  /** The authority that decided, where the text gives the power to another. */
  readonly decidedBy?: string;
}

/** A money command may name its exercice, and the closed one that it puts right. */
export interface MoneyDated extends Dated {
  readonly fiscalYear?: number;
  readonly correctsYear?: number;
}

/** All that a rule may look at: the history, the state on the command's date, who acts, what other streams say. */
export interface Deciding {
  readonly history: History;
  /** On the command's date. */
  readonly state: ConventionState;
  /** After all that is known. */
  readonly latest: ConventionState;
  readonly act: Act;
  readonly context: Context;
}

export type Outcome = Decision<ConventionFact> | ConventionRefusal;
type Check = () => ConventionRefusal | undefined;

export function deciding(history: History, on: Day, act: Act, context: Context): Deciding {
  const latest = latestState(history);
  const parent = parentOf(latest, context);
  return {
    history,
    state: withParent(stateAt(history, on), parent && stateAt(parent, on)),
    latest: withParent(latest, parent && latestState(parent)),
    act,
    context,
  };
}

/** Runs the checks in order, then records. */
export function decideAfter(checks: readonly Check[], record: () => Outcome): Outcome {
  return firstRefusal(...checks) ?? record();
}

/** A life fact of the command's date. */
export function lived(fact: ConventionFact, command: Dated): NewConventionFact {
  return {
    fact,
    effectiveOn: command.on,
    ...(command.ground === undefined ? {} : { ground: command.ground }),
    ...(command.decidedBy === undefined ? {} : { decidedBy: command.decidedBy }),
  };
}

/** A money fact: a life fact with its exercice. */
export function booked(fact: ConventionFact, command: MoneyDated): NewConventionFact {
  return { ...lived(fact, command), fiscalYear: fiscalYearOf(command) };
}

export function fiscalYearOf(command: MoneyDated): number {
  return command.fiscalYear ?? yearOf(command.on);
}

/** The date of an act: not in the future, on a convention that exists and is not closed. */
export function datedChecks({ on }: Dated, { latest, act }: Deciding): readonly Check[] {
  return [
    () => (latest.draft ? undefined : no('convention_unknown', {})),
    () => (on > act.today ? no('date_in_future', { on, today: act.today }, '/on') : undefined),
    () => (latest.closedOn ? no('convention_closed', { closedOn: latest.closedOn }) : undefined),
  ];
}

/** Life facts are in order within a convention. */
export function lifeChecks(command: Dated, at: Deciding): readonly Check[] {
  return [
    ...datedChecks(command, at),
    () => {
      const last = at.history.slots.findLast(({ stored }) => isLifeFact(stored.fact.type));
      return last && command.on < last.stored.effectiveOn
        ? no('life_out_of_order', { on: command.on, last: last.stored.effectiveOn }, '/on')
        : undefined;
    },
  ];
}

/** The exercice of a money fact is open (invariant 10), and belongs to its date (LOLF, art. 28). */
export function moneyChecks(command: MoneyDated, at: Deciding): readonly Check[] {
  return [...datedChecks(command, at), ...yearChecks(command, at)];
}

export function yearChecks(command: MoneyDated, at: Deciding): readonly Check[] {
  const year = fiscalYearOf(command);
  const { correctsYear } = command;
  return [
    () => {
      const dated = yearOf(command.on);
      const ofYearBefore = year === dated - 1 && command.on <= `${dated}-01-20`;
      return year === dated || ofYearBefore
        ? undefined
        : no('fiscal_year_of_another_date', { year, on: command.on }, '/fiscalYear');
    },
    () => {
      const status = yearStatus(year, at);
      return status === 'open' ? undefined : no('fiscal_year_not_open', { year, status }, '/on');
    },
    () =>
      correctsYear !== undefined && yearStatus(correctsYear, at) !== 'closed'
        ? no('year_not_closed', { year: correctsYear }, '/correctsYear')
        : undefined,
  ];
}

export function yearStatus(year: number, { context }: Deciding): FiscalYearState['status'] {
  const state = context.get(fiscalYearStream(year)) as FiscalYearState | undefined;
  return state?.status ?? 'none';
}

export interface Place {
  readonly line: string;
  readonly tranche: string;
}

/** Known by all that is known, and on the date too: credits notified later were not there yet. */
export function placeCheck(place: Place, { state, latest }: Deciding): Check {
  return () => placeIn(latest, place) ?? (state.signedOn ? placeIn(state, place) : undefined);
}

function placeIn(state: ConventionState, { line, tranche }: Place): ConventionRefusal | undefined {
  const known = lineOf(state, line);
  if (!known) return no('line_unknown', { line }, '/line');
  return known.tranches.some(({ id }) => id === tranche)
    ? undefined
    : no('tranche_unknown', { line, tranche }, '/tranche');
}

/** The line and tranche of a place already checked. */
export function at(state: ConventionState, place: Place): { line: Line; tranche: Tranche } {
  const line = lineOf(state, place.line);
  const tranche = line?.tranches.find(({ id }) => id === place.tranche);
  if (!line || !tranche) throw new TypeError(`no such place: ${place.line}/${place.tranche}`);
  return { line, tranche };
}

/** Every party has signed and any required visa is given (invariant 1; décret 2012-1246, art. 33). */
export function signedCheck({ on }: Dated, { state, latest }: Deciding): Check {
  return () => {
    if (!state.signedOn) {
      const missing = (latest.draft?.parties ?? []).filter(({ id }) => !ownEntry(state.signatures, id));
      return no('not_signed', { missing: missing.map(({ name }) => name), on });
    }
    return state.visa === 'awaited' || state.visa === 'refused'
      ? no('visa_missing', { visa: state.visa })
      : undefined;
  };
}

export function positiveCheck(amount: Euros | undefined): Check {
  return () => (amount && !amount.isPositive ? no('amount_zero', {}, '/amount') : undefined);
}

/** The least of a figure on a date and on every later one: a late fact must fit all that came after it. */
export function leastFrom(
  { history }: Deciding,
  { on }: Dated,
  figure: (state: ConventionState) => Euros,
): Euros {
  const [first, ...later] = statesFrom(history, on).map(figure);
  return Euros.min(first!, ...later);
}

/** The first refusal of a list's items, each checked at its pointer. */
export function firstOf<T>(
  items: readonly T[],
  check: (item: T, pointer: string) => ConventionRefusal | undefined,
  at = '/lines',
): ConventionRefusal | undefined {
  for (const [index, item] of items.entries()) {
    const refusal = check(item, `${at}/${index}`);
    if (refusal) return refusal;
  }
  return undefined;
}
