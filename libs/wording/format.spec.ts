import { Euros } from '#kernel';
import { bytes, day, euros, instant, percent, quantity } from './format.js';

describe('Figures, to the code point', () => {
  test('an amount groups with U+202F, has a comma and U+00A0 before €', () => {
    expect(euros('4000.00')).toBe('4\u202F000,00\u00A0€');
    expect(euros('999999999999.99')).toBe('999\u202F999\u202F999\u202F999,99\u00A0€');
    expect(euros('999.99')).toBe('999,99\u00A0€');
    expect(euros(Euros.of('-1234.50'))).toBe('-1\u202F234,50\u00A0€');
    expect(euros('-999.99')).toBe('-999,99\u00A0€');
  });

  test('the form is the one that Intl gives for fr-FR', () => {
    const intl = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
    for (const amount of ['0.00', '7.05', '500.00', '-12000.10', '1234567.89']) {
      expect(euros(amount)).toBe(intl.format(Number(amount)));
    }
  });

  test.each([
    ['0.5', '50'],
    ['1', '100'],
    ['0.05', '5'],
    ['0.0525', '5,25'],
    ['0', '0'],
    ['0.333333', '33,3333'],
    ['12.5', '1\u202F250'],
    ['0.10', '10'],
  ])('the rate %s is %s %%', (rate, figure) => {
    expect(percent(rate)).toBe(`${figure}\u00A0%`);
  });

  test('a quantity has no decimals', () => {
    expect(quantity(1200)).toBe('1\u202F200');
  });

  test('a day is dd/mm/yyyy', () => {
    expect(day('2016-10-14')).toBe('14/10/2016');
  });

  test('a moment is told in Europe/Paris, in winter and in summer, across midnight', () => {
    expect(instant('2016-11-03T09:12:44.120Z')).toBe('03/11/2016 10:12:44');
    expect(instant('2016-07-03T22:30:00.000Z')).toBe('04/07/2016 00:30:00');
  });

  test('a size is told in the largest unit that is whole', () => {
    expect([bytes(2 * 1024 ** 2), bytes(256 * 1024), bytes(1500)]).toEqual([
      '2\u00A0Mio',
      '256\u00A0Kio',
      '1\u202F500\u00A0octets',
    ]);
  });
});
