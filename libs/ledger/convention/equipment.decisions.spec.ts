import { valueOn } from './movements.js';
import { timelineOf } from './movements.js';
import { Crets, DOCUMENT } from './crets.testing.js';
import { Journey, eur, on } from './journey.testing.js';
import { FONTAINE, kindLine, kindScheme, move, plan, planDraft } from './plans.testing.js';

const CHROMEBOOK = `${FONTAINE}-chromebook`;
const place = { line: 'equipment', tranche: '2018' };
const units = (journey: Journey, date: string) => {
  const rows = timelineOf(journey.history);
  const measures = ['planned_quantity', 'delivered_quantity', 'lent_quantity', 'returned_quantity'] as const;
  return measures.map(measure => Number(valueOn(rows, measure, on(date)))).join(' ');
};

describe('entitlements follow from counts', () => {
  const drafting = (count: number, quantity: number) =>
    new Journey({ schemes: [kindScheme] }).when(planDraft({ lines: [kindLine(count, quantity)] }));

  test('4 for each of 12 classes is 48, neither 47 nor 49', () => {
    for (const stated of [47, 49]) {
      drafting(12, stated).refuses('entitlement_differs', {
        uai: FONTAINE,
        unit: 'chromebook',
        stated,
        count: 12,
        each: 4,
      });
    }
    plan();
  });

  test('an amendment follows the counts too', () => {
    const journey = plan();
    const amend = (quantity: number, count: number) =>
      ({
        type: 'SignAvenant',
        on: on('2018-10-01'),
        subject: 'Une classe de plus',
        allocations: [{ ...place, uai: FONTAINE, unit: 'chromebook', quantity, count }],
        schools: [],
      }) as const;
    journey.when(amend(51, 13)).refuses('entitlement_differs');
    journey.does(amend(52, 13));
    expect(units(journey, '2018-09-30')).toBe('48 0 0 0');
    expect(units(journey, '2018-10-01')).toBe('52 0 0 0');
  });

  test('a unit of another scheme is not counted', () => {
    const line = { ...kindLine(1, 1), flow: 'equipment' };
    const [tranche] = line.tranches;
    const asked = { uai: FONTAINE, unit: 'classe_mobile', quantity: 1, count: 1 };
    const lines = [{ ...line, tranches: [{ ...tranche!, allocations: [asked] }] }];
    new Journey()
      .when(planDraft({ lines, scheme: { code: 'colleges_numeriques_2016_ecole' } }))
      .refuses('unit_without_entitlement', { uai: FONTAINE, unit: 'classe_mobile' });
  });
});

describe('equipment goes from its owner to the school, to its users, and back', () => {
  test('never more than is planned, there, or lent', () => {
    const journey = plan();
    const refused = (asked: ReturnType<typeof move>, room: number) =>
      journey.when(asked).refuses('equipment_not_there', {
        allocation: CHROMEBOOK,
        movement: asked.movement,
        asked: asked.quantity,
        room,
      });
    refused(move('lent', 1), 0);
    refused(move('delivered', 49), 48);
    journey.does(move('delivered', 48));
    refused(move('lent', 49, '2018-11-13'), 48);
    journey.does(move('lent', 40, '2018-11-13'));
    refused(move('returned', 9, '2018-11-14'), 8);
    refused(move('given_back', 41, '2018-11-14'), 40);
    journey.does(move('given_back', 5, '2019-01-10'));
    journey.does(move('returned', 13, '2019-02-01'));
    expect(units(journey, '2018-11-11')).toBe('48 0 0 0');
    expect(units(journey, '2018-12-31')).toBe('48 48 40 0');
    expect(units(journey, '2019-02-01')).toBe('48 48 35 13');
  });

  test('a late entry fits what came after it', () => {
    const journey = plan();
    journey.does(move('delivered', 48));
    journey.does(move('returned', 48, '2019-06-30'));
    journey.when(move('lent', 1, '2019-01-10'), { recordedOn: '2019-07-01' }).refuses('equipment_not_there');
  });

  test('before the signature nothing, of nothing nothing', () => {
    plan()
      .when(move('delivered', 1, '2018-09-02'), { recordedOn: '2018-12-01' })
      .refuses('not_signed');
    plan().when(move('delivered', 0)).refuses('equipment_none', {});
    plan()
      .when({ ...move('delivered', 1), allocation: 'x' })
      .refuses('allocation_unknown', { allocation: 'x' });
    new Crets()
      .when({ ...move('delivered', 1), on: on('2016-12-01'), tranche: '2016' })
      .refuses('line_not_in_kind', { line: 'equipment' });
  });

  test('a movement recorded by mistake is reversed, unless what came after needs it', () => {
    const journey = plan();
    journey.does(move('delivered', 48));
    const entry = journey.lastEntry('EquipmentMoved');
    const reverse = { type: 'ReverseEntry', on: on('2019-01-05'), entry, motive: 'Livré ailleurs' } as const;
    const fork = journey.fork();
    fork.does(reverse);
    expect(units(fork, '2018-12-31')).toBe('48 0 0 0');
    journey.does(move('lent', 1, '2018-11-13'));
    journey.when(reverse).refuses('entry_has_successor', { entry, successor: 'event-5' });
  });
});

describe('a plan in kind costs the State nothing', () => {
  test('no commitment, no payment, no statement, no declared use', () => {
    const journey = plan();
    const poste = { ej: '2100000001', poste: '1' };
    journey
      .when({ type: 'RecordCommitment', on: on('2018-10-01'), ...place, ...poste, amount: eur('1.00') })
      .refuses('line_without_money', { line: 'equipment' });
    journey
      .when({
        type: 'RequestPayment',
        on: on('2018-10-01'),
        ...place,
        ...poste,
        kind: 'advance',
        dp: '100000001',
        account: 'x',
      })
      .refuses('line_without_money', { line: 'equipment' });
    journey
      .when({
        type: 'SubmitStatement',
        on: on('2018-10-01'),
        ...place,
        certifiedExactOn: on('2018-10-01'),
        documents: [DOCUMENT],
        expenses: [],
      })
      .refuses('line_takes_no_statement', { line: 'equipment' });
    const rows = timelineOf(journey.history);
    expect(rows.every(({ measure }) => measure === 'planned_quantity')).toBe(true);
  });

  test('terminated, its equipment returns and nothing is payable: then it is closed', () => {
    const journey = plan();
    journey.does(move('delivered', 48));
    journey.does({ type: 'NotifyTermination', on: on('2018-12-31'), party: 'academie' });
    const close = (date: string) => ({ type: 'CloseConvention', on: on(date) }) as const;
    journey.when(close('2019-04-01')).refuses('closure_open', {
      pending: '0.00',
      payable: '0.00',
      toOrder: '0.00',
      orderOpen: '0.00',
      toProve: '0.00',
      outstanding: '0.00',
      financialReport: 'received',
      anomalies: 0,
      equipmentOut: 48,
    });
    journey.does(move('returned', 48, '2019-03-29'));
    journey.does(close('2019-04-01'));
  });
});
