import { openLine, openTranche, bySchool } from './agreement.js';
import { changeTranche, type Evolutions, lineOf } from './evolving.js';

/** What notified credits change: each notification is a tranche of the line of its établissement. */
export const notifiedGrantEvolutions: Evolutions<'GrantNotified' | 'SplitVoted' | 'GrantReassigned'> = {
  GrantNotified: (state, { line, posts, schools }) => {
    const known = lineOf(state, line.id);
    const opened = line.tranches.map(tranche => ({ ...openTranche(tranche), posts }));
    const lines = known
      ? state.lines.map(other =>
          other === known ? { ...known, tranches: [...known.tranches, ...opened] } : other,
        )
      : [...state.lines, { ...openLine(line), tranches: opened }];
    return { ...state, lines, schools: bySchool(state.schools, schools) };
  },
  SplitVoted: (state, data) => changeTranche(state, data, tranche => ({ ...tranche, split: data.shares })),
  GrantReassigned: (state, data) =>
    changeTranche(state, data, tranche => ({
      ...tranche,
      carriedOver: tranche.carriedOver.plus(data.amount),
    })),
};
