import { Euros } from '#kernel';
import {
  booked,
  datedChecks,
  type Deciding,
  decideAfter,
  moneyChecks,
  type MoneyDated,
  type Outcome,
  positiveCheck,
  yearChecks,
} from './deciding.js';
import { plannedExpense } from './award.js';
import { isAbovePublicAid, PUBLIC_AID_WARNING } from './awarded-lines.js';
import { ownEntry, lineOf } from './evolving.js';
import { maximumOf } from './formulas.js';
import { no } from './refusals.js';

/* What is written around the money: reminders, notices, explanations, other public funding. */

export type CorrespondenceCommand =
  | (MoneyDated & { readonly type: 'ExplainAnomaly'; readonly anomaly: string; readonly explanation: string })
  | (MoneyDated & { readonly type: 'SendReminder'; readonly subject: string })
  | (MoneyDated & { readonly type: 'SendFormalNotice'; readonly subject: string })
  | (MoneyDated & {
      readonly type: 'InterruptPrescription';
      readonly claim: 'on_state' | 'of_state';
      readonly act: string;
    })
  | (MoneyDated & {
      readonly type: 'DeclareOtherFunding';
      readonly line: string;
      readonly funder: string;
      readonly amount: Euros;
    });

export function decideCorrespondence(command: CorrespondenceCommand, at: Deciding): Outcome {
  switch (command.type) {
    case 'ExplainAnomaly': {
      const { anomaly, explanation } = command;
      const [exists, future] = datedChecks(command, at);
      return decideAfter(
        [
          exists!,
          future!,
          ...yearChecks(command, at),
          () =>
            at.state.anomalies.some(({ id }) => id === anomaly)
              ? undefined
              : no('anomaly_unknown', { anomaly }, '/anomaly'),
        ],
        () => ({ facts: [booked({ type: 'AnomalyExplained', data: { anomaly, explanation } }, command)] }),
      );
    }
    case 'SendReminder':
      return decideAfter(moneyChecks(command, at), () => ({
        facts: [booked({ type: 'ReminderSent', data: { subject: command.subject } }, command)],
      }));
    case 'SendFormalNotice':
      return decideAfter(moneyChecks(command, at), () => ({
        facts: [booked({ type: 'FormalNoticeSent', data: { subject: command.subject } }, command)],
      }));
    case 'InterruptPrescription': {
      const { claim, act } = command;
      return decideAfter(moneyChecks(command, at), () => ({
        facts: [booked({ type: 'PrescriptionInterrupted', data: { claim, act } }, command)],
      }));
    }
    case 'DeclareOtherFunding':
      return declareFunding(command, at);
  }
}

function declareFunding(
  command: Extract<CorrespondenceCommand, { type: 'DeclareOtherFunding' }>,
  at: Deciding,
): Outcome {
  const { line: id, funder, amount } = command;
  return decideAfter(
    [
      ...moneyChecks(command, at),
      () => (lineOf(at.latest, id) ? undefined : no('line_unknown', { line: id }, '/line')),
      positiveCheck(amount),
    ],
    () => {
      const { tranches, cofunding = [] } = lineOf(at.latest, id)!;
      const cost = Euros.sum(tranches.flatMap(({ allocations }) => allocations.map(plannedExpense)));
      const others = ownEntry(at.latest.otherFunding, id) ?? Euros.zero;
      const shared = Euros.sum(cofunding.map(share => share.amount));
      const aid = Euros.sum(tranches.map(maximumOf)).plus(shared).plus(others).plus(amount);
      const share = cost.isZero ? 0 : Number((aid.cents * 10_000n) / cost.cents);
      const warnings = isAbovePublicAid(aid, cost) ? [PUBLIC_AID_WARNING] : [];
      const data = { line: id, funder, amount, aidShareHundredths: share, warnings };
      return { facts: [booked({ type: 'OtherFundingDeclared', data }, command)] };
    },
  );
}
