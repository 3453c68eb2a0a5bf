import type { SchemeFlow } from '../scheme/scheme.events.js';
import type { UnitAsked } from './award.js';
import { type ConventionRefusal, no } from './refusals.js';

/**
 * What a unit is due for is counted (classes, directors, posts of a RASED), and its quantity follows; amounts of
 * notified credits come with their notification, never with the draft.
 */
export function entitlementCheck(
  asked: readonly UnitAsked[],
  { flow, units }: SchemeFlow,
  at: string,
): ConventionRefusal | undefined {
  for (const { uai, unit, quantity, count } of asked) {
    const known = units.find(candidate => candidate.unit === unit);
    if (known?.notified === true) return no('unit_by_notification', { unit, flow }, at);
    const { entitlement } = known ?? {};
    if (count === undefined) continue;
    if (!entitlement) return no('unit_without_entitlement', { uai, unit }, at);
    const { each } = entitlement;
    if (quantity !== count * each) {
      return no('entitlement_differs', { uai, unit, stated: quantity, count, each }, at);
    }
  }
  return undefined;
}
