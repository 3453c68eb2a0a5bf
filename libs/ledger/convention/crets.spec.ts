import { certify, Crets, expense } from './crets.testing.js';

describe('the Crêts table: advance 2 000.00 paid, then', () => {
  test.each([
    ['8000.00', '4000.00', '2000.00', '0.00'],
    ['7500.00', '3750.00', '1750.00', '0.00'],
    ['9000.00', '4000.00', '2000.00', '0.00'],
    ['7999.99', '3999.99', '1999.99', '0.00'],
    ['3000.00', '1500.00', '0.00', '500.00'],
  ])('certified %s: due %s, balance %s, to order back %s', (amount, due, payable, toOrder) => {
    const crets = Crets.advanced();
    crets.certifies('2017-03-10', [expense(amount)]);
    expect(crets.balance()).toMatchObject({ due, payable, toOrder });
  });

  test('the project dropped, on a written notice and without statement: 2 000.00 to order back', () => {
    const crets = Crets.advanced();
    crets.does(certify('2017-03-10', undefined, { ground: { text: 'Lettre du maire' } }));
    expect(crets.balance()).toMatchObject({ due: '0.00', payable: '0.00', toOrder: '2000.00' });
  });
});
