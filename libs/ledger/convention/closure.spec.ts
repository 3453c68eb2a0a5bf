import { commit, Crets, DOCUMENT, draft, equipment, expense, poste1 } from './crets.testing.js';
import { eur, on } from './journey.testing.js';

/* Invariant 13: closure is refused while anything is open. */

const close = (date: string) => ({ type: 'CloseConvention', on: on(date) }) as const;
const report = { type: 'ReceiveFinancialReport', on: on('2017-06-01'), document: DOCUMENT } as const;
const release = (amount: string) =>
  ({
    type: 'ReleaseCommitment',
    on: on('2017-06-05'),
    ...equipment,
    ...poste1,
    amount: eur(amount),
  }) as const;
const settled = {
  pending: '0.00',
  payable: '0.00',
  toOrder: '0.00',
  orderOpen: '0.00',
  toProve: '0.00',
  outstanding: '0.00',
  financialReport: 'received',
  anomalies: 0,
  equipmentOut: 0,
};
const open = (figures: object) => ({ ...settled, ...figures });
const equipmentOnly = draft(undefined, { lines: [draft().lines[0]!] });

test('while the financial report is missing; once closed, only what the bank does is recorded', () => {
  const crets = Crets.advanced(equipmentOnly);
  crets.certifies('2017-03-10', [expense('8000.00')]);
  const payment = crets.pays('balance', '2017-03-14', '2017-03-21');
  crets.when(close('2017-06-02')).refuses('closure_open', open({ financialReport: 'missing' }));
  crets.does(report);
  crets.does(close('2017-06-01'));
  crets
    .when({ type: 'SendReminder', on: on('2017-06-02'), subject: 'x' })
    .refuses('convention_closed', { closedOn: '2017-06-01' });
  crets.does({ type: 'ReturnPayment', on: on('2017-06-05'), payment, reason: 'Compte clos' });
  expect(crets.balance().pending).toBe('2000.00');
});

test('while something is to be proven, payable, pending or to be released, on the day of closure', () => {
  const crets = Crets.advanced(equipmentOnly);
  crets.does(report);
  crets
    .when(close('2017-06-02'))
    .refuses('closure_open', open({ toProve: '2000.00', outstanding: '2000.00' }));
  crets.certifies('2017-06-02', [expense('7500.00')]);
  crets
    .when(close('2017-06-02'))
    .refuses('closure_open', open({ payable: '1750.00', outstanding: '2000.00' }));
  const payment = crets.does(crets.request('balance', '2017-06-03'));
  crets
    .when(close('2017-06-03'))
    .refuses('closure_open', open({ pending: '1750.00', payable: '1750.00', outstanding: '2000.00' }));
  crets.does({ type: 'ExecutePayment', on: on('2017-06-04'), payment });
  crets.when(close('2017-06-04')).refuses('closure_open', open({ outstanding: '250.00' }));
  crets.does(release('250.00'));
  crets.when(close('2017-06-04')).refuses('closure_open', open({ outstanding: '250.00' }));
  crets.does(close('2017-06-05'));
});

test('while something is to be ordered back, an order is open or an anomaly waits', () => {
  const crets = Crets.advanced(equipmentOnly);
  crets.does(report);
  crets.certifies('2017-06-02', [expense('3000.00')]);
  crets.does(release('2000.00'));
  crets.when(close('2017-06-05')).refuses('closure_open', open({ toOrder: '500.00' }));
  const order = crets.does({
    type: 'OrderReversement',
    on: on('2017-06-06'),
    ...equipment,
    reason: 'Trop-perçu',
  });
  crets.when(close('2017-06-06')).refuses('closure_open', open({ orderOpen: '500.00' }));
  crets.does({ type: 'ReceiveRepayment', on: on('2017-06-07'), order, amount: eur('500.00') });
  const flagged = crets.fork();
  const other = { ej: '2101234568', poste: '1' };
  flagged.does(commit('0.01', equipment, other, '2017-06-07'));
  flagged.does({
    type: 'ObservePayment',
    on: on('2017-06-08'),
    ...equipment,
    ...other,
    dp: '200000001',
    amount: eur('0.01'),
  });
  flagged.when(close('2017-06-08')).refuses('closure_open', open({ toOrder: '0.01', anomalies: 2 }));
  crets.does(close('2017-06-07'));
});
