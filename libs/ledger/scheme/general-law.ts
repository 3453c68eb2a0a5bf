import { type Day, day, type Rate, rate, rateExceeds } from '#kernel';
import type { SchemeFlow, SchemeWarning } from './scheme.events.js';

/** The general law on advances of investment subsidies, latest first. The dates are those of the requests. */
const GENERAL_LAW: readonly { readonly from: Day; readonly cap: Rate; readonly text: string }[] = [
  { from: day('2018-10-01'), cap: rate('0.3'), text: 'décret n° 2018-514 du 25 juin 2018' },
  { from: day('1999-12-17'), cap: rate('0.05'), text: 'décret n° 99-1060 du 16 décembre 1999' },
];

/**
 * A warning for each flow whose advance is above the cap of the general law on that day. Never a refusal: a
 * programme may derogate. A flat grant is paid in full and is no advance.
 */
export function advanceWarnings(flows: readonly SchemeFlow[], on: Day): SchemeWarning[] {
  const law = GENERAL_LAW.find(({ from }) => from <= on);
  if (!law) return [];
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
