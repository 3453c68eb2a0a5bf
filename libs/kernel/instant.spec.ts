import { instant, secondsAfter } from './instant.js';

test.each([
  ['2017-01-20T09:12:44.120Z', 60, '2017-01-20T09:13:44.120Z'],
  ['2017-01-20T23:59:59.999Z', 1, '2017-01-21T00:00:00.999Z'],
  ['2016-02-28T23:00:00.000Z', 3600, '2016-02-29T00:00:00.000Z'],
  ['2016-12-31T12:00:00.000Z', 2 * 86_400, '2017-01-02T12:00:00.000Z'],
  ['2017-01-20T09:00:00.000Z', 0, '2017-01-20T09:00:00.000Z'],
])('%s and %d seconds are %s', (moment, seconds, later) => {
  expect(secondsAfter(instant(moment), seconds)).toBe(later);
});
