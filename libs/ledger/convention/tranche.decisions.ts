import { Euros } from '#kernel';
import type { NewConventionFact } from './convention.events.js';
import {
  at as place,
  booked,
  type Deciding,
  decideAfter,
  fiscalYearOf,
  lifeChecks,
  lived,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  type Place,
  placeCheck,
  signedCheck,
} from './deciding.js';
import { dueUnpaidOf, pendingOf } from './formulas.js';
import { type ConventionRefusal, no } from './refusals.js';
import type { Poste, Tranche } from './state.js';

/**
 * Gives up a tranche, for good. One that was never firm holds no commitment and releases none; a firm one releases
 * what is left of its commitments beyond what was accepted and is not paid yet. What was paid above what was accepted
 * is then to be ordered back.
 */
export interface AbandonTranche extends MoneyDated, Place {
  readonly type: 'AbandonTranche';
  readonly reason: string;
}

export function decideTranche(command: AbandonTranche, at: Deciding): Outcome {
  const { line, tranche, reason } = command;
  return decideAfter(
    [
      ...lifeChecks(command, at),
      placeCheck(command, at),
      signedCheck(command, at),
      () => abandonedCheck(command, at),
      () => movedSinceCheck(command, at),
      () => inHandCheck(command, at),
      ...(releasesOf(command, at).length > 0 ? moneyChecks(command, at) : []),
    ],
    () => {
      const firm = place(at.state, command).tranche.status === 'firm';
      const abandoned = lived({ type: 'TrancheAbandoned', data: { line, tranche, reason, firm } }, command);
      return { facts: [abandoned, ...releasesOf(command, at)] };
    },
  );
}

/** The tranche is firm on the date: only then is anything committed, paid or proven on it. */
export function firmCheck(command: MoneyDated & Place, at: Deciding) {
  return (): ConventionRefusal | undefined => {
    const { tranche } = place(at.state, command);
    if (tranche.status === 'conditional') {
      return no('tranche_not_firm', { tranche: tranche.id, on: command.on }, '/tranche');
    }
    return abandonedCheck(command, at);
  };
}

/** Neither on the date nor by all that is known was it given up. */
export function abandonedCheck(command: Place, { latest }: Deciding): ConventionRefusal | undefined {
  const { id, abandonedOn } = place(latest, command).tranche;
  return abandonedOn === undefined
    ? undefined
    : no('tranche_abandoned', { tranche: id, abandonedOn }, '/tranche');
}

/** What is dated later on the tranche would rest on nothing. */
function movedSinceCheck({ on, ...where }: AbandonTranche, { history }: Deciding) {
  const last = history.slots.findLast(({ rows }) =>
    rows.some(({ line, tranche }) => line === where.line && tranche === where.tranche),
  )?.stored.effectiveOn;
  return last !== undefined && on < last ? no('tranche_moved_since', { on, last }, '/on') : undefined;
}

/** No request waits for the accountant, no statement for the certificate. */
function inHandCheck(command: AbandonTranche, { latest }: Deciding): ConventionRefusal | undefined {
  const { tranche } = place(latest, command);
  const pending = pendingOf(tranche);
  const statements = Object.values(latest.statements).filter(
    ({ line, tranche: of, status }) =>
      line === command.line && of === command.tranche && status === 'submitted',
  ).length;
  return pending.isPositive || statements > 0
    ? no('tranche_in_hand', { tranche: tranche.id, pending: pending.toString(), statements })
    : undefined;
}

/** What is left of each poste; what is due and not paid keeps the first ones. */
function releasesOf(command: AbandonTranche, { latest }: Deciding): readonly NewConventionFact[] {
  const { line, tranche: id } = command;
  const tranche = latest.lines.find(known => known.id === line)?.tranches.find(known => known.id === id);
  let owed = tranche ? dueUnpaidOf(tranche) : Euros.zero;
  return postesOf(tranche).flatMap(({ ej, poste, since, ...amounts }) => {
    const left = amounts.committed.minus(amounts.released).minus(amounts.consumed).orZero();
    const kept = Euros.min(left, owed);
    owed = owed.minus(kept);
    const amount = left.minus(kept);
    if (amount.isZero) return [];
    const of = since === fiscalYearOf(command) ? ('year' as const) : ('prior_years' as const);
    return [
      booked({ type: 'CommitmentReleased', data: { line, tranche: id, ej, poste, amount, of } }, command),
    ];
  });
}

function postesOf(tranche: Tranche | undefined): readonly Poste[] {
  return Object.values(tranche?.postes ?? {}).toSorted((a, b) =>
    `${a.ej}${a.poste}` < `${b.ej}${b.poste}` ? -1 : 1,
  );
}
