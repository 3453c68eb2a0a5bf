import { Crets, equipment, poste1 } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

const crets = Crets.advanced();

test('an anomaly stays on the list until it is explained, on or after its day', () => {
  const fork = crets.fork();
  fork.does({
    type: 'ObservePayment',
    on: on('2016-11-10'),
    ...equipment,
    ...poste1,
    dp: '200000001',
    amount: eur('10.00'),
  });
  const anomaly = `executed_without_request:${fork.lastEntry('PaymentObserved')}`;
  const explain = (date: string, named = anomaly) =>
    ({
      type: 'ExplainAnomaly',
      on: on(date),
      anomaly: named,
      explanation: 'Acompte saisi dans Chorus',
    }) as const;
  fork.when(explain('2016-11-10', 'none')).refuses('anomaly_unknown', { anomaly: 'none' });
  fork.when(explain('2016-11-09')).refuses('anomaly_unknown', { anomaly });
  expect(fork.anomalies()).toEqual(['executed_without_request']);
  fork.does(explain('2016-11-10'));
  expect(fork.anomalies()).toEqual([]);
  expect(fork.balance().paid).toBe('2010.00');
});

test('reminders, formal notices and interruptions are written down', () => {
  const dated = { on: on('2017-01-10') };
  const booked = { effectiveOn: on('2017-01-10'), fiscalYear: 2017 };
  crets
    .when({ type: 'SendReminder', ...dated, subject: 'État des dépenses' })
    .records({ fact: { type: 'ReminderSent', data: { subject: 'État des dépenses' } }, ...booked });
  crets
    .when({ type: 'SendFormalNotice', ...dated, subject: 'Mise en demeure' })
    .records({ fact: { type: 'FormalNoticeSent', data: { subject: 'Mise en demeure' } }, ...booked });
  crets.when({ type: 'InterruptPrescription', ...dated, claim: 'on_state', act: 'Lettre du maire' }).records({
    fact: { type: 'PrescriptionInterrupted', data: { claim: 'on_state', act: 'Lettre du maire' } },
    ...booked,
  });
});

test('public aid above 80 % of the cost is a warning that names the text, never a refusal', () => {
  const declare = (amount: string, line = 'equipment') =>
    ({
      type: 'DeclareOtherFunding',
      on: on('2017-01-10'),
      line,
      funder: 'Région',
      amount: eur(amount),
    }) as const;
  const warned = (amount: string) => {
    const fork = crets.fork();
    fork.does(declare(amount));
    return (fork.history.facts.at(-1)!.fact.data as { warnings: readonly { code: string }[] }).warnings.map(
      ({ code }) => code,
    );
  };
  expect(warned('2400.00')).toEqual([]);
  expect(warned('2400.80')).toEqual(['public_aid_above_80']);
  crets.when(declare('1.00', 'x')).refuses('line_unknown', { line: 'x' });
  crets.when(declare('0.00')).refuses('amount_zero', {});
});
