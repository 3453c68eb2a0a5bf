import { COMMUNE, confirm, Crets, ECOLE, equipment, register } from './crets.testing.js';
import { on } from './journey.testing.js';

const crets = Crets.advanced();
const notify = (date: string) => ({ type: 'NotifyTermination', on: on(date), party: 'commune' }) as const;
const avenant = (date: string, changes: object = {}) =>
  ({
    type: 'SignAvenant',
    on: on(date),
    subject: 'Avenant',
    allocations: [],
    schools: [],
    ...changes,
  }) as const;
const classes = (quantity: number, uai = ECOLE) => ({ ...equipment, uai, unit: 'classe_mobile', quantity });

test('an amendment changes something, at the scheme’s terms, for known schools and units', () => {
  crets.when(avenant('2016-11-10')).refuses('avenant_empty', {});
  const ask = (...allocations: ReturnType<typeof classes>[]) =>
    crets.when(avenant('2016-11-10', { allocations }));
  ask(classes(4)).refuses('units_per_school_exceeded', {
    uai: ECOLE,
    unit: 'classe_mobile',
    asked: 4,
    most: 3,
  });
  ask(classes(1), classes(2)).refuses('duplicate', { what: 'allocation', value: `${ECOLE}/classe_mobile` });
  ask({ ...classes(1), unit: 'eleve' }).refuses('unit_unknown', { unit: 'eleve', flow: 'equipment' });
  ask(classes(1, '0380001V')).refuses('school_unknown', { uai: '0380001V' });
  ask({ ...classes(1), tranche: '2017' }).refuses('tranche_unknown', { line: 'equipment', tranche: '2017' });
  crets
    .when(avenant('2016-11-10', { schools: [{ uai: '0380001A', name: 'x' }] }))
    .refuses('uai_wrong_letter');
  crets.when(avenant('2016-10-13', { allocations: [classes(2)] })).refuses('life_out_of_order');
});

test('a school more: the maximum rises, the advance is not asked for again', () => {
  const fork = crets.fork();
  fork.does(
    avenant('2016-11-10', {
      schools: [{ uai: '0380001V', name: 'x' }],
      allocations: [classes(1, '0380001V')],
    }),
  );
  expect(fork.balance()).toMatchObject({ maximum: '8000.00', payable: '0.00' });
  fork.when(crets.request('advance', '2016-11-11')).refuses('advance_already_requested', { tranche: '2016' });
});

test('a longer validity is agreed before the end, and is not over already', () => {
  crets
    .when(avenant('2017-10-14', { validUntil: on('2017-10-13') }))
    .refuses('validity_before_today', { validUntil: '2017-10-13', on: '2017-10-14' });
  crets
    .when(avenant('2017-10-15', { validUntil: on('2018-10-14') }))
    .refuses('convention_expired', { validUntil: '2017-10-14' });
  const fork = crets.fork();
  fork.does(avenant('2017-10-14', { validUntil: on('2018-10-14') }));
  fork.does(notify('2018-10-14'));
});

test('after the notice nothing is amended any more', () => {
  const fork = crets.fork();
  fork.does(notify('2016-11-30'));
  fork
    .when(avenant('2017-03-01', { allocations: [classes(2)] }))
    .refuses('convention_terminated', { noticeUntil: '2017-02-28' });
  fork.does(avenant('2017-02-28', { allocations: [classes(2)] }));
});

test('another account waits for a second person', () => {
  const fork = Crets.committed();
  const { type: _, on: __, ...account } = register(COMMUNE);
  const id = fork.does(avenant('2016-10-18', { account }));
  fork
    .when(fork.request('advance', '2016-10-20', undefined, { account: id }))
    .refuses('account_not_confirmed');
  fork.does(confirm(id, '2016-10-19'));
  fork.does(fork.request('advance', '2016-10-20', undefined, { account: id }));
});
