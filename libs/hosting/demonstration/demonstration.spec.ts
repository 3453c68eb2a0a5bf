import { day, instant } from '#kernel';
import {
  checkIban,
  checkSiret,
  checkUai,
  type ConventionState,
  historyOf,
  knownAt,
  latestState,
  stageOf,
  stateAt,
  timelineOf,
} from '#ledger';
import { balances, yearOfImputation } from '../../ledger/convention/report.testing.js';
import { CRETS_REFERENCE } from './crets.js';
import { fictitiousIban, fictitiousSiret, uaiOf } from './identifiers.js';
import { type Loaded, loadInMemory } from './loading.testing.js';
import { demonstration } from './steps.js';

const TODAY = '2026-11-01';
let loaded: Loaded;
let states: readonly ConventionState[];
beforeAll(async () => {
  loaded = await loadInMemory();
  states = loaded.conventions.map(facts => latestState(historyOf(facts)));
});

test('more than forty conventions load without one refusal', () => {
  expect(loaded.refused).toEqual([]);
  expect(states.length).toBe(demonstration().conventions);
  expect(states.length).toBeGreaterThan(40);
});

test('everything is recorded at its own moment, in one order of time, before today', () => {
  const moments = loaded.log.map(({ recordedAt }) => recordedAt);
  expect(moments).toEqual([...moments].sort());
  const asked = new Set(demonstration().steps.map(({ at }) => at));
  expect([...new Set(moments)].filter(moment => !asked.has(moment))).toEqual([moments[0], moments.at(-1)]);
  expect(moments[0]! < '2016-02').toBe(true);
  expect(moments.at(-1)! < TODAY).toBe(true);
});

test('a second load, killed five times, goes on each time where it stopped, to the same bytes', async () => {
  const again = await loadInMemory(new Set([1, 40, 41, 300, 700]));
  expect(again.starts).toBe(6);
  expect(again.log.map(({ text }) => text)).toEqual(loaded.log.map(({ text }) => text));
});

describe('Crêts-en-Belledonne is worked example 1', () => {
  const crets = () =>
    loaded.conventions.find(facts => latestState(historyOf(facts)).draft?.reference === CRETS_REFERENCE)!;
  const rowsKnownOn = (on: string, line = 'equipment') =>
    timelineOf(knownAt(historyOf(crets()), instant(`${on}T22:00:00.000Z`))).filter(row => row.line === line);

  test.each([
    ['2016-10-31', '2016-10-31', '4000.00 4000.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 0.00 4000.00'],
    ['2016-10-31', '2016-11-03', '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00'],
    [
      '2017-03-10',
      '2017-03-10',
      '4000.00 4000.00 0.00 7500.00 3750.00 0.00 2000.00 0.00 0.00 1750.00 0.00 2000.00',
    ],
    [
      '2017-03-21',
      '2017-03-22',
      '4000.00 4000.00 0.00 7500.00 3750.00 1750.00 2000.00 0.00 0.00 0.00 0.00 2000.00',
    ],
    [
      '2017-03-21',
      '2017-03-23',
      '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 250.00',
    ],
    [
      '2017-12-31',
      '2017-12-31',
      '4000.00 4000.00 250.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 0.00',
    ],
    ['2016-12-31', '2017-12-31', '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00'],
  ])('on %s, known on %s', (on, known, expected) => {
    expect(balances(rowsKnownOn(known), on)).toBe(expected);
  });

  test('the years of its imputation, and its resources', () => {
    const rows = rowsKnownOn('2018-01-01');
    expect(yearOfImputation(rows, 2016)).toBe('0.00 4000.00 0.00 0.00 2000.00 0.00 2000.00 0.00 0.00');
    expect(yearOfImputation(rows, 2017)).toBe('2000.00 0.00 0.00 250.00 1750.00 0.00 0.00 0.00 0.00');
    expect(balances(rowsKnownOn('2018-01-01', 'resources'), '2017-12-31')).toBe(
      '500.00 500.00 0.00 430.00 430.00 0.00 500.00 70.00 0.00 0.00 0.00 0.00',
    );
  });

  test('it is drafted, seen, signed by both parties and closed', () => {
    const history = historyOf(crets());
    expect(stageOf(stateAt(history, day('2016-10-01')), '2016-10-01')).toBe('drafted');
    expect(stateAt(history, day('2016-10-08')).visa).toBe('given');
    expect(stateAt(history, day('2016-10-14')).signatures).toEqual({
      academie: '2016-10-14',
      beneficiaire: '2016-10-14',
    });
    expect(stageOf(stateAt(history, day('2017-11-19')), '2017-11-19')).toBe('expired');
    expect(latestState(history).closedOn).toBe('2017-12-04');
  });
});

describe('every state is met', () => {
  test('all stages', () => {
    const stages = states.map(state => stageOf(state, TODAY));
    expect([...new Set(stages)].sort()).toEqual(
      [
        'drafted',
        'visa_refused',
        'signed',
        'suspended',
        'in_notice',
        'terminated',
        'superseded',
        'expired',
        'closed',
      ].sort(),
    );
  });

  test.each<[string, (state: ConventionState) => boolean]>([
    ['visa awaited', ({ visa, signedOn }) => visa === 'awaited' && !signedOn],
    [
      'signed by one party only',
      ({ signatures, signedOn }) => Object.keys(signatures).length === 1 && !signedOn,
    ],
    ['signed only', state => state.signedOn !== undefined && postes(state) === 0],
    ['committed, nothing asked for', state => postes(state) > 0 && Object.keys(state.payments).length === 0],
    ['advance pending', state => payments(state, 'requested', 'advance')],
    [
      'advance only',
      state => payments(state, 'executed', 'advance') && !state.lines[0]!.tranches[0]!.certified,
    ],
    ['balance pending', state => payments(state, 'requested', 'balance')],
    ['balance paid', state => payments(state, 'executed', 'balance')],
    [
      'statement to certify',
      ({ statements }) => Object.values(statements).some(({ status }) => status === 'submitted'),
    ],
    [
      'statement sent back',
      ({ statements }) => Object.values(statements).some(({ status }) => status === 'returned'),
    ],
    [
      'being repaid',
      ({ lines }) => lines.some(({ tranches }) => tranches.some(({ orderOpen }) => orderOpen.isPositive)),
    ],
    ['contested', ({ orders }) => Object.values(orders).some(order => order.contested)],
    ['written off', ({ orders }) => Object.values(orders).some(({ writtenOff }) => writtenOff.isPositive)],
    ['payment returned by the bank', state => payments(state, 'returned', 'advance')],
    [
      'payment observed, unexplained',
      ({ anomalies }) => anomaly(anomalies, 'executed_without_request', false),
    ],
    ['payment observed, explained', ({ anomalies }) => anomaly(anomalies, 'executed_without_request', true)],
    ['paid while suspended', ({ anomalies }) => anomaly(anomalies, 'executed_while_suspended', false)],
    ['paid another amount', ({ anomalies }) => anomaly(anomalies, 'executed_amount_differs', false)],
    [
      'project dropped',
      ({ lines }) => lines.some(({ tranches: [t] }) => t!.final && t!.allocations.every(a => a.due.isZero)),
    ],
    ['a rule of two persons relaxed', ({ relaxed }) => relaxed.length > 0],
    ['an avenant', ({ amendments }) => amendments > 0],
    ['other public funding', ({ otherFunding }) => Object.keys(otherFunding).length > 0],
  ])('%s', (_, holds) => {
    expect(states.filter(holds).length).toBeGreaterThan(0);
  });

  test('facts of every kind', () => {
    const known = new Set(loaded.conventions.flat().map(({ fact }) => fact.type));
    expect([...known].sort()).toEqual([...loaded.conventionFactTypes].sort());
  });

  test('a payment of January booked on the year before', () => {
    const early = loaded.conventions
      .flat()
      .filter(
        ({ fact, effectiveOn, fiscalYear }) =>
          fact.type === 'PaymentExecuted' && effectiveOn > `${fiscalYear}-12-31`,
      );
    expect(early.map(({ effectiveOn, fiscalYear }) => [effectiveOn, fiscalYear])).toEqual([
      ['2020-01-10', 2019],
    ]);
  });

  test('entries reversed in an open year and in a closed one', () => {
    const modes = loaded.conventions
      .flat()
      .flatMap(({ fact }) => (fact.type === 'EntryReversed' ? [fact.data.mode] : []));
    expect([...new Set(modes)].sort()).toEqual(['corrected', 'erased']);
  });
});

test('what is fictitious says so', () => {
  for (const { draft } of states) {
    const crets = draft!.reference === CRETS_REFERENCE;
    expect(draft!.fictitious).toBe(!crets);
    expect(draft!.title.includes('données fictives')).toBe(!crets);
    expect(draft!.observations.some(text => /fictive/.test(text))).toBe(true);
  }
});

test('each document that a fact names is in the store, under its hash', () => {
  const named = loaded.log.flatMap(({ text }) => text.match(/(?<=")[0-9a-f]{64}(?=")/g) ?? []);
  const kept = new Set(demonstration().documents.map(({ sha256 }) => sha256));
  expect(kept.size).toBeGreaterThan(30);
  expect([...kept].filter(sha256 => !named.includes(sha256))).toEqual([]);
  expect([...loaded.kept].sort()).toEqual([...kept].sort());
});

test('made-up identifiers have right keys', () => {
  for (const number of [0, 1, 38439, 900_004, 99_999]) {
    expect(checkSiret(fictitiousSiret(number))).toBeUndefined();
    expect(checkIban(fictitiousIban(number))).toBeUndefined();
    expect(checkUai(uaiOf(number))).toBeUndefined();
  }
});

const postes = ({ lines }: ConventionState) =>
  lines.flatMap(({ tranches }) => tranches.flatMap(tranche => Object.keys(tranche.postes))).length;

function payments(state: ConventionState, status: string, kind: string): boolean {
  return Object.values(state.payments).some(payment => payment.status === status && payment.kind === kind);
}

function anomaly(anomalies: ConventionState['anomalies'], code: string, explained: boolean): boolean {
  return anomalies.some(found => found.code === code && (found.explanation !== undefined) === explained);
}
