import { type Day, day, rate, rateExceeds } from '#kernel';
import type { SchemeFlow, SchemeWarning } from './scheme.events.js';

/** The general law on advances of investment subsidies; the dates are those of the requests. */
const BEFORE_OCTOBER_2018 = { cap: rate('0.05'), text: 'décret n° 99-1060 du 16 décembre 1999' };
const SINCE_OCTOBER_2018 = { cap: rate('0.3'), text: 'décret n° 2018-514 du 25 juin 2018' };

/**
 * A warning for each flow whose advance is above the cap of the general law on that day. Never a refusal: a
 * programme may derogate. A flat grant is paid in full and is no advance.
 */
export function advanceWarnings(flows: readonly SchemeFlow[], on: Day): SchemeWarning[] {
  const law = on < day('2018-10-01') ? BEFORE_OCTOBER_2018 : SINCE_OCTOBER_2018;
  return flows
    .filter(({ kind, advanceRate }) => kind === 'on_expense' && rateExceeds(advanceRate, law.cap))
    .map(({ flow, advanceRate }) => ({
      code: 'advance_above_general_law',
      flow,
      advanceRate,
      cap: law.cap,
      text: law.text,
    }));
}
