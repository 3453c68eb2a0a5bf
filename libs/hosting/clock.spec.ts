import { day, instant } from '#kernel';
import { endOfDay, SettableClock, systemClock, today } from './clock.js';

test('the system clock gives the present, to the millisecond, in UTC', () => {
  const before = Date.now();
  const now = Date.parse(systemClock());
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test.each([
  ['2016-12-31T22:59:59.999Z', '2016-12-31'],
  ['2016-12-31T23:00:00.000Z', '2017-01-01'],
  ['2017-06-30T21:59:59.999Z', '2017-06-30'],
  ['2017-06-30T22:00:00.000Z', '2017-07-01'],
])('at %s it is %s in Paris', (moment, expected) => {
  expect(today(() => instant(moment))).toBe(day(expected));
});

test('a settable clock stands still until it is set or moved on', () => {
  const clock = new SettableClock(instant('2016-11-03T09:12:44.120Z'));
  expect(clock.now()).toBe(clock.now());
  clock.advance(880);
  expect(clock.now()).toBe('2016-11-03T09:12:45.000Z');
  clock.set(instant('2017-01-01T00:00:00.000Z'));
  expect(clock.now()).toBe('2017-01-01T00:00:00.000Z');
});

test.each([
  ['2016-12-31', '2016-12-31T22:59:59.999Z'],
  ['2016-07-14', '2016-07-14T21:59:59.999Z'],
  ['2016-10-30', '2016-10-30T22:59:59.999Z'],
  ['2016-03-27', '2016-03-27T21:59:59.999Z'],
])('%s ends in Paris at %s', (on, end) => {
  expect(endOfDay(day(on))).toBe(end);
});
