import { day, instant } from '#kernel';
import { given } from '../../kernel/given.testing.js';
import {
  acceptsEntries,
  type FiscalYearCommand,
  fiscalYearDecider,
  type FiscalYearFact,
  fiscalYearStream,
} from './index.js';

const dated = (type: FiscalYearFact['type'], on: string, year = 2016) => ({
  fact: { type, data: { year } },
  effectiveOn: day(on),
});
const opened = dated('FiscalYearOpened', '2016-01-01');
const closing = dated('FiscalYearClosing', '2017-01-21');
const closed = dated('FiscalYearClosed', '2017-01-22');
const ask = (type: FiscalYearCommand['type'], year = 2016) => ({ type, year });
const on = (today: string) => ({ today: day(today) });

test('a year opens from its 1 January, before it begins or after', () => {
  given(fiscalYearDecider).when(ask('OpenFiscalYear'), on('2015-12-01')).records(opened);
  given(fiscalYearDecider).when(ask('OpenFiscalYear'), on('2016-11-03')).records(opened);
  expect(fiscalYearStream(2016)).toBe('fiscalyear-2016');
});

test('a year opens once', () => {
  const refused = 'fiscal_year_already_open';
  given(fiscalYearDecider, opened)
    .when(ask('OpenFiscalYear'))
    .refuses(refused, { year: 2016, status: 'open' });
  given(fiscalYearDecider, opened, closing, closed)
    .when(ask('OpenFiscalYear'))
    .refuses(refused, { year: 2016, status: 'closed' });
});

test.each([1899, 2199, 2016.5, NaN])('%p is no fiscal year', year => {
  given(fiscalYearDecider)
    .when(ask('OpenFiscalYear', year))
    .refuses('fiscal_year_out_of_range', { year }, '/year');
});

test.each([1900, 2198])('%p is a fiscal year', year => {
  const first = dated('FiscalYearOpened', `${year}-01-01`, year);
  given(fiscalYearDecider).when(ask('OpenFiscalYear', year)).records(first);
});

test('a year begins to close once it is over, from 1 January of the next', () => {
  const begin = ask('BeginClosingFiscalYear');
  given(fiscalYearDecider, opened)
    .when(begin, on('2016-12-31'))
    .refuses('fiscal_year_not_over', { year: 2016, from: '2017-01-01' });
  given(fiscalYearDecider, opened)
    .when(begin, on('2017-01-01'))
    .records(dated('FiscalYearClosing', '2017-01-01'));
});

test('only an open year begins to close', () => {
  const begin = ask('BeginClosingFiscalYear');
  const refused = 'fiscal_year_not_open';
  given(fiscalYearDecider).when(begin, on('2017-01-21')).refuses(refused, { year: 2016, status: 'none' });
  given(fiscalYearDecider, opened, closing).when(begin).refuses(refused, { year: 2016, status: 'closing' });
  given(fiscalYearDecider, opened, closing, closed)
    .when(begin)
    .refuses(refused, { year: 2016, status: 'closed' });
});

test('a year is closed after it began to close, once', () => {
  const close = ask('CloseFiscalYear');
  const refused = 'fiscal_year_not_closing';
  given(fiscalYearDecider, opened, closing).when(close, on('2017-01-22')).records(closed);
  given(fiscalYearDecider).when(close).refuses(refused, { year: 2016, status: 'none' });
  given(fiscalYearDecider, opened)
    .when(close, on('2017-01-22'))
    .refuses(refused, { year: 2016, status: 'open' });
  given(fiscalYearDecider, opened, closing, closed)
    .when(close)
    .refuses(refused, { year: 2016, status: 'closed' });
});

test('a year is closed a minute after it began to close at the earliest: commands under way end meanwhile', () => {
  const close = ask('CloseFiscalYear');
  const begun = { ...closing, recordedAt: '2017-01-21T18:00:00.000Z' };
  given(fiscalYearDecider, opened, begun)
    .when(close, { now: instant('2017-01-21T18:00:59.999Z') })
    .refuses('fiscal_year_closing_recent', { year: 2016, from: '2017-01-21T18:01:00.000Z' });
  given(fiscalYearDecider, opened, begun)
    .when(close, { now: instant('2017-01-21T18:01:00.000Z') })
    .records(dated('FiscalYearClosed', '2017-01-21'));
});

test('only an open year takes entries', () => {
  const taking = (['none', 'open', 'closing', 'closed'] as const).map(status => acceptsEntries({ status }));
  expect(taking).toStrictEqual([false, true, false, false]);
  expect(acceptsEntries(undefined)).toBe(false);
});
