import { day } from '#kernel';
import { deadlinesOf } from './deadlines.js';
import { historyOf } from './history.js';
import {
  certified,
  drafted,
  equipment,
  eur,
  executed,
  noTrace,
  Recorder,
  requested,
  signed,
} from './facts.testing.js';

const UAI = '0382460T';

function crets(): Recorder {
  const recorder = new Recorder();
  recorder.on('2016-10-10', drafted([[UAI, 1]]));
  recorder.on('2016-10-14', signed('academie', false));
  recorder.on('2016-10-14', signed('commune', true));
  recorder.on('2016-10-20', requested('advance', 'advance', '2000.00'));
  recorder.on('2016-10-27', executed('advance', '2000.00'));
  return recorder;
}

const deadlines = (recorder: Recorder, on: string) => deadlinesOf(historyOf(recorder.facts), day(on));

test('a draft has no deadline', () => {
  const recorder = new Recorder();
  recorder.on('2016-10-10', drafted([[UAI, 1]]));
  expect(deadlines(recorder, '2016-12-31')).toStrictEqual({ prescriptionOfState: [] });
});

test('signed 14/10/2016 for one year: valid until 14/10/2017, when the bilan financier is due', () => {
  expect(deadlines(crets(), '2016-12-31')).toStrictEqual({
    endOfValidity: '2017-10-14',
    statementDue: '2017-10-14',
    financialReportDue: '2017-10-14',
    financialReportLateFrom: '2017-10-15',
    useDue: '2017-10-14',
    prescriptionOfState: [],
    documentsKeptUntil: '2021-12-31',
  });
});

test('a notice that ends before the validity brings the bilan financier forward; received, it is due no more', () => {
  const recorder = crets();
  recorder.on('2016-11-30', {
    type: 'TerminationNotified',
    data: { party: 'commune', noticeUntil: day('2017-02-28') },
  });
  expect(deadlines(recorder, '2016-11-29').endOfNotice).toBeUndefined();
  expect(deadlines(recorder, '2016-11-30')).toMatchObject({
    endOfNotice: '2017-02-28',
    financialReportDue: '2017-02-28',
  });
  recorder.on('2017-02-20', { type: 'FinancialReportReceived', data: { document: 'a'.repeat(64) } });
  expect(deadlines(recorder, '2017-02-20').financialReportDue).toBeUndefined();
});

test('what is due and unpaid is claimed on the State until 31 December of the fourth year after; an act restarts it', () => {
  const recorder = crets();
  recorder.on('2017-03-10', certified([[UAI, '8000.00', 1, '0.00', '4000.00']]));
  expect(deadlines(recorder, '2017-03-09').prescriptionOnState).toBeUndefined();
  expect(deadlines(recorder, '2017-03-10').prescriptionOnState).toBe('2021-12-31');
  recorder.on('2019-05-02', {
    type: 'PrescriptionInterrupted',
    data: { claim: 'on_state', act: 'Courrier' },
  });
  expect(deadlines(recorder, '2019-05-01').prescriptionOnState).toBe('2021-12-31');
  expect(deadlines(recorder, '2019-05-02').prescriptionOnState).toBe('2023-12-31');
});

test('once all that is due is paid there is nothing to claim', () => {
  const recorder = crets();
  recorder.on('2017-03-10', certified([[UAI, '8000.00', 1, '0.00', '4000.00']]));
  recorder.on('2017-03-14', requested('balance', 'balance', '2000.00'));
  recorder.on('2017-03-21', executed('balance', '2000.00'));
  expect(deadlines(recorder, '2017-03-20').prescriptionOnState).toBe('2021-12-31');
  expect(deadlines(recorder, '2017-03-21').prescriptionOnState).toBeUndefined();
  expect(deadlines(recorder, '2017-03-21').documentsKeptUntil).toBe('2022-12-31');
});

test('an open order is claimed for five years from its day, or from the last act; a paid one no more', () => {
  const recorder = crets();
  recorder.on('2017-03-10', certified([[UAI, '3000.00', 1, '0.00', '1500.00']]));
  recorder.on('2017-04-03', {
    type: 'ReversementOrdered',
    data: { order: 'order', ...equipment, amount: eur('500.00'), bases: noTrace, reason: 'trop-perçu' },
  });
  expect(deadlines(recorder, '2017-04-03').prescriptionOfState).toStrictEqual([
    { order: 'order', until: '2022-04-03' },
  ]);
  recorder.on('2018-01-15', { type: 'PrescriptionInterrupted', data: { claim: 'of_state', act: 'Acte' } });
  expect(deadlines(recorder, '2018-01-15').prescriptionOfState).toStrictEqual([
    { order: 'order', until: '2023-01-15' },
  ]);
  recorder.on('2018-02-01', {
    type: 'RepaymentReceived',
    data: { repayment: 'repayment', order: 'order', ...equipment, amount: eur('500.00') },
  });
  expect(deadlines(recorder, '2018-02-01').prescriptionOfState).toStrictEqual([]);
});
