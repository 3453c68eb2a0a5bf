import { certify, commit, Crets, equipment, expense, poste1, submit } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const reverse = (entry: string, date: string) =>
  ({ type: 'ReverseEntry', on: on(date), entry, motive: 'Faute de frappe' }) as const;
const crets = Crets.advanced();
const paid = crets.lastEntry('PaymentExecuted');

test('while its exercice is open, the entry vanishes at every effective date, with the date of the original', () => {
  crets.when(reverse(paid, '2017-01-12')).records({
    fact: {
      type: 'EntryReversed',
      data: {
        entry: paid,
        entryType: 'PaymentExecuted',
        motive: 'Faute de frappe',
        mode: 'erased',
        originYear: 2016,
      },
    },
    effectiveOn: on('2016-10-27'),
    fiscalYear: 2016,
  });
  const fork = crets.fork();
  fork.does(reverse(paid, '2017-01-12'));
  expect(fork.balance('equipment', '2016-12-31')).toMatchObject({
    paid: '0.00',
    pending: '2000.00',
    outstanding: '4000.00',
  });
  expect(fork.balance('equipment', '2016-12-31', '2017-01-11')).toMatchObject({ paid: '2000.00' });
});

test('once its exercice is closed, the reversal is dated the day of its recording, and the closed year does not move', () => {
  const fork = crets.fork().year(2016, 'closed');
  fork.when(reverse(paid, '2017-02-15')).records({
    fact: {
      type: 'EntryReversed',
      data: {
        entry: paid,
        entryType: 'PaymentExecuted',
        motive: 'Faute de frappe',
        mode: 'corrected',
        originYear: 2016,
      },
    },
    effectiveOn: on('2017-02-15'),
    fiscalYear: 2017,
  });
  fork.does(reverse(paid, '2017-02-15'));
  expect(fork.balance('equipment', '2017-02-14')).toMatchObject({ paid: '2000.00' });
  expect(fork.balance('equipment', '2017-02-15')).toMatchObject({ paid: '0.00', pending: '2000.00' });
});

test('not while its exercice is closing, nor into a closed one', () => {
  crets
    .fork()
    .year(2016, 'closing')
    .when(reverse(paid, '2017-01-12'))
    .refuses('fiscal_year_not_open', { year: 2016, status: 'closing' });
  crets
    .fork()
    .year(2016, 'closed')
    .year(2017, 'closed')
    .when(reverse(paid, '2017-01-12'))
    .refuses('fiscal_year_not_open', { year: 2017, status: 'closed' });
});

test('once only, never a reversal, and only an entry of money that stands in this convention', () => {
  const fork = crets.fork();
  fork.when(reverse('event-999', '2016-11-01')).refuses('entry_unknown', { entry: 'event-999' });
  const signature = fork.lastEntry('ConventionSigned');
  fork.when(reverse(signature, '2016-11-01')).refuses('entry_not_reversible', { type: 'ConventionSigned' });
  fork.does(reverse(paid, '2016-11-01'));
  fork.when(reverse(paid, '2016-11-01')).refuses('already_reversed', { entry: paid });
  const reversal = fork.lastEntry('EntryReversed');
  fork.when(reverse(reversal, '2016-11-01')).refuses('reversal_of_reversal', { entry: reversal });
});

test('what rests on an entry is reversed first', () => {
  const request = crets.lastEntry('PaymentRequested');
  crets
    .when(reverse(request, '2016-11-01'))
    .refuses('entry_has_successor', { entry: request, successor: paid });
  const fork = crets.fork();
  fork.does(reverse(paid, '2016-11-01'));
  fork.does(reverse(request, '2016-11-01'));
  expect(fork.balance()).toMatchObject({ pending: '0.00', payable: '2000.00' });
});

test('the Chorus key of a reversed request is free again', () => {
  const fork = Crets.committed();
  const asked = fork.request('advance', '2016-10-20');
  fork.does(asked);
  fork.does(reverse(fork.lastEntry('PaymentRequested'), '2016-10-21'));
  fork.does({ ...asked, on: on('2016-10-21') });
  expect(fork.balance().pending).toBe('2000.00');
});

test('a commitment that carries payments is not reversed; one that carries none is, and its EJ is free again', () => {
  const commitment = crets.history.facts.find(({ fact }) => fact.type === 'CommitmentRecorded')!.eventId;
  crets.when(reverse(commitment, '2016-11-01')).refuses('commitment_carries_payments', poste1);
  const fork = Crets.committed();
  const entry = fork.history.facts.find(({ fact }) => fact.type === 'CommitmentRecorded')!.eventId;
  fork.does(reverse(entry, '2016-10-16'));
  fork.does(commit('3000.00', equipment, poste1, '2016-10-17'));
  expect(fork.balance().committed).toBe('3000.00');
});

test('a commitment is not reversed under what lowered it', () => {
  const fork = Crets.committed();
  const entry = fork.history.facts.find(({ fact }) => fact.type === 'CommitmentRecorded')!.eventId;
  fork.does({ type: 'LowerCommitment', on: on('2016-10-15'), ...equipment, ...poste1, amount: eur('1.00') });
  const successor = fork.lastEntry('CommitmentLowered');
  fork.when(reverse(entry, '2016-10-16')).refuses('entry_has_successor', { entry, successor });
});

test('a raise is reversed while what is left covers it', () => {
  const fork = new Crets();
  fork.does(commit('1500.00'));
  fork.does({
    type: 'RaiseCommitment',
    on: on('2016-10-15'),
    ...equipment,
    ...poste1,
    amount: eur('500.00'),
  });
  const raise = fork.lastEntry('CommitmentRaised');
  fork.fork().does(reverse(raise, '2016-10-16'));
  fork.does(fork.request('advance', '2016-10-20'));
  fork.when(reverse(raise, '2016-10-21')).refuses('commitment_carries_payments', poste1);
});

test('a cancellation is not reversed once another advance was asked for: it would be paid twice', () => {
  const fork = Crets.committed();
  const payment = fork.does(fork.request('advance', '2016-10-20'));
  fork.does({ type: 'CancelPayment', on: on('2016-10-21'), payment, reason: 'Erreur' });
  const cancellation = fork.lastEntry('PaymentCancelled');
  const alone = fork.fork();
  alone.does(reverse(cancellation, '2016-10-22'));
  expect(alone.balance().pending).toBe('2000.00');
  fork.does(fork.request('advance', '2016-10-22'));
  fork.when(reverse(cancellation, '2016-10-22')).refuses('advance_already_requested', { tranche: '2016' });
});

test('a rejected balance does not stand again above what is payable, nor above its commitment', () => {
  const fork = crets.fork();
  fork.certifies('2017-03-10', [expense('7500.00')]);
  const payment = fork.does(crets.request('balance', '2017-03-14', '1750.00'));
  fork.does({ type: 'RejectPayment', on: on('2017-03-15'), payment, reason: 'RIB' });
  const rejection = fork.lastEntry('PaymentRejected');
  const released = fork.fork();
  released.does({
    type: 'ReleaseCommitment',
    on: on('2017-03-16'),
    ...equipment,
    ...poste1,
    amount: eur('250.01'),
  });
  released
    .when(reverse(rejection, '2017-03-16'))
    .refuses('above_commitment', { asked: '1750.00', left: '1749.99' });
  fork.does(crets.request('balance', '2017-03-16', '0.01'));
  fork
    .when(reverse(rejection, '2017-03-16'))
    .refuses('above_payable', { asked: '1750.00', payable: '1749.99' });
});

test('a release is not reversed above the maximum once it was committed again', () => {
  const fork = Crets.committed();
  fork.does({
    type: 'ReleaseCommitment',
    on: on('2016-10-15'),
    ...equipment,
    ...poste1,
    amount: eur('250.00'),
  });
  const release = fork.lastEntry('CommitmentReleased');
  fork.fork().does(reverse(release, '2016-10-16'));
  fork.does({ type: 'RaiseCommitment', on: on('2016-10-16'), ...equipment, ...poste1, amount: eur('0.01') });
  fork
    .when(reverse(release, '2016-10-16'))
    .refuses('commitment_above_maximum', { asked: '250.00', room: '249.99', maximum: '4000.00' });
});

test('a cancelled order does not stand again once the sum was ordered anew', () => {
  const fork = crets.fork();
  fork.certifies('2017-03-10', [expense('3000.00')]);
  const order = fork.does({
    type: 'OrderReversement',
    on: on('2017-03-12'),
    ...equipment,
    reason: 'Trop-perçu',
  });
  fork.does({
    type: 'CancelReversement',
    on: on('2017-03-13'),
    order,
    amount: eur('500.00'),
    reason: 'Erreur',
  });
  const cancellation = fork.lastEntry('ReversementCancelled');
  fork.fork().does(reverse(cancellation, '2017-03-14'));
  fork.does({
    type: 'OrderReversement',
    on: on('2017-03-14'),
    ...equipment,
    amount: eur('0.01'),
    reason: 'Trop-perçu',
  });
  fork
    .when(reverse(cancellation, '2017-03-14'))
    .refuses('order_above_overpaid', { asked: '500.00', most: '499.99' });
});

test('a service fait is not reversed under a balance still asked for; its statement opens again', () => {
  const fork = crets.fork();
  fork.certifies('2017-03-10', [expense('7500.00')]);
  const certificate = fork.lastEntry('ServiceFaitCertified');
  const payment = fork.does(crets.request('balance', '2017-03-14'));
  const successor = fork.lastEntry('PaymentRequested');
  fork
    .when(reverse(certificate, '2017-03-15'))
    .refuses('entry_has_successor', { entry: certificate, successor });
  fork.does({ type: 'CancelPayment', on: on('2017-03-15'), payment, reason: 'Service fait à reprendre' });
  fork.does(reverse(certificate, '2017-03-15'));
  expect(fork.balance()).toMatchObject({ accepted: '0.00', due: '0.00', toOrder: '0.00' });
  const statement = fork.history.facts.find(({ fact }) => fact.type === 'ExpenseStatementSubmitted')!;
  fork.does(certify('2017-03-15', statement.commandId));
  expect(fork.balance().due).toBe('3750.00');
});

test('the certifier of a reversed certificate may record the execution again', () => {
  const fork = Crets.committed();
  fork.certifies('2016-12-10', [expense('7500.00')], { final: false });
  fork.does(reverse(fork.lastEntry('ServiceFaitCertified'), '2016-12-11'));
  const payment = fork.does(fork.request('advance', '2016-12-12'));
  fork.does({ type: 'ExecutePayment', on: on('2016-12-13'), payment }, { by: 'certifier' });
});

test('example 2 by commands: 1 570.00 typed for 1 750.00, corrected in an open and after a closed year', () => {
  const start = () => {
    const two = Crets.advanced();
    const statement = two.does(submit('2016-12-05', [expense('8200.00')]));
    two.does(
      certify('2016-12-05', statement, {
        cuts: [{ expense: 1, amount: eur('700.00'), reason: 'Hors objet' }],
      }),
    );
    const payment = two.does(two.request('balance', '2016-12-14'));
    two.does(
      { type: 'ExecutePayment', on: on('2016-12-21'), payment, amount: eur('1570.00') },
      { recordedOn: '2016-12-22' },
    );
    return { two, payment, wrong: two.lastEntry('PaymentExecuted') };
  };
  const a = start();
  a.two.does(reverse(a.wrong, '2017-01-12'));
  a.two.does({ type: 'ExecutePayment', on: on('2016-12-21'), payment: a.payment });
  expect(a.two.balance('equipment', '2016-12-31', '2017-01-11')).toMatchObject({
    paid: '3570.00',
    payable: '180.00',
    outstanding: '430.00',
  });
  expect(a.two.balance('equipment', '2016-12-31')).toMatchObject({
    paid: '3750.00',
    payable: '0.00',
    outstanding: '250.00',
  });
  const b = start();
  b.two.year(2016, 'closed').does(reverse(b.wrong, '2017-02-15'));
  b.two
    .when({ type: 'ExecutePayment', on: on('2016-12-21'), payment: b.payment })
    .refuses('fiscal_year_not_open', { year: 2016, status: 'closed' });
  b.two
    .when({ type: 'ExecutePayment', on: on('2017-02-15'), payment: b.payment, correctsYear: 2017 })
    .refuses('year_not_closed', { year: 2017 });
  b.two.does({ type: 'ExecutePayment', on: on('2017-02-15'), payment: b.payment, correctsYear: 2016 });
  expect(b.two.balance('equipment', '2016-12-31')).toMatchObject({
    paid: '3570.00',
    payable: '180.00',
    outstanding: '430.00',
  });
  expect(b.two.balance('equipment', '2017-02-28')).toMatchObject({
    paid: '3750.00',
    payable: '0.00',
    outstanding: '250.00',
  });
});
