import type { Trace } from '#ledger';
import { calculationOf } from './calculation.js';

const trace = (formula: string, inputs: Readonly<Record<string, string>>, result: string): Trace => ({
  formula,
  number: 1,
  expression: 'as stored',
  inputs: Object.entries(inputs).map(([name, value]) => ({ name, value })),
  rounding: 'down',
  result,
});

const said = (...of: Parameters<typeof trace>) =>
  calculationOf(trace(...of)).map(line => line.replaceAll(/[\u202F\u00A0]/g, ' '));

test('an advance is its rate times the maximum', () => {
  expect(said('advance', { rate: '0.5', M: '4000.00' }, '2000.00')).toStrictEqual([
    '2 000,00 € = 50 % × 4 000,00 € (taux d’avance × montant maximal)',
  ]);
});

test('less than what the formula gives is said to be less', () => {
  expect(said('advance', { rate: '0.5', M: '4000.00' }, '1999.99')[0]).toMatch(/^1 999,99 € ≤ 50 %/);
});

test('a balance is what is due, less what was paid and asked for', () => {
  const inputs = { D: '3750.00', net: '2000.00', pending: '0.00', orderOpen: '0.00' };
  expect(said('balance', inputs, '1750.00')).toStrictEqual([
    '1 750,00 € = 3 750,00 € (montant dû) − 2 000,00 € (versé) − 0,00 € (demandé) − 0,00 € (à reverser sur ordre)',
  ]);
});

test('an interim payment takes the lesser of what is due and of the share', () => {
  const inputs = {
    D: '3000.00',
    share: '0.7',
    M: '4000.00',
    net: '2000.00',
    pending: '0.00',
    orderOpen: '0.00',
  };
  expect(said('interim', inputs, '800.00')[0]).toMatch(
    /^800,00 € = le moindre de 3 000,00 € \(montant dû\) et de 70 % × 4 000,00 € − 2 000,00 €/,
  );
});

test('an order says the bases of its computation', () => {
  const inputs = { net: '500.00', orderOpen: '0.00', writtenOff: '0.00', carriedOver: '0.00', T: '430.00' };
  expect(said('to_order', inputs, '70.00')[0]).toBe(
    '70,00 € = 500,00 € (versé) − 0,00 € (déjà ordonné) − 0,00 € (admis en non-valeur) − 0,00 € (reporté) − 430,00 € (droit ouvert)',
  );
});

test('what is due is said for each school', () => {
  const inputs = { '0382460T-classe_mobile': 'r 0.5; E 7500.00; q′ 1; c 8000.00; M 4000.00' };
  expect(said('due', inputs, '3750.00')).toStrictEqual([
    '0382460T-classe_mobile : le moindre de 50 % × 7 500,00 € (dépense acceptée), 1 × 8 000,00 € × 50 % (unités acceptées) et 4 000,00 € (montant maximal)',
    'Montant dû : 3 750,00 €',
  ]);
});

test('a formula that is not known here is shown as it was stored', () => {
  expect(said('later', { x: '1' }, '1.00')).toStrictEqual(['1,00 € : as stored']);
});
