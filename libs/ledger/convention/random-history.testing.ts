import { type Day, Euros, nextDay, rate } from '#kernel';
import fc from 'fast-check';
import { referenceSchemes } from '../reference-data/schemes.js';
import { commit, Crets, draft, ECOLE, equipment, poste1, poste2, resources } from './crets.testing.js';
import type { ConventionCommand } from './convention.decisions.js';
import { latestState } from './history.js';
import { on } from './journey.testing.js';
import { openOf } from './reversement.js';

/* Random lives of a convention of three schools: commands in any order, late, backdated, reversed, refused. */

export const SCHOOLS = [ECOLE, '0380001V', '0380003X'];
const ENTRIES = SCHOOLS.map(uai => `${uai}-classe_mobile`);
export const INTERIM_SCHEME = 'essai_acomptes';

/** One step: what to try, and numbers from which its details follow. */
export interface Step {
  readonly what: number;
  readonly days: number;
  readonly back: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const ACTIONS = 30;

export const steps = fc.array(
  fc.record({
    what: fc.nat(ACTIONS - 1),
    days: fc.nat(14),
    back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60) }),
    a: fc.nat(1_000_000),
    b: fc.nat(1000),
    c: fc.nat(1000),
  }),
  { minLength: 30, maxLength: 70, size: 'max' },
);

export function signed(interim: boolean): Crets {
  const grants = [
    [SCHOOLS[0]!, 2],
    [SCHOOLS[1]!, 1],
    [SCHOOLS[2]!, 3],
  ] as const;
  const { flows, ...ecole } = referenceSchemes[0]!;
  const withInterim = {
    ...ecole,
    code: INTERIM_SCHEME,
    flows: flows.map(flow => (flow.kind === 'on_expense' ? { ...flow, interimShare: rate('0.8') } : flow)),
  };
  const asked = draft(grants, interim ? { scheme: { code: INTERIM_SCHEME } } : {});
  const crets = new Crets({ ...asked, validity: { years: 2 } }, { schemes: [withInterim] });
  crets.does(commit('24000.00'));
  crets.does(commit('500.00', resources, poste2));
  return crets;
}

/** Plays the steps until the end of 2017 and gives the last day; `watch` sees each command and its refusal. */
export function play(
  crets: Crets,
  played: readonly Step[],
  watch: (command: ConventionCommand, refused: string | undefined) => void = () => undefined,
): Day {
  let today = on('2016-10-14');
  for (const step of played) {
    for (let day = 0; day < step.days; day += 1) today = nextDay(today);
    if (today > '2017-02-15') crets.year(2016, 'closed');
    if (today > '2017-12-28') return on('2017-12-28');
    const command = commandOf(crets, step, back(today, step.back), today);
    if (command) watch(command, crets.tries(command, { recordedOn: today, role: 'ordonnateur' }));
  }
  return today;
}

function back(today: Day, days: number): Day {
  const moment = new Date(`${today}T12:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() - days);
  return on(moment.toISOString().slice(0, 10));
}

const euros = (cents: number) => Euros.ofCents(BigInt(cents));
const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length];

function commandOf(
  crets: Crets,
  { what, a, b, c }: Step,
  date: Day,
  today: Day,
): ConventionCommand | undefined {
  const state = latestState(crets.history);
  const payments = Object.values(state.payments);
  const orders = Object.values(state.orders);
  // Mostly what the command can act on, else anything.
  const paymentIn = (status: string) =>
    (
      pick(
        payments.filter(known => known.status === status),
        b,
      ) ?? pick(payments, b)
    )?.id ?? 'none';
  const open = orders.filter(known => openOf(known).isPositive);
  const order = (pick(open, b) ?? pick(orders, b))?.id ?? 'none';
  const amount = euros(a + 1);
  const some = c % 2 === 0 ? {} : { amount };
  const grantOr = c % 3 === 0 ? { ...resources, ...poste2 } : { ...equipment, ...poste1 };
  const dated = { on: date };
  switch (what) {
    case 0:
      return { ...crets.request('advance', date), ...some };
    case 1:
    case 2:
      return {
        ...crets.request(c % 2 === 0 ? 'balance' : 'interim', date),
        ...(b % 3 === 0 ? { amount } : {}),
      };
    case 3:
      return { ...crets.request('grant', date), ...(b % 3 === 0 ? { amount: euros(a % 50_000) } : {}) };
    case 4:
    case 5:
    case 6:
      return {
        type: 'ExecutePayment',
        ...dated,
        payment: paymentIn(c % 5 === 0 ? 'cancelled' : 'requested'),
        ...(c % 7 === 0 ? { amount } : {}),
      };
    case 7:
      return {
        type: c % 2 === 0 ? 'CancelPayment' : 'RejectPayment',
        ...dated,
        payment: paymentIn('requested'),
        reason: 'x',
      };
    case 8:
      return { type: 'ReturnPayment', ...dated, payment: paymentIn('executed'), reason: 'x' };
    case 29:
      return { type: 'AbandonPayment', ...dated, payment: paymentIn('returned'), reason: 'x' };
    case 9:
      return { type: 'ReissuePayment', ...dated, payment: paymentIn('returned') };
    case 10:
      return { type: 'ObservePayment', ...dated, ...grantOr, dp: String(300_000_000 + a), amount };
    case 11:
    case 12:
      return {
        type: 'SubmitStatement',
        ...dated,
        ...equipment,
        certifiedExactOn: date,
        documents: ['a'.repeat(64)],
        expenses: [a, b * 997 + 1, c * 1013 + 1].map((cents, index) => ({
          label: 'Classe',
          allocations: index === 2 && b % 2 === 0 ? ENTRIES.slice(0, 2) : [ENTRIES[(index + c) % 3]!],
          amount: euros(cents + 1),
          quantity: index === 2 && b % 2 === 0 ? 0 : 1 + (b % 2),
          deliveredOn: date,
        })),
      };
    case 13:
    case 14: {
      const statement = pick(Object.keys(state.statements), b);
      const cuts = c % 3 === 0 ? [{ expense: 1, amount: euros((a % 100) + 1), reason: 'x' }] : [];
      const certify = {
        type: 'CertifyServiceFait',
        ...dated,
        ...equipment,
        final: c % 4 === 0,
        cuts,
      } as const;
      return statement === undefined ? undefined : { ...certify, statement, quantities: [] };
    }
    case 15:
      return {
        type: 'DeclareUse',
        ...dated,
        ...resources,
        final: true,
        used: [{ allocation: `${ECOLE}-ecole`, amount: euros((a % 60_000) + 1) }],
        documents: [],
      };
    case 16:
      return { type: 'AcceptUse', ...dated, use: pick(Object.keys(state.uses), b) ?? 'none' };
    case 17:
    case 26:
      return {
        type: 'OrderReversement',
        ...dated,
        ...(c % 3 === 0 ? resources : equipment),
        ...some,
        reason: 'x',
      };
    case 18:
    case 27:
    case 28: {
      const type = pick(['CutReversement', 'CancelReversement', 'WriteOffReversement'] as const, c)!;
      return { type, ...dated, order, amount: euros((a % 5000) + 1), reason: 'x' };
    }
    case 19:
    case 20: {
      const whole = open.find(({ id }) => id === order);
      return {
        type: 'ReceiveRepayment',
        ...dated,
        order,
        amount: c % 3 > 0 && whole ? openOf(whole) : amount,
      };
    }
    case 21:
      return pick(
        [
          { type: 'RaiseCommitment', ...dated, ...grantOr, amount: euros((a % 20_000) + 1) },
          { type: 'LowerCommitment', ...dated, ...grantOr, amount },
          { type: 'ReleaseCommitment', ...dated, ...grantOr, amount },
        ] as const,
        b,
      );
    case 22:
    case 23: {
      const entry = pick(crets.history.facts.slice(6), c)!.eventId;
      return { type: 'ReverseEntry', on: today, entry, motive: 'x' };
    }
    case 24:
      return pick(
        [
          state.suspended
            ? { type: 'ResumeConvention', ...dated, reason: 'x' }
            : { type: 'SuspendConvention', ...dated, cause: 'force_majeure', reason: 'x' },
          {
            type: 'ReduceConvention',
            ...dated,
            reason: 'x',
            decidedBy: 'Ministère',
            allocations: [{ id: ENTRIES[c % 3]!, ...equipment, maximum: euros(a % 400_000) }],
          },
        ] as const,
        b,
      );
    default:
      return {
        type: 'SignAvenant',
        ...dated,
        subject: 'x',
        schools: [],
        allocations: [{ uai: SCHOOLS[c % 3]!, unit: 'classe_mobile', quantity: b % 4, ...equipment }],
      };
  }
}
