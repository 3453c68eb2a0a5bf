import fc from 'fast-check';
import {
  day,
  dayInParis,
  earlierOf,
  isRefusal,
  lastDayOf,
  laterOf,
  nextDay,
  parseDay,
  type Period,
  yearEnd,
  yearOf,
} from './index.js';

test.each(['2016-10-14', '2016-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('%s is a day', given => {
  expect(parseDay(given)).toBe(given);
});

test.each([
  '2017-02-29',
  '1900-02-29',
  '2100-02-29',
  '2016-04-31',
  '2016-13-01',
  '2016-00-10',
  '2016-01-00',
  '2016-1-1',
  '14/10/2016',
  '2016-10-14T00:00:00Z',
  ' 2016-10-14',
  '2016-10-14\n',
  '1899-12-31',
  '2200-01-01',
  '+002016-10-14',
  '',
  20161014,
  null,
  undefined,
])('%p is not a day', given => {
  expect(parseDay(given)).toStrictEqual({
    refused: true,
    code: 'day_malformed',
    details: { given: String(given) },
  });
  if (typeof given === 'string') expect(() => day(given)).toThrow('not a day');
});

test.each<[start: string, period: Period, last: string]>([
  ['2016-10-14', { years: 1 }, '2017-10-14'],
  ['2016-11-30', { months: 3 }, '2017-02-28'],
  ['2015-11-30', { months: 3 }, '2016-02-29'],
  ['2017-01-31', { months: 1 }, '2017-02-28'],
  ['2016-01-31', { months: 1 }, '2016-02-29'],
  ['2016-02-29', { years: 1 }, '2017-02-28'],
  ['2016-02-29', { years: 4 }, '2020-02-29'],
  ['2016-01-31', { months: 3 }, '2016-04-30'],
  ['2016-12-31', { months: 12 }, '2017-12-31'],
  ['2016-12-15', { months: 1 }, '2017-01-15'],
  ['2016-11-30', { months: 1 }, '2016-12-30'],
  ['2016-06-15', { years: 1, months: 7 }, '2018-01-15'],
  ['2016-06-15', {}, '2016-06-15'],
])('%s for %p ends on %s', (start, period, last) => {
  expect(lastDayOf(day(start), period)).toBe(last);
});

test.each([
  ['2016-02-28', '2016-02-29'],
  ['2016-02-29', '2016-03-01'],
  ['2017-02-28', '2017-03-01'],
  ['2016-04-30', '2016-05-01'],
  ['2016-12-31', '2017-01-01'],
])('the day after %s is %s', (before, after) => {
  expect(nextDay(day(before))).toBe(after);
});

test('a period ends on a day that exists, of the month counted, never after the number of its start', () => {
  const start = fc
    .tuple(
      fc.integer({ min: 1900, max: 2150 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    )
    .map(parts => parts.map(part => String(part).padStart(2, '0')).join('-'))
    .filter(text => !isRefusal(parseDay(text)));
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 480 }), (text, months) => {
      const last = lastDayOf(day(text), { months });
      expect(parseDay(last)).toBe(last);
      const monthsOf = (on: string) => Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7));
      expect(monthsOf(last) - monthsOf(text)).toBe(months);
      const [number, lastNumber] = [text.slice(8), last.slice(8)];
      expect(lastNumber === number || (lastNumber < number && nextDay(last).endsWith('-01'))).toBe(true);
    }),
  );
});

test('years and order', () => {
  expect(yearOf(day('2016-12-31'))).toBe(2016);
  expect(yearEnd(2016)).toBe('2016-12-31');
  expect(laterOf(day('2016-12-31'), day('2017-01-01'))).toBe('2017-01-01');
  expect(earlierOf(day('2016-12-31'), day('2017-01-01'))).toBe('2016-12-31');
});

test('today is the day in Paris: an hour ahead of UTC in winter, two in summer', () => {
  expect(dayInParis(Date.UTC(2016, 11, 31, 22, 59, 59))).toBe('2016-12-31');
  expect(dayInParis(Date.UTC(2016, 11, 31, 23, 0, 0))).toBe('2017-01-01');
  expect(dayInParis(Date.UTC(2017, 5, 30, 22, 0, 0))).toBe('2017-07-01');
});
