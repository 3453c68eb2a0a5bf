import fc from 'fast-check';
import { Euros, isRefusal, parseRate, rate, rateExceeds, type Rounding, sameRate } from './index.js';

test.each(['0.00', '0.01', '2000.00', '999999999999.99'])('%s is an amount', given => {
  expect(Euros.parse(given)).toStrictEqual(Euros.of(given));
  expect(Euros.of(given).toString()).toBe(given);
});

test.each([
  '1e3',
  '0x10',
  '1.234',
  '1.2',
  '-1.00',
  '+1.00',
  '1',
  '01.00',
  ' 1.00',
  '1.00 ',
  '1,00',
  '.50',
  '1 000.00',
  '1000000000000.00',
  '',
  'NaN',
  '１.00',
  1,
  1.5,
  null,
  undefined,
  ['1.00'],
  { toString: () => '1.00' },
])('%p is not an amount', given => {
  expect(Euros.parse(given)).toStrictEqual({
    refused: true,
    code: 'amount_malformed',
    details: { given: String(given) },
  });
});

test('a stored amount may be negative, and nothing else that is typed may not', () => {
  expect(Euros.of('-12.30').toString()).toBe('-12.30');
  expect(Euros.of('-0.05').cents).toBe(-5n);
  expect(() => Euros.of('--1.00')).toThrow('not an amount');
  expect(() => Euros.of('1e3')).toThrow('not an amount');
});

test.each([
  [['33.33', '0.5'], 'down', '16.66'],
  [['33.33', '0.5'], 'half-up', '16.67'],
  [['66.66', '0.5'], 'down', '33.33'],
  [['7999.99', '0.5'], 'down', '3999.99'],
  [['-33.33', '0.5'], 'down', '-16.66'],
  [['-33.33', '0.5'], 'half-up', '-16.67'],
  [['999999999999.99', '0.999999'], 'down', '999998999999.99'],
] as const)('the product of %p rounded %s is %s', ([amount, share], rounding: Rounding, expected) => {
  expect(Euros.product([Euros.of(amount), rate(share)], rounding).toString()).toBe(expected);
});

test('a product is rounded once: two statements of 33.33 at 50 % cumulated give 33.33', () => {
  const statements = [Euros.of('33.33'), Euros.of('33.33')];
  expect(Euros.product([Euros.sum(statements), rate('0.5')], 'down').toString()).toBe('33.33');
  const apart = statements.map(amount => Euros.product([amount, rate('0.5')], 'down'));
  expect(Euros.sum(apart).toString()).toBe('33.32');
  expect(Euros.product([3, Euros.of('0.33'), rate('0.5')], 'down').toString()).toBe('0.49');
});

const split = (amount: string, ...weights: bigint[]) => Euros.of(amount).split(weights).map(String);

test('an amount is shared by largest remainder, ties to the earlier', () => {
  expect(split('500.00', 800000n, 400000n)).toStrictEqual(['333.33', '166.67']);
  expect(split('-500.00', 800000n, 400000n)).toStrictEqual(['-333.33', '-166.67']);
  expect(split('0.01', 1n, 1n)).toStrictEqual(['0.01', '0.00']);
  expect(split('1.00', 1n, 1n, 1n)).toStrictEqual(['0.34', '0.33', '0.33']);
  expect(split('1.00', 0n, 5n)).toStrictEqual(['0.00', '1.00']);
  expect(split('1.00', 0n, 0n)).toStrictEqual(['1.00', '0.00']);
  expect(() => split('1.00')).toThrow('nothing to share');
});

test('shares add up to the amount and stand within a cent of the quota', () => {
  const weight = fc.bigInt(0n, 10n ** 14n);
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 14n), 10n ** 14n),
      fc.array(weight, { minLength: 1, maxLength: 40 }),
      (cents, weights) => {
        const amount = Euros.ofCents(cents);
        const shares = amount.split(weights);
        expect(Euros.sum(shares).cents).toBe(cents);
        const total = weights.reduce((sum, part) => sum + part, 0n);
        if (total === 0n) return;
        for (const [index, share] of shares.entries()) {
          const off = share.cents * total - cents * weights[index]!;
          expect(off < total && off > -total).toBe(true);
        }
      },
    ),
  );
});

test('sums are exact', () => {
  expect(Euros.sum(Array.from({ length: 1000 }, () => Euros.of('0.10'))).toString()).toBe('100.00');
  expect(Euros.of('0.30').minus(Euros.of('0.10')).equals(Euros.of('0.20'))).toBe(true);
  expect(Euros.of('1.00').minus(Euros.of('1.01')).toString()).toBe('-0.01');
  expect(Euros.of('1.00').minus(Euros.of('1.01')).orZero().isZero).toBe(true);
  expect(Euros.min(Euros.of('2.00'), Euros.of('1.99'), Euros.of('3.00')).toString()).toBe('1.99');
  expect(Euros.max(Euros.of('2.00'), Euros.of('1.99'), Euros.of('3.00')).toString()).toBe('3.00');
  expect(Euros.of('1.00').exceeds(Euros.of('1.00'))).toBe(false);
  expect(Euros.of('1.01').exceeds(Euros.of('1.00'))).toBe(true);
  expect(JSON.stringify({ amount: Euros.of('2000.00') })).toBe('{"amount":"2000.00"}');
});

test.each(['0', '1', '0.5', '0.000001', '9999.999999'])('%s is a rate', given => {
  expect(parseRate(given)).toBe(given);
});

test.each(['', '.5', '0.', '00.5', '-0.5', '1e-1', '0,5', '50 %', '0.0000001', '10000', 0.5, null])(
  '%p is not a rate',
  given => {
    expect(isRefusal(parseRate(given))).toBe(true);
    if (typeof given === 'string') expect(() => rate(given)).toThrow('not a rate');
  },
);

test('rates compare as numbers', () => {
  expect(sameRate(rate('0.5'), rate('0.50'))).toBe(true);
  expect(sameRate(rate('0.5'), rate('0.500001'))).toBe(false);
  expect(rateExceeds(rate('1.000001'), rate('1'))).toBe(true);
  expect(rateExceeds(rate('1.0'), rate('1'))).toBe(false);
  expect(rateExceeds(rate('0.9'), rate('0.10'))).toBe(true);
});
