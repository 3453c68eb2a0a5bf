import { type Day, Euros, nextDay } from '#kernel';
import type { ConventionCommand } from './convention.decisions.js';
import { confirm, register } from './crets.testing.js';
import { latestState } from './history.js';
import { Journey, on } from './journey.testing.js';
import { framework, MOULIN, move, notify, plan, TILLEULS } from './plans.testing.js';
import type { Step } from './random-history.testing.js';

/* Random lives of the agreements without a subsidy: notified credits of two collèges, equipment of one school. */

export const COLLEGES = [TILLEULS, MOULIN];
const euros = (cents: number) => Euros.ofCents(BigInt(cents));
const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length];

/** Signed, with a confirmed account for each collège once its credits are notified. */
export function notified(): Journey {
  const journey = framework();
  for (const [index, uai] of COLLEGES.entries()) {
    const school = { uai, name: uai };
    journey.does(notify('1200.00', { uai, ...(index === 0 ? {} : { school }) }));
    journey.does(
      confirm(journey.does({ ...register(uai, '2025-10-20'), validFrom: on('2025-10-01') }), '2025-10-20'),
    );
    const poste = { ej: '2500000001', poste: String(index + 1) };
    const place = { line: `resources-${uai}`, tranche: '2025' };
    journey.does({
      type: 'RecordCommitment',
      on: on('2025-10-20'),
      ...place,
      ...poste,
      amount: euros(120_000),
    });
  }
  return journey;
}

export const delivered = (): Journey => {
  const journey = plan();
  journey.does(move('delivered', 20, '2018-09-10'));
  return journey;
};

type Ask = (journey: Journey, step: Step, date: Day, today: Day) => ConventionCommand;

/** Plays the steps from a day on; each may be backdated, and each entry reversed. */
export function playPlan(journey: Journey, played: readonly Step[], start: string, ask: Ask): void {
  let today = on(start);
  for (const step of played) {
    for (let day = 0; day < step.days; day += 1) today = nextDay(today);
    const moment = new Date(`${today}T12:00:00Z`);
    moment.setUTCDate(moment.getUTCDate() - step.back);
    const date = on(moment.toISOString().slice(0, 10));
    journey.tries(ask(journey, step, date, today), { recordedOn: today, role: 'ordonnateur' });
  }
}

let dp = 400_000_000;

export const askCredits: Ask = (journey, { what, a, b, c }, date, today) => {
  const state = latestState(journey.history);
  const college = b % 2;
  const uai = COLLEGES[college]!;
  const place = { line: `resources-${uai}`, tranche: '2025' };
  const amount = euros((a % 130_000) + 1);
  const dated = { on: date };
  const account = Object.values(state.accounts).find(({ payee }) => payee === uai)!.id;
  const manuels = a % 120_001;
  const shares = [
    { post: 'manuels', amount: euros(manuels) },
    { post: 'ressources', amount: euros(120_000 - manuels) },
  ];
  switch (what % 14) {
    case 0:
    case 1: {
      dp += 1;
      const poste = { ej: '2500000001', poste: String(college + 1) };
      const asked = { ...place, ...poste, kind: 'grant', dp: String(dp), account } as const;
      return { type: 'RequestPayment', ...dated, ...asked, ...(c % 2 === 0 ? {} : { amount }) };
    }
    case 2:
    case 3:
      return {
        type: 'ExecutePayment',
        ...dated,
        payment: pick(Object.keys(state.payments), c) ?? 'none',
      };
    case 4:
    case 5:
      return { type: 'VoteSplit', ...dated, ...place, shares };
    case 6:
    case 7: {
      const posts = [
        { post: 'manuels', amount: euros(Math.min(manuels, a % 60_000)) },
        { post: 'ressources', amount: euros(c * 40) },
      ];
      const total = Euros.sum(posts.map(share => share.amount));
      const used = [{ allocation: `${uai}-credits`, amount: total }];
      return { type: 'DeclareUse', ...dated, ...place, final: c % 2 === 0, used, posts, documents: [] };
    }
    case 8:
      return { type: 'AcceptUse', ...dated, use: pick(Object.keys(state.uses), c) ?? 'none' };
    case 9:
      return { type: 'AuthoriseCarryOver', ...dated, ...place, amount: euros((a % 9000) + 1), reason: 'x' };
    case 10:
      return {
        type: 'ReassignGrant',
        ...dated,
        ...place,
        amount: euros((a % 9000) + 1),
        to: 'x',
        reason: 'x',
      };
    case 11:
      return { type: 'OrderReversement', ...dated, ...place, reason: 'x' };
    case 12:
      return {
        type: 'ReverseEntry',
        on: today,
        entry: pick(journey.history.facts.slice(3), c)!.eventId,
        motive: 'x',
      };
    default:
      return state.suspended
        ? { type: 'ResumeConvention', ...dated, reason: 'x' }
        : { type: 'SuspendConvention', ...dated, cause: 'force_majeure', reason: 'x' };
  }
};

export const askEquipment: Ask = (journey, { what, a, b, c }, date, today) => {
  if (what % 6 === 5) {
    const entry = pick(journey.history.facts.slice(3), c)!.eventId;
    return { type: 'ReverseEntry', on: today, entry, motive: 'x' };
  }
  const movement = (['delivered', 'lent', 'lent', 'given_back', 'returned'] as const)[what % 5]!;
  return { ...move(movement, (a % (b % 3 === 0 ? 48 : 12)) + 1), on: date };
};
