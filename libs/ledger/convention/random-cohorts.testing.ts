import { type Day, Euros, nextDay, rate } from '#kernel';
import { referenceSchemes } from '../reference-data/schemes.js';
import type { ConventionCommand } from './convention.decisions.js';
import { commit, Crets, draft, equipment, equipmentLine } from './crets.testing.js';
import { latestState } from './history.js';
import { on } from './journey.testing.js';
import type { Step } from './random-history.testing.js';

/* Random lives of two collèges in yearly cohorts: counted, made firm, paid on proof, given up, in any order. */

export const COHORTS = ['2016', '2017', '2018', '2019'];
const COLLEGES = ['0380001V', '0380003X'];
const UNITS = ['eleve', 'enseignant'];
const college = referenceSchemes[1]!;
/** Quantities follow the counts; no more than 30 000.00 per school over all its cohorts. */
const SCHEME = {
  ...college,
  code: 'essai_cohortes',
  flows: college.flows
    .filter(({ kind }) => kind === 'on_expense')
    .map(flow => ({
      ...flow,
      quantities: 'observation' as const,
      interimShare: rate('0.8'),
      beneficiaryTypes: ['commune' as const],
      perSchool: { aidMost: Euros.of('30000.00') },
    })),
};

const EJ = '2100000099';

const euros = (cents: number) => Euros.ofCents(BigInt(cents));
const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % items.length];
const ofColleges = (pupils: number, teachers: number) =>
  COLLEGES.flatMap((uai, index) => [
    { uai, unit: 'eleve', quantity: pupils + index },
    { uai, unit: 'enseignant', quantity: teachers + index },
  ]);

/** Three cohorts, of which the first is firm; a fourth may be added. */
export function cohorts(): Crets {
  const tranches = COHORTS.slice(0, 3).map((id, index) => ({
    id,
    label: id,
    allocations: ofColleges(60, 5),
    ...(index === 0 ? {} : { conditional: true }),
  }));
  const schools = COLLEGES.map(uai => ({ uai, name: uai }));
  const lines = [{ ...equipmentLine([]), tranches }];
  const asked = { scheme: { code: SCHEME.code }, schools, lines, validity: { years: 4 } };
  const journey = new Crets(draft(undefined, asked), { schemes: [SCHEME] });
  const poste = { ej: EJ, poste: '1' };
  journey.does(commit('20000.00', equipment, poste));
  const payment = journey.does(
    journey.request('advance', '2016-10-14', undefined, { ...equipment, ...poste }),
  );
  journey.does({ type: 'ExecutePayment', on: on('2016-10-14'), payment });
  return journey;
}

export function playCohorts(journey: Crets, played: readonly Step[]): void {
  let today = on('2016-10-14');
  for (const step of played) {
    for (let day = 0; day < step.days; day += 1) today = nextDay(today);
    const moment = new Date(`${today}T12:00:00Z`);
    moment.setUTCDate(moment.getUTCDate() - step.back);
    const command = ask(journey, step, on(moment.toISOString().slice(0, 10)), today);
    if (command) journey.tries(command, { recordedOn: today, role: 'ordonnateur' });
  }
}

let dp = 500_000_000;

function ask(journey: Crets, { what, a, b, c }: Step, date: Day, today: Day): ConventionCommand | undefined {
  const state = latestState(journey.history);
  // The first cohorts mostly: lives are short.
  const tranche = COHORTS[[0, 0, 0, 1, 1, 2, 3][b % 7]!]!;
  const place = { line: 'equipment', tranche };
  const poste = { ej: EJ, poste: String(1 + COHORTS.indexOf(tranche)) };
  const dated = { on: date };
  const avenant = { type: 'SignAvenant', ...dated, subject: 'x', schools: [], allocations: [] } as const;
  const uai = COLLEGES[c % 2]!;
  switch (what % 17) {
    case 0:
      return {
        type: 'RecordCommitment',
        ...dated,
        ...place,
        ...poste,
        amount: euros((a % 2_000_000) + 600_000),
      };
    case 1:
      return { type: 'RaiseCommitment', ...dated, ...place, ...poste, amount: euros((a % 500_000) + 1) };
    case 2:
    case 3: {
      dp += 1;
      const kind = pick(['advance', 'advance', 'interim', 'balance'] as const, c)!;
      const account = Object.keys(state.accounts)[0]!;
      return { type: 'RequestPayment', ...dated, ...place, ...poste, kind, dp: String(dp), account };
    }
    case 4:
    case 5: {
      const payment = Object.values(state.payments).find(({ status }) => status === 'requested');
      if (!payment) return undefined;
      return c % 4 === 0
        ? { type: 'CancelPayment', ...dated, payment: payment.id, reason: 'x' }
        : { type: 'ExecutePayment', ...dated, payment: payment.id };
    }
    case 6:
      return {
        type: 'SubmitStatement',
        ...dated,
        ...place,
        certifiedExactOn: date,
        documents: ['a'.repeat(64)],
        expenses: UNITS.map((unit, index) => ({
          label: unit,
          allocations: [`${uai}-${unit}`],
          amount: euros((index === 0 ? a * 2 : a % 200_000) + 1),
          quantity: index === 0 ? 20 + (b % 20) : 2,
          deliveredOn: date,
        })),
      };
    case 7: {
      const statement = Object.values(state.statements).find(({ status }) => status === 'submitted');
      if (!statement) return undefined;
      const { line, tranche: of } = statement;
      const certify = {
        type: 'CertifyServiceFait',
        ...dated,
        line,
        tranche: of,
        final: c % 3 === 0,
      } as const;
      return { ...certify, statement: statement.id, cuts: [], quantities: [] };
    }
    case 8:
    case 15:
      return { type: 'OrderReversement', ...dated, ...place, reason: 'x' };
    case 9:
    case 16: {
      const order = Object.values(state.orders).find(({ amount, received }) => amount.exceeds(received));
      return (
        order && { type: 'ReceiveRepayment', ...dated, order: order.id, amount: euros((a % 50_000) + 1) }
      );
    }
    case 10:
      return { ...avenant, firm: [place] };
    case 11:
      return c % 2 === 0
        ? { ...avenant, allocations: [{ ...place, uai, unit: UNITS[a % 2]!, quantity: a % 90 }] }
        : {
            ...avenant,
            tranches: [{ line: 'equipment', id: '2019', label: '2019', allocations: ofColleges(30, 3) }],
          };
    case 12: {
      const counts = [{ unit: UNITS[a % 2]!, count: a % 2 === 0 ? 40 + (a % 50) : a % 12 }];
      return { type: 'ObserveHeadCount', ...dated, uai, tranche, counts, certified: false };
    }
    case 13:
      return a % 3 === 0 ? { type: 'AbandonTranche', ...dated, ...place, reason: 'x' } : undefined;
    default: {
      const entry = pick(journey.history.facts.slice(5), c)?.eventId;
      return entry === undefined ? undefined : { type: 'ReverseEntry', on: today, entry, motive: 'x' };
    }
  }
}
