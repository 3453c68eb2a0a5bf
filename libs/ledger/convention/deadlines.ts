import { type Day, Euros, lastDayOf, laterOf, nextDay, yearEnd, yearOf } from '#kernel';
import { dueUnpaidOf } from './formulas.js';
import { type History, stateAt } from './history.js';
import { withParent } from './parent.js';
import { openOf } from './reversement.js';
import type { ConventionState } from './state.js';

/** Dates that follow from the facts: none is recorded. Absent where nothing gives them yet. All days included. */
export interface Deadlines {
  /** Last day of validity, by signature or amendment. */
  readonly endOfValidity?: Day;
  /** Last day of the notice of a termination. */
  readonly endOfNotice?: Day;
  /** The last état récapitulatif des dépenses is due at the end of the convention, until a final service fait. */
  readonly statementDue?: Day;
  /** The bilan financier is due at the end of the convention (Crêts, art. 8), until it is received. */
  readonly financialReportDue?: Day;
  /** From when the bilan financier is late. */
  readonly financialReportLateFrom?: Day;
  /**
   * Last day to claim on the State what is due and not paid: 31 December of the fourth year after the year in which
   * the right arose, restarted by a written act (loi 68-1250, art. 1 and 2).
   */
  readonly prescriptionOnState?: Day;
  /** Last day to claim each open order: five years from the day the State knew, or from the last act (C. civ. 2224). */
  readonly prescriptionOfState: readonly { readonly order: string; readonly until: Day }[];
  /** 31 December of the fifth year after the last operation (décret 2012-1246, art. 52). */
  readonly documentsKeptUntil?: Day;
}

/** The derived dates of a convention, as they stand on a day; of a child, under its parent. */
export function deadlinesOf(history: History, on: Day, parent?: History): Deadlines {
  const state = withParent(stateAt(history, on), parent && stateAt(parent, on));
  const { validUntil, termination, financialReport } = state;
  const end = endOf(state);
  const right = rightArose(history, on);
  const lastOperation = history.slots
    .filter(({ stored, rows }) => stored.effectiveOn <= on && rows.length > 0)
    .at(-1)?.stored.effectiveOn;
  return {
    ...(validUntil === undefined ? {} : { endOfValidity: validUntil }),
    ...(termination === undefined ? {} : { endOfNotice: termination.noticeUntil }),
    ...(end === undefined || !isProofAwaited(state) ? {} : { statementDue: end }),
    ...(end === undefined || financialReport
      ? {}
      : { financialReportDue: end, financialReportLateFrom: nextDay(end) }),
    ...(right === undefined
      ? {}
      : { prescriptionOnState: yearEnd(yearOf(restarted(right, 'on_state', state)) + 4) }),
    prescriptionOfState: Object.values(state.orders)
      .filter(order => openOf(order).isPositive)
      .map(order => ({
        order: order.id,
        until: lastDayOf(restarted(order.orderedOn, 'of_state', state), { years: 5 }),
      })),
    ...(lastOperation === undefined ? {} : { documentsKeptUntil: yearEnd(yearOf(lastOperation) + 5) }),
  };
}

function isProofAwaited({ lines }: ConventionState): boolean {
  return lines.some(
    ({ kind, tranches }) =>
      kind === 'on_expense' && tranches.some(({ final, status }) => !final && status === 'firm'),
  );
}

function endOf({ validUntil, termination }: ConventionState): Day | undefined {
  const days = [validUntil, termination?.noticeUntil].filter(day => day !== undefined);
  return days.sort()[0];
}

/** The first day since which something has been due and not paid. */
function rightArose({ slots }: History, on: Day): Day | undefined {
  let since: Day | undefined;
  for (const { stored, state } of slots) {
    if (stored.effectiveOn > on) break;
    const owed = Euros.sum(state.lines.flatMap(({ tranches }) => tranches.map(dueUnpaidOf)));
    since = owed.isPositive ? (since ?? stored.effectiveOn) : undefined;
  }
  return since;
}

/** A written act starts the period afresh. */
function restarted(from: Day, claim: 'on_state' | 'of_state', { written }: ConventionState): Day {
  return written.filter(act => act.claim === claim).reduce((latest, act) => laterOf(latest, act.on), from);
}
