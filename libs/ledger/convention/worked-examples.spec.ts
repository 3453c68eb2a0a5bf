import type { StoredConventionFact } from './convention.events.js';
import { balances, perSchool, rowsOfLine, yearOfImputation } from './report.testing.js';
import { example1, example2, example3, knownOn } from './worked-examples.testing.js';

const EXAMPLES: readonly (readonly [
  string,
  readonly StoredConventionFact[],
  readonly (readonly [effectiveOn: string, knownAt: string, balances: string])[],
  readonly (readonly [fiscalYear: number, columns: string])[],
])[] = [
  [
    '1',
    example1(),
    [
      ['2016-10-31', '2016-10-31', '4000.00 4000.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 0.00 4000.00'],
      ['2016-10-31', '2016-11-03', '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00'],
      [
        '2017-03-10',
        '2017-03-10',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 2000.00 0.00 0.00 1750.00 0.00 2000.00',
      ],
      [
        '2017-03-21',
        '2017-03-22',
        '4000.00 4000.00 0.00 7500.00 3750.00 1750.00 2000.00 0.00 0.00 0.00 0.00 2000.00',
      ],
      [
        '2017-03-21',
        '2017-03-23',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 250.00',
      ],
      [
        '2017-12-31',
        '2017-12-31',
        '4000.00 4000.00 250.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 0.00',
      ],
      ['2016-12-31', '2017-12-31', '4000.00 4000.00 0.00 0.00 0.00 0.00 2000.00 0.00 0.00 0.00 0.00 2000.00'],
    ],
    [
      [2016, '0.00 4000.00 0.00 0.00 2000.00 0.00 2000.00 0.00 0.00'],
      [2017, '2000.00 0.00 0.00 250.00 1750.00 0.00 0.00 0.00 0.00'],
    ],
  ],
  [
    '2, corrected while the year is open',
    example2('A'),
    [
      [
        '2016-12-31',
        '2017-01-11',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3570.00 0.00 0.00 180.00 0.00 430.00',
      ],
      [
        '2016-12-31',
        '2017-02-28',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 250.00',
      ],
    ],
    [
      [2016, '0.00 4000.00 0.00 0.00 3750.00 0.00 250.00 0.00 0.00'],
      [2017, '250.00 0.00 0.00 250.00 0.00 0.00 0.00 0.00 0.00'],
    ],
  ],
  [
    '2, corrected after the close',
    example2('B'),
    [
      [
        '2016-12-31',
        '2017-02-28',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3570.00 0.00 0.00 180.00 0.00 430.00',
      ],
      [
        '2017-02-28',
        '2017-02-28',
        '4000.00 4000.00 0.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 250.00',
      ],
      [
        '2017-12-31',
        '2017-12-31',
        '4000.00 4000.00 250.00 7500.00 3750.00 0.00 3750.00 0.00 0.00 0.00 0.00 0.00',
      ],
    ],
    [
      [2016, '0.00 4000.00 0.00 0.00 3570.00 0.00 430.00 0.00 180.00'],
      [2017, '430.00 0.00 0.00 250.00 0.00 180.00 0.00 0.00 0.00'],
    ],
  ],
  [
    '3',
    example3(),
    [
      [
        '2016-12-31',
        '2016-12-31',
        '16000.00 16000.00 0.00 0.00 0.00 0.00 8000.00 0.00 0.00 0.00 0.00 8000.00',
      ],
      [
        '2017-04-20',
        '2017-04-20',
        '16000.00 16000.00 0.00 16833.34 7750.00 0.00 8000.00 0.00 0.00 0.00 250.00 8000.00',
      ],
      [
        '2017-05-02',
        '2017-05-02',
        '16000.00 16000.00 0.00 16833.34 7750.00 0.00 8000.00 0.00 250.00 0.00 0.00 8000.00',
      ],
      [
        '2017-06-12',
        '2017-06-13',
        '16000.00 16000.00 8000.00 16833.34 7750.00 0.00 8000.00 0.00 250.00 0.00 0.00 0.00',
      ],
      [
        '2017-06-12',
        '2017-06-14',
        '16000.00 16000.00 8000.00 16833.34 7750.00 0.00 8000.00 250.00 0.00 0.00 0.00 0.00',
      ],
    ],
    [
      [2016, '0.00 16000.00 0.00 0.00 8000.00 0.00 8000.00 0.00 0.00'],
      [2017, '8000.00 0.00 0.00 8000.00 0.00 0.00 0.00 250.00 0.00'],
    ],
  ],
];

describe.each(EXAMPLES)('worked example %s', (_, facts, rows, years) => {
  test.each(rows)('at %s, as known on %s', (effectiveOn, known, expected) => {
    const { folded, moved } = rowsOfLine(knownOn(facts, known), 'equipment');
    expect(balances(folded, effectiveOn)).toEqual(expected);
    expect(balances(moved, effectiveOn)).toEqual(expected);
  });

  test.each(years)('the fiscal year %d, as known at the end', (fiscalYear, expected) => {
    const { folded, moved } = rowsOfLine(facts, 'equipment');
    expect(yearOfImputation(folded, fiscalYear)).toEqual(expected);
    expect(yearOfImputation(moved, fiscalYear)).toEqual(expected);
  });
});

test('resources of example 1 stay on their own line: 430.00 due, 500.00 paid, 70.00 back, RAP 0.00', () => {
  const { folded } = rowsOfLine(example1(), 'resources');
  expect(balances(folded, '2017-12-31')).toEqual(
    '500.00 500.00 0.00 430.00 430.00 0.00 500.00 70.00 0.00 0.00 0.00 0.00',
  );
  expect(yearOfImputation(folded, 2016)).toEqual('0.00 500.00 0.00 0.00 500.00 0.00 0.00 0.00 0.00');
  expect(yearOfImputation(folded, 2017)).toEqual('0.00 0.00 0.00 0.00 0.00 0.00 0.00 70.00 0.00');
});

test('shares per school of example 3: by awards, then by what is due, the surplus where it was paid', () => {
  const { folded } = rowsOfLine(example3(), 'equipment');
  const schools = ['0380001V', '0380002W', '0380003X'];
  const shares = (measure: 'consumed' | 'repaid' | 'due', on: string) =>
    perSchool(folded, schools, measure, on);
  expect(shares('consumed', '2016-12-31')).toEqual(['4000.00', '2000.00', '2000.00']);
  expect(shares('consumed', '2017-04-20')).toEqual(['4000.00', '3750.00', '250.00']);
  expect(shares('repaid', '2017-06-12')).toEqual(['0.00', '0.00', '250.00']);
  expect(shares('due', '2017-06-12')).toEqual(['4000.00', '3750.00', '0.00']);
});
