import { certify, Crets, draft, ECOLE, equipmentLine, expense, resources, submit } from './crets.testing.js';
import { latestState } from './history.js';
import { eur, Journey, on } from './journey.testing.js';

/* Rules that hold whichever act came first (invariants 8, 9 and 11). */

const relax = {
  type: 'RelaxFourEyes',
  on: on('2017-03-09'),
  rule: 'certifier_executes',
  reason: 'Service de deux agents',
} as const;

test('who recorded an execution on a line does not certify its service fait afterwards', () => {
  const crets = Crets.advanced();
  const statement = crets.does(submit('2017-03-10', [expense('7500.00')]));
  crets
    .when(certify('2017-03-10', statement), { by: 'executor' })
    .refuses('executor_certifies', { person: 'executor' });
  crets.fork().does(certify('2017-03-10', statement), { by: 'somebody else' });
  const relaxed = Crets.advanced();
  relaxed.does(relax);
  const other = relaxed.does(submit('2017-03-10', [expense('7500.00')]));
  relaxed.does(certify('2017-03-10', other), { by: 'executor' });
});

test('nor does who executed a grant accept its use', () => {
  const crets = Crets.committed();
  crets.pays('grant', '2016-10-20', '2016-10-27');
  const used = [{ allocation: `${ECOLE}-ecole`, amount: eur('430.00') }];
  const use = crets.does({
    type: 'DeclareUse',
    on: on('2017-06-30'),
    ...resources,
    final: true,
    used,
    documents: [],
  });
  const accept = { type: 'AcceptUse', on: on('2017-06-30'), use } as const;
  crets.when(accept, { by: 'executor' }).refuses('executor_certifies', { person: 'executor' });
  crets.does(accept);
});

test('an execution that was reversed binds nobody', () => {
  const crets = Crets.advanced();
  const entry = crets.lastEntry('PaymentExecuted');
  crets.does({ type: 'ReverseEntry', on: on('2016-11-02'), entry, motive: 'Saisie en double' });
  const statement = crets.does(submit('2017-03-10', [expense('7500.00')]));
  crets.does(certify('2017-03-10', statement), { by: 'executor' });
});

test('a payment under the numbers of a pending request is its execution, in the next exercice too', () => {
  const crets = Crets.committed();
  const request = crets.request('advance', '2016-12-20');
  const payment = crets.does(request);
  const { line, tranche, ej, poste, dp } = request;
  const observed = { line, tranche, ej, poste, amount: eur('2000.00') };
  const observe = { type: 'ObservePayment', on: on('2017-01-05'), ...observed } as const;
  crets.when({ ...observe, dp }).refuses('payment_requested_here', { payment, dp });
  crets.fork().does({ ...observe, dp: '999999999' });
  crets.does({ type: 'CancelPayment', on: on('2016-12-21'), payment, reason: 'Erreur' });
  crets.does({ ...observe, dp });
});

test('a closure recorded by mistake is reversed, and the file is open again', () => {
  const crets = Crets.advanced(draft([[ECOLE, 1]], { lines: [equipmentLine([[ECOLE, 1]])] }));
  crets.certifies('2017-03-10', [expense('8000.00')]);
  crets.pays('balance', '2017-03-14', '2017-03-21');
  crets.does({ type: 'ReceiveFinancialReport', on: on('2017-10-20'), document: 'b'.repeat(64) });
  crets.does({ type: 'CloseConvention', on: on('2017-11-02') });
  const reverse = (entry: string) =>
    ({ type: 'ReverseEntry', on: on('2017-11-03'), entry, motive: 'Close trop tôt' }) as const;
  crets
    .when(reverse(crets.lastEntry('PaymentExecuted')))
    .refuses('convention_closed', { closedOn: '2017-11-02' });
  crets.does(reverse(crets.lastEntry('ConventionClosed')));
  crets.does({ type: 'SendReminder', on: on('2017-11-03'), subject: 'Pièce manquante' });
  crets.does({ type: 'CloseConvention', on: on('2017-11-10') });
});

test('a refused visa may be given later, and one that was given is not asked for again', () => {
  const awaited = new Journey();
  awaited.does(draft(undefined, { visaRequired: true }));
  awaited.does({ type: 'RefuseVisa', on: on('2016-10-02'), reason: 'Pièce manquante' });
  awaited.does({ type: 'GiveVisa', on: on('2016-10-05') });
  awaited.when({ type: 'GiveVisa', on: on('2016-10-06') }).refuses('visa_not_expected', { visa: 'given' });
});

test('a convention lasts at least a month', () => {
  const lasting = (validity: { years?: number; months?: number }) => draft(undefined, { validity });
  new Journey().when(lasting({})).refuses('validity_missing', {});
  new Journey().when(lasting({ years: 0, months: 0 })).refuses('validity_missing', {});
  new Journey().does(lasting({ months: 1 }));
});

test('the most that a school may be granted counts all tranches of the line', () => {
  const tranches = (first: number, second: number) => {
    const [line] = draft().lines;
    const tranche = (id: string, quantity: number) => ({
      id,
      label: id,
      allocations: [{ uai: ECOLE, unit: 'classe_mobile', quantity }],
    });
    return draft(undefined, {
      lines: [{ ...line!, tranches: [tranche('2016', first), tranche('2017', second)] }],
    });
  };
  new Journey()
    .when(tranches(2, 2))
    .refuses('units_per_school_exceeded', { uai: ECOLE, unit: 'classe_mobile', asked: 4, most: 3 });
  const crets = new Crets(tranches(2, 1));
  const avenant = (quantity: number) =>
    ({
      type: 'SignAvenant',
      on: on('2016-11-10'),
      subject: 'Une classe de plus',
      allocations: [{ line: 'equipment', tranche: '2017', uai: ECOLE, unit: 'classe_mobile', quantity }],
      schools: [],
    }) as const;
  crets
    .when(avenant(2))
    .refuses('units_per_school_exceeded', { uai: ECOLE, unit: 'classe_mobile', asked: 4, most: 3 });
  crets.does(avenant(0));
});

test('an accepted quantity names an allocation of the tranche, once', () => {
  const crets = Crets.advanced();
  const statement = crets.does(submit('2017-03-10', [expense('8000.00')]));
  const quantity = (...allocations: string[]) =>
    certify('2017-03-10', statement, {
      quantities: allocations.map(allocation => ({ allocation, quantity: 0 })),
    });
  const classe = `${ECOLE}-classe_mobile`;
  crets.when(quantity('0382460T-clase_mobile')).refuses('allocation_unknown', {
    allocation: '0382460T-clase_mobile',
  });
  crets.when(quantity(classe, classe)).refuses('duplicate', { what: 'allocation', value: classe });
  crets.does(quantity(classe));
  expect(crets.balance('equipment').due).toBe('0.00');
});

test('public aid above 80 % of the cost is told from its first cent (CGCT, art. L.1111-10)', () => {
  const declared = (amount: string) => {
    const crets = Crets.committed();
    crets.does({
      type: 'DeclareOtherFunding',
      on: on('2016-11-02'),
      line: 'equipment',
      funder: 'Région',
      amount: eur(amount),
    });
    return latestState(crets.history).warnings.map(({ code }) => code);
  };
  expect(declared('2400.00')).not.toContain('public_aid_above_80');
  expect(declared('2400.01')).toContain('public_aid_above_80');
});
