import { type Day, day, lastDayOf, laterOf, nextDay, yearEnd, yearOf } from '#kernel';
import { brokenOff, endOf, endOfPeriod, endsOf, forceMajeureOpens, isReportDue } from './duration.js';
import { toReturnOf } from './equipment.js';
import { type History, stateAt } from './history.js';
import { withParent } from './parent.js';
import { openOf } from './reversement.js';
import type { Running } from './running.js';
import type { ConventionState } from './state.js';

/* Dates that follow from the facts: none is recorded. A day is the last one on which the act is still in time. */

/** Only ever appended to: rows of the read models hold the place of a kind. */
export const DEADLINE_KINDS = [
  /** Last day of validity of the present period. */
  'end_of_validity',
  /** The day on which the convention renews itself; for an express renewal, the last day to do it. */
  'renewal',
  /** Last day of the notice of a termination. */
  'end_of_notice',
  /** The last état récapitulatif des dépenses is due at the end of the convention, until a final service fait. */
  'statement_due',
  /** The final declaration of use of a grant is due at the end of the convention, until it is accepted. */
  'use_due',
  /** The bilan financier is due at the end of the convention (Crêts, art. 8), until it is received. */
  'financial_report_due',
  /** The steering committee is to meet by then. */
  'committee',
  /** From that day a force majeure lets each party terminate at once (framework 2025, art. 11). */
  'force_majeure_termination',
  /** Equipment lent is to be back at the end of the notice (Dijon, art. 10). */
  'equipment_return',
  /**
   * Last day to claim on the State what is due and not paid: 31 December of the fourth year after the year in which
   * the right arose, restarted by a written act (loi 68-1250, art. 1 and 2).
   */
  'prescription_on_state',
  /** Last day to claim an open order: five years from the day the State knew, or from the last act (C. civ. 2224). */
  'prescription_of_state',
  /** 31 December of the fifth year after the last operation (décret 2012-1246, art. 52). */
  'documents_kept_until',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** One date; of a line or of an order where it is theirs. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly on: Day;
  readonly line?: string;
  readonly order?: string;
}

/** The derived dates of a convention, as they stand on a day; of a child, under its parent. */
export function deadlinesAt({ slots }: History, on: Day, parent?: History): readonly Deadline[] {
  const slot = slots.findLast(({ stored }) => stored.effectiveOn <= on);
  if (!slot) return [];
  const state = withParent(slot.state, parent && stateAt(parent, on));
  return datesOf(state, slot.running, on, endOf(state, on));
}

/**
 * By its own facts. A child that follows its parent has no end of its own: what is due on its last day is then dated
 * `NEVER`, and whoever reads it beside the parent's dates replaces it.
 */
export function ownDates(state: ConventionState, running: Running, on: Day): readonly Deadline[] {
  const end = state.draft?.followsParent === true ? (brokenOff(state) ?? NEVER) : endOf(state, on);
  return datesOf(state, running, on, end);
}

const NEVER = day('2199-12-31');

function datesOf(
  state: ConventionState,
  running: Running,
  on: Day,
  end: Day | undefined,
): readonly Deadline[] {
  const { closedOn, orders } = state;
  const dates: Deadline[] = closedOn === undefined ? ofAgreement(state, on, end) : [];
  for (const [line, since] of Object.entries(running.owedSince)) {
    const until = yearEnd(yearOf(restarted(since, 'on_state', state)) + 4);
    dates.push({ kind: 'prescription_on_state', line, on: until });
  }
  for (const order of Object.values(orders)) {
    if (!openOf(order).isPositive) continue;
    const until = lastDayOf(restarted(order.orderedOn, 'of_state', state), { years: 5 });
    dates.push({ kind: 'prescription_of_state', line: order.line, order: order.id, on: until });
  }
  const { lastOperation } = running;
  if (lastOperation !== undefined) {
    dates.push({ kind: 'documents_kept_until', on: yearEnd(yearOf(lastOperation) + 5) });
  }
  return dates;
}

/** What the agreement itself asks for, while its file is open. */
function ofAgreement(state: ConventionState, on: Day, end: Day | undefined): Deadline[] {
  const { signedOn, termination, suspensions, superseded, financialReport, lines } = state;
  if (signedOn === undefined) return [];
  const dates: Deadline[] = [];
  const add = (kind: DeadlineKind, due: Day | undefined, line?: string) => {
    if (due !== undefined) dates.push(line === undefined ? { kind, on: due } : { kind, on: due, line });
  };
  if (!superseded) add('end_of_validity', endOfPeriod(state, on));
  add('renewal', renewalOf(state, on));
  add('end_of_notice', termination?.noticeUntil);
  for (const { id, kind, tranches } of lines) {
    const unproven = kind !== 'in_kind' && tranches.some(({ final, status }) => !final && status === 'firm');
    if (unproven) add(kind === 'flat_grant' ? 'use_due' : 'statement_due', end, id);
  }
  if (!financialReport && isReportDue(state)) add('financial_report_due', end);
  add('committee', committeeOf(state, end));
  if (suspensions.forceMajeure && !termination) {
    add('force_majeure_termination', forceMajeureOpens(suspensions.forceMajeure.since));
  }
  if (toReturnOf(state) > 0) add('equipment_return', termination?.noticeUntil);
  return dates;
}

function renewalOf(state: ConventionState, on: Day): Day | undefined {
  const { renewal, renewals, termination, superseded } = state;
  if (!renewal || termination || superseded) return undefined;
  const end = endOfPeriod(state, on);
  if (end === undefined || on > end) return undefined;
  if (renewal.tacit) return end === endsOf(state).at(-1) ? undefined : nextDay(end);
  return renewals < renewal.most ? end : undefined;
}

/** So many months after the last meeting, else after the signature; none after the end. */
function committeeOf({ draft, signedOn, committeeMetOn }: ConventionState, end: Day | undefined) {
  const months = draft?.committeeMonths;
  if (!months) return undefined;
  const next = lastDayOf(laterOf(committeeMetOn ?? signedOn!, signedOn!), { months });
  return end === undefined || next <= end ? next : undefined;
}

/** A written act starts the period afresh. */
function restarted(from: Day, claim: 'on_state' | 'of_state', { written }: ConventionState): Day {
  return written.reduce((latest, act) => (act.claim === claim ? laterOf(latest, act.on) : latest), from);
}

/** The same dates, by name, as one convention shows them. Absent where nothing gives them yet. */
export interface Deadlines {
  readonly endOfValidity?: Day;
  readonly renewal?: Day;
  readonly endOfNotice?: Day;
  readonly statementDue?: Day;
  readonly useDue?: Day;
  readonly financialReportDue?: Day;
  /** From when the bilan financier is late. */
  readonly financialReportLateFrom?: Day;
  readonly committee?: Day;
  readonly forceMajeureTermination?: Day;
  readonly equipmentReturn?: Day;
  readonly prescriptionOnState?: Day;
  readonly prescriptionOfState: readonly { readonly order: string; readonly until: Day }[];
  readonly documentsKeptUntil?: Day;
}

const NAMES = {
  end_of_validity: 'endOfValidity',
  renewal: 'renewal',
  end_of_notice: 'endOfNotice',
  statement_due: 'statementDue',
  use_due: 'useDue',
  financial_report_due: 'financialReportDue',
  committee: 'committee',
  force_majeure_termination: 'forceMajeureTermination',
  equipment_return: 'equipmentReturn',
  prescription_on_state: 'prescriptionOnState',
  documents_kept_until: 'documentsKeptUntil',
} as const;

/** The first of each kind; every order on its own. */
export function deadlinesOf(history: History, on: Day, parent?: History): Deadlines {
  const dates = deadlinesAt(history, on, parent);
  const named: Partial<Record<(typeof NAMES)[keyof typeof NAMES], Day>> = {};
  for (const { kind, on: day } of dates) {
    if (kind === 'prescription_of_state') continue;
    const name = NAMES[kind];
    const known = named[name];
    named[name] = known !== undefined && known < day ? known : day;
  }
  const due = named.financialReportDue;
  return {
    ...named,
    ...(due === undefined ? {} : { financialReportLateFrom: nextDay(due) }),
    prescriptionOfState: dates.flatMap(({ order, on: until }) =>
      order === undefined ? [] : [{ order, until }],
    ),
  };
}
