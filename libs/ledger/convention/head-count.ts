import { amended } from './agreement.js';
import type { Evolutions } from './evolving.js';

/** What an observation of head-counts changes. */
export const headCountEvolutions: Evolutions<'HeadCountObserved'> = {
  HeadCountObserved: (state, { uai, tranche, counts, certified, allocations }, { effectiveOn }) => ({
    ...amended(state, { allocations }),
    headCounts: [
      ...state.headCounts,
      ...counts.map(({ unit, count, arrivals = 0, departures = 0 }) => {
        return { on: effectiveOn, uai, tranche, unit, count, arrivals, departures, certified };
      }),
    ],
  }),
};
