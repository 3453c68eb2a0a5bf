import {
  certify,
  Crets,
  draft,
  ECOLE,
  equipment,
  expense,
  resources,
  submit,
  SUPPLIER,
} from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const SECOND = '0380001V';
const CLASSE = `${ECOLE}-classe_mobile`;
const crets = Crets.advanced();
const invoice = (total: string, number = 'F-1') => ({ supplierSiret: SUPPLIER, number, total: eur(total) });
/** A fork with one statement of 10/03/2017, and its id. */
const stated = (...expenses: Parameters<typeof submit>[1]) => {
  const fork = crets.fork();
  return { fork, statement: fork.does(submit('2017-03-10', expenses)) };
};

test('a statement holds what is claimed per allocation; a common expense by the shares of its maxima', () => {
  const three = Crets.committed(
    draft([
      [ECOLE, 2],
      [SECOND, 1],
    ]),
  );
  const both = [CLASSE, `${SECOND}-classe_mobile`];
  const statement = three.does(submit('2017-03-10', [expense('500.00', { allocations: both, quantity: 0 })]));
  const { fact } = three.history.facts.at(-1)!;
  expect(statement).toBeDefined();
  expect(fact.data).toMatchObject({
    claimed: [
      { allocation: `${SECOND}-classe_mobile`, amount: eur('166.67'), quantity: 0 },
      { allocation: CLASSE, amount: eur('333.33'), quantity: 0 },
    ],
  });
});

test('what a statement may not hold', () => {
  const ask = (...expenses: Parameters<typeof submit>[1]) => crets.when(submit('2017-03-10', expenses));
  ask(expense('0.00')).refuses('amount_zero', {}, '/expenses/0/amount');
  ask(expense('1.00'), expense('1.00', { allocations: ['other'] })).refuses('allocation_unknown', {
    allocation: 'other',
  });
  ask(expense('1.00', { allocations: [CLASSE, CLASSE], quantity: 0 })).refuses('duplicate', {
    what: 'allocation',
    value: `${CLASSE}, ${CLASSE}`,
  });
  ask(expense('1.00', { invoice: { ...invoice('1.00'), supplierSiret: '55204486200011' } })).refuses(
    'siret_wrong_key',
    { given: '55204486200011' },
  );
  ask(expense('1.00', { deliveredOn: on('2017-03-11') })).refuses('date_in_future', {
    on: '2017-03-11',
    today: '2017-03-10',
  });
  crets.fork().does(submit('2017-03-10', [expense('0.01', { deliveredOn: on('2017-03-10') })]));
});

test('an expense common to several schools adds no quantity', () => {
  const two = Crets.committed(
    draft([
      [ECOLE, 1],
      [SECOND, 1],
    ]),
  );
  const allocations = [CLASSE, `${SECOND}-classe_mobile`];
  two
    .when(submit('2017-03-10', [expense('1.00', { allocations })]))
    .refuses('common_expense_has_quantity', { expense: 1 });
});

test('a statement is certified exact by the day it comes in, on the line that takes expense', () => {
  crets
    .when(submit('2017-03-10', [expense('1.00')], { certifiedExactOn: on('2017-03-11') }))
    .refuses('certified_after_submission', { certifiedOn: '2017-03-11', on: '2017-03-10' });
  crets
    .when(submit('2017-03-10', [expense('1.00')], resources))
    .refuses('line_takes_no_statement', { line: 'resources' });
  crets
    .when({ ...certify('2017-03-10', undefined), ...resources })
    .refuses('line_takes_no_statement', { line: 'resources' });
  crets.when(submit('2016-10-13', [expense('1.00')])).refuses('not_signed');
});

test('a statement sent back, or certified, is not open any more; before it came in it is unknown', () => {
  const { fork, statement } = stated(expense('100.00'));
  fork.when(certify('2017-03-10', 'other')).refuses('statement_unknown', { statement: 'other' });
  fork.when(certify('2017-03-09', statement)).refuses('statement_unknown', { statement });
  const back = fork.fork();
  const sendBack = {
    type: 'ReturnStatement',
    on: on('2017-03-11'),
    statement,
    reason: 'Factures manquantes',
  } as const;
  back.when({ ...sendBack, on: on('2017-03-09') }).refuses('statement_unknown', { statement });
  back.does(sendBack);
  back
    .when(certify('2017-03-12', statement))
    .refuses('statement_not_open', { statement, status: 'returned' });
  back
    .when({ ...sendBack, on: on('2017-03-12') })
    .refuses('statement_not_open', { statement, status: 'returned' });
  fork.does(certify('2017-03-10', statement, { final: false }));
  fork
    .when(certify('2017-03-12', statement))
    .refuses('statement_not_open', { statement, status: 'certified' });
});

test('nothing is certified once the service fait is final, nor before the last certificate', () => {
  const { fork, statement } = stated(expense('100.00'));
  const other = fork.does(submit('2017-03-10', [expense('50.00')]));
  fork.does(certify('2017-03-12', statement, { final: false }));
  fork
    .when(certify('2017-03-11', other))
    .refuses('life_out_of_order', { on: '2017-03-11', last: '2017-03-12' });
  fork.does(certify('2017-03-12', other));
  expect(fork.balance()).toMatchObject({ accepted: '150.00', due: '75.00' });
  fork
    .when(certify('2017-03-13', undefined, { ground: { text: 'Lettre' } }))
    .refuses('service_fait_already_final', { tranche: '2016' });
  fork
    .when(submit('2017-03-13', [expense('1.00')]))
    .refuses('service_fait_already_final', { tranche: '2016' });
});

test('accepted expense needs supporting documents; a statement wholly cut does not', () => {
  const fork = crets.fork();
  const statement = fork.does(submit('2017-03-10', [expense('100.00')], { documents: [] }));
  fork.when(certify('2017-03-10', statement)).refuses('supporting_documents_missing', { statement });
  fork.does(
    certify('2017-03-10', statement, {
      cuts: [{ expense: 1, amount: eur('100.00'), reason: 'Sans facture' }],
    }),
  );
  expect(fork.balance()).toMatchObject({ accepted: '0.00', due: '0.00', toOrder: '2000.00' });
});

test('a project is dropped on a written notice, by a final service fait', () => {
  crets.when(certify('2017-03-10', undefined)).refuses('written_notice_missing', {});
  crets
    .when(certify('2017-03-10', undefined, { final: false, ground: { text: 'Lettre' } }))
    .refuses('written_notice_missing', {});
});

test('a cut has its expense, its reason, and is at most the expense', () => {
  const { fork, statement } = stated(expense('100.00'), expense('50.00'));
  const cut = (number: number, amount: string) => ({
    expense: number,
    amount: eur(amount),
    reason: 'Hors objet',
  });
  const ask = (...cuts: ReturnType<typeof cut>[]) => fork.when(certify('2017-03-10', statement, { cuts }));
  ask(cut(3, '1.00')).refuses('cut_unknown_expense', { expense: 3 });
  ask(cut(1, '0.00')).refuses('amount_zero', {});
  ask(cut(1, '60.00'), cut(1, '40.01')).refuses('cut_above_expense', {
    expense: 1,
    cut: '100.01',
    amount: '100.00',
  });
  fork.does(certify('2017-03-10', statement, { cuts: [cut(1, '60.00'), cut(1, '40.00')] }));
  expect(fork.balance()).toMatchObject({ accepted: '50.00', due: '25.00' });
});

test('the quantity accepted is at most what the accepted expenses declare', () => {
  const { fork, statement } = stated(expense('8000.00', { quantity: 1 }), expense('100.00', { quantity: 1 }));
  const ask = (
    quantity: number,
    cuts: { expense: number; amount: ReturnType<typeof eur>; reason: string }[] = [],
  ) => certify('2017-03-10', statement, { quantities: [{ allocation: CLASSE, quantity }], cuts });
  fork.when(ask(3)).refuses('quantity_above_declared', { allocation: CLASSE, asked: 3, declared: 2 });
  fork
    .when(ask(2, [{ expense: 2, amount: eur('100.00'), reason: 'Non conforme' }]))
    .refuses('quantity_above_declared', {
      allocation: CLASSE,
      asked: 2,
      declared: 1,
    });
  fork.fork().does(ask(2));
  fork.does(ask(0));
  expect(fork.balance()).toMatchObject({ accepted: '8100.00', due: '0.00' });
});

describe('eligibility: what was delivered outside the period is cut with its reason', () => {
  test.each([
    ['2016-10-13', '0.00'],
    ['2016-10-14', '100.00'],
    ['2017-10-14', '100.00'],
    ['2017-10-15', '0.00'],
  ])('signed 14/10/2016 for one year, delivered %s: accepted %s', (delivered, accepted) => {
    const fork = crets.fork();
    fork.certifies('2017-11-10', [expense('100.00', { deliveredOn: on(delivered) })]);
    expect(fork.balance().accepted).toBe(accepted);
    const { data } = fork.history.facts.at(-1)!.fact;
    const cut = {
      expense: 1,
      amount: eur('100.00'),
      reason: 'Livraison hors de la période d’éligibilité',
      automatic: true,
    };
    expect(data).toMatchObject({ cuts: accepted === '0.00' ? [cut] : [] });
  });

  test.each([
    ['2016-09-14', '0.00'],
    ['2016-09-15', '100.00'],
  ])('a complete file of 15/09/2016, delivered %s: accepted %s', (delivered, accepted) => {
    const complete = Crets.committed(draft(undefined, { eligibleFrom: on('2016-09-15') }));
    complete.certifies('2017-03-10', [expense('100.00', { deliveredOn: on(delivered) })]);
    expect(complete.balance().accepted).toBe(accepted);
  });
});

describe('one invoice is accepted once, up to its amount', () => {
  test('over one and several statements, whatever total is stated the second time', () => {
    const { fork, statement } = stated(expense('600.00', { invoice: invoice('1000.00') }));
    const over = fork.does(submit('2017-03-10', [expense('400.01', { invoice: invoice('1000.00') })]));
    const raised = fork.does(submit('2017-03-10', [expense('400.01', { invoice: invoice('2000.00') })]));
    const rest = fork.does(submit('2017-03-10', [expense('400.00', { invoice: invoice('2000.00') })]));
    fork.does(certify('2017-03-10', statement, { final: false }));
    const exceeded = { supplier: SUPPLIER, number: 'F-1', total: '1000.00', accepted: '1000.01' };
    fork.when(certify('2017-03-11', over)).refuses('invoice_exceeded', exceeded);
    fork.when(certify('2017-03-11', raised)).refuses('invoice_exceeded', exceeded);
    fork.does(certify('2017-03-11', rest));
    expect(fork.balance().accepted).toBe('1000.00');
  });

  test('its key is taken over all conventions, and given back when no certificate accepts it any more', () => {
    const { fork, statement } = stated(expense('600.00', { invoice: invoice('1000.00') }));
    const rest = fork.does(submit('2017-03-10', [expense('400.00', { invoice: invoice('1000.00') })]));
    const key = `invoice|${SUPPLIER}|F-1`;
    fork.does(certify('2017-03-10', statement, { final: false }));
    fork.does(certify('2017-03-11', rest));
    const reversal = (entry: string) =>
      ({ type: 'ReverseEntry', on: on('2017-03-12'), entry, motive: 'Erreur' }) as const;
    const [first, second] = fork.history.facts.filter(({ fact }) => fact.type === 'ServiceFaitCertified');
    fork
      .when(reversal(first!.eventId))
      .refuses('entry_has_successor', { entry: first!.eventId, successor: second!.eventId });
    expect(fork.releasedBy(reversal(second!.eventId))).toEqual([]);
    fork.does(reversal(second!.eventId));
    expect(fork.releasedBy(reversal(first!.eventId))).toEqual([key]);
    expect(fork.balance()).toMatchObject({ accepted: '600.00', due: '300.00' });
  });
});

test('a beneficiary’s agent never certifies', () => {
  const { fork, statement } = stated(expense('100.00'));
  fork.when(certify('2017-03-10', statement), { role: 'tresorier' }).refuses('beneficiary_certifies', {});
});

describe('quantities: the ceiling is per allocation, not per invoice line', () => {
  test.each([
    [
      '50 tablets at 300.00 and 50 at 460.00 for 100 pupils',
      [
        ['15000.00', 50],
        ['23000.00', 50],
      ],
      '19000.00',
    ],
    ['80 bought of 100 at 475.00', [['38000.00', 80]], '15200.00'],
  ] as const)('%s', (_, bought, due) => {
    const hundred = Crets.ofPupils(100);
    hundred.certifies(
      '2017-03-10',
      bought.map(([amount, quantity]) => expense(amount, { quantity, allocations: [`${ECOLE}-eleve`] })),
    );
    expect(hundred.balance()).toMatchObject({ maximum: '19000.00', due });
  });
});

test('rounding is down, once, on the cumulated amount: two statements of 33.33 at 50 % give 33.33', () => {
  const fork = crets.fork();
  fork.certifies('2017-03-10', [expense('33.33')], { final: false });
  expect(fork.balance().due).toBe('16.66');
  fork.certifies('2017-03-11', [expense('33.33')]);
  expect(fork.balance().due).toBe('33.33');
});

test('what is due follows the maximum when an amendment or a reduction changes it afterwards', () => {
  const fork = crets.fork();
  fork.certifies('2017-03-10', [expense('14000.00', { quantity: 2 })]);
  expect(fork.balance()).toMatchObject({ due: '4000.00', payable: '2000.00' });
  const avenant = {
    type: 'SignAvenant',
    on: on('2017-03-12'),
    subject: 'Une classe de plus',
    schools: [],
  } as const;
  fork.does({ ...avenant, allocations: [{ ...equipment, uai: ECOLE, unit: 'classe_mobile', quantity: 2 }] });
  expect(fork.balance()).toMatchObject({ maximum: '8000.00', due: '7000.00', payable: '5000.00' });
});
