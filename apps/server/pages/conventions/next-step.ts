import type { Stage } from '#ledger';
import type { Outstanding } from '#read-models';
import { ACT_HOLDERS, MISSING_ACTS } from '#rendering';

/** What a convention waits for, and who holds it. */
export interface NextStep {
  readonly act: string;
  readonly holder: string;
  readonly since?: string;
}

/** Where nothing of its money waits, the stage says what comes next. */
const OF_STAGE: Readonly<Partial<Record<Stage, NextStep>>> = {
  drafted: { act: 'signatures', holder: 'parties' },
  visa_refused: { act: 'nouveau projet', holder: 'académie' },
  suspended: { act: 'levée de la suspension', holder: 'académie' },
  in_notice: { act: 'fin du préavis', holder: 'échéance' },
  terminated: { act: 'clôture', holder: 'académie' },
  expired: { act: 'bilan financier, clôture', holder: 'bénéficiaire, académie' },
};

/** The oldest of what waits comes first. */
export function nextStepOf(stage: Stage, waiting: readonly Outstanding[]): NextStep | undefined {
  const [oldest] = waiting;
  if (!oldest || stage === 'drafted') return OF_STAGE[stage];
  return { act: MISSING_ACTS[oldest.missing], holder: ACT_HOLDERS[oldest.missing], since: oldest.since };
}
