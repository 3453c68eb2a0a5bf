import { day, Euros } from '#kernel';
import type { StoredConventionFact } from './convention.events.js';
import { historyOf, noHistory, record } from './history.js';
import { movementsOf, timelineOf, valueOn } from './movements.js';
import type { Measure, Row } from './rows.js';
import { example1, example2, example3, knownOn } from './worked-examples.testing.js';

type Balances = readonly [
  max: string,
  committed: string,
  released: string,
  accepted: string,
  due: string,
  pending: string,
  paid: string,
  repaid: string,
  orderOpen: string,
  payable: string,
  toOrder: string,
  rap: string,
];
type Year = readonly [
  rapBefore: string,
  committed: string,
  releasedOfYear: string,
  releasedOfPrior: string,
  consumed: string,
  correction: string,
  rapAfter: string,
  recovered: string,
  charges: string,
];

const PARTS: readonly (readonly Measure[])[] = [
  ['maximum'],
  ['committed', 'commitment_correction'],
  ['released_of_year', 'released_of_prior'],
  ['accepted'],
  ['due'],
  ['pending'],
  ['consumed', 'consumption_correction'],
  ['repaid', 'repayment_correction'],
  ['order_open'],
  ['payable'],
  ['to_order'],
];

const written = (cents: bigint) => Euros.ofCents(cents).toString();

function balances(rows: readonly Row[], on: string): Balances {
  const sum = (measures: readonly Measure[]) =>
    measures.reduce((total, measure) => total + valueOn(rows, measure, day(on)), 0n);
  const [, com, rel, , , , paid] = PARTS.map(sum);
  return [...PARTS.map(part => written(sum(part))), written(com! - rel! - paid!)] as unknown as Balances;
}

function year(rows: readonly Row[], fiscalYear: number): Year {
  const sum = (measure: Measure, upTo: boolean) =>
    rows
      .filter(
        row =>
          row.measure === measure && (upTo ? row.fiscalYear <= fiscalYear : row.fiscalYear === fiscalYear),
      )
      .reduce((total, { amount }) => total + amount, 0n);
  const flows = (
    ['committed', 'released_of_year', 'released_of_prior', 'consumed', 'consumption_correction'] as const
  ).map(measure => sum(measure, false));
  const rap =
    sum('committed', true) +
    sum('commitment_correction', true) -
    sum('released_of_year', true) -
    sum('released_of_prior', true) -
    sum('consumed', true) -
    sum('consumption_correction', true);
  const opening =
    rap - flows[0]! - sum('commitment_correction', false) + flows[1]! + flows[2]! + flows[3]! + flows[4]!;
  return [opening, ...flows, rap, sum('repaid', false), sum('charges_at_year_end', true)].map(
    written,
  ) as unknown as Year;
}

/** The rows of a history by both ways: folded at once, and added up from the movements of each fact. */
function linesOf(
  facts: readonly StoredConventionFact[],
  line: string,
): { folded: readonly Row[]; moved: readonly Row[] } {
  const moved: Row[] = [];
  let history = noHistory;
  for (const fact of facts) {
    const after = record(history, fact);
    moved.push(...movementsOf(history, after));
    history = after;
  }
  const ofLine = (rows: readonly Row[]) => rows.filter(row => row.line === line);
  return { folded: ofLine(timelineOf(historyOf(facts))), moved: ofLine(moved) };
}

const EXAMPLES: readonly (readonly [
  string,
  readonly StoredConventionFact[],
  readonly (readonly [string, string, Balances])[],
  readonly (readonly [number, Year])[],
])[] = [
  [
    '1',
    example1(),
    [
      [
        '2016-10-31',
        '2016-10-31',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '4000.00',
        ],
      ],
      [
        '2016-10-31',
        '2016-11-03',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
        ],
      ],
      [
        '2017-03-10',
        '2017-03-10',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '2000.00',
          '0.00',
          '0.00',
          '1750.00',
          '0.00',
          '2000.00',
        ],
      ],
      [
        '2017-03-21',
        '2017-03-22',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '1750.00',
          '2000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
        ],
      ],
      [
        '2017-03-21',
        '2017-03-23',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3750.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '250.00',
        ],
      ],
      [
        '2017-12-31',
        '2017-12-31',
        [
          '4000.00',
          '4000.00',
          '250.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3750.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
        ],
      ],
      [
        '2016-12-31',
        '2017-12-31',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '2000.00',
        ],
      ],
    ],
    [
      [2016, ['0.00', '4000.00', '0.00', '0.00', '2000.00', '0.00', '2000.00', '0.00', '0.00']],
      [2017, ['2000.00', '0.00', '0.00', '250.00', '1750.00', '0.00', '0.00', '0.00', '0.00']],
    ],
  ],
  [
    '2, corrected while the year is open',
    example2('A'),
    [
      [
        '2016-12-31',
        '2017-01-11',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3570.00',
          '0.00',
          '0.00',
          '180.00',
          '0.00',
          '430.00',
        ],
      ],
      [
        '2016-12-31',
        '2017-02-28',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3750.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '250.00',
        ],
      ],
    ],
    [
      [2016, ['0.00', '4000.00', '0.00', '0.00', '3750.00', '0.00', '250.00', '0.00', '0.00']],
      [2017, ['250.00', '0.00', '0.00', '250.00', '0.00', '0.00', '0.00', '0.00', '0.00']],
    ],
  ],
  [
    '2, corrected after the close',
    example2('B'),
    [
      [
        '2016-12-31',
        '2017-02-28',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3570.00',
          '0.00',
          '0.00',
          '180.00',
          '0.00',
          '430.00',
        ],
      ],
      [
        '2017-02-28',
        '2017-02-28',
        [
          '4000.00',
          '4000.00',
          '0.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3750.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '250.00',
        ],
      ],
      [
        '2017-12-31',
        '2017-12-31',
        [
          '4000.00',
          '4000.00',
          '250.00',
          '7500.00',
          '3750.00',
          '0.00',
          '3750.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
        ],
      ],
    ],
    [
      [2016, ['0.00', '4000.00', '0.00', '0.00', '3570.00', '0.00', '430.00', '0.00', '180.00']],
      [2017, ['430.00', '0.00', '0.00', '250.00', '0.00', '180.00', '0.00', '0.00', '0.00']],
    ],
  ],
  [
    '3',
    example3(),
    [
      [
        '2016-12-31',
        '2016-12-31',
        [
          '16000.00',
          '16000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '8000.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
          '8000.00',
        ],
      ],
      [
        '2017-04-20',
        '2017-04-20',
        [
          '16000.00',
          '16000.00',
          '0.00',
          '16833.34',
          '7750.00',
          '0.00',
          '8000.00',
          '0.00',
          '0.00',
          '0.00',
          '250.00',
          '8000.00',
        ],
      ],
      [
        '2017-05-02',
        '2017-05-02',
        [
          '16000.00',
          '16000.00',
          '0.00',
          '16833.34',
          '7750.00',
          '0.00',
          '8000.00',
          '0.00',
          '250.00',
          '0.00',
          '0.00',
          '8000.00',
        ],
      ],
      [
        '2017-06-12',
        '2017-06-13',
        [
          '16000.00',
          '16000.00',
          '8000.00',
          '16833.34',
          '7750.00',
          '0.00',
          '8000.00',
          '0.00',
          '250.00',
          '0.00',
          '0.00',
          '0.00',
        ],
      ],
      [
        '2017-06-12',
        '2017-06-14',
        [
          '16000.00',
          '16000.00',
          '8000.00',
          '16833.34',
          '7750.00',
          '0.00',
          '8000.00',
          '250.00',
          '0.00',
          '0.00',
          '0.00',
          '0.00',
        ],
      ],
    ],
    [
      [2016, ['0.00', '16000.00', '0.00', '0.00', '8000.00', '0.00', '8000.00', '0.00', '0.00']],
      [2017, ['8000.00', '0.00', '0.00', '8000.00', '0.00', '0.00', '0.00', '250.00', '0.00']],
    ],
  ],
];

describe.each(EXAMPLES)('worked example %s', (_, facts, rows, years) => {
  test.each(rows)('at %s, as known on %s', (effectiveOn, known, expected) => {
    const { folded, moved } = linesOf(knownOn(facts, known), 'equipment');
    expect(balances(folded, effectiveOn)).toEqual(expected);
    expect(balances(moved, effectiveOn)).toEqual(expected);
  });

  test.each(years)('the fiscal year %d, as known at the end', (fiscalYear, expected) => {
    const { folded, moved } = linesOf(facts, 'equipment');
    expect(year(folded, fiscalYear)).toEqual(expected);
    expect(year(moved, fiscalYear)).toEqual(expected);
  });
});

test('resources of example 1 stay on their own line: 430.00 due, 500.00 paid, 70.00 back, RAP 0.00', () => {
  const { folded } = linesOf(example1(), 'resources');
  expect(balances(folded, '2017-12-31')).toEqual([
    '500.00',
    '500.00',
    '0.00',
    '430.00',
    '430.00',
    '0.00',
    '500.00',
    '70.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
  ]);
  expect(year(folded, 2016)).toEqual([
    '0.00',
    '500.00',
    '0.00',
    '0.00',
    '500.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
  ]);
  expect(year(folded, 2017)).toEqual([
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '70.00',
    '0.00',
  ]);
});

test('shares per school of example 3: by awards, then by what is due, the surplus where it was paid', () => {
  const { folded } = linesOf(example3(), 'equipment');
  const shares = (measure: Measure, on: string) =>
    ['0380001V', '0380002W', '0380003X'].map(uai =>
      written(
        valueOn(
          folded.filter(({ allocation }) => allocation === uai),
          measure,
          day(on),
        ),
      ),
    );
  expect(shares('consumed', '2016-12-31')).toEqual(['4000.00', '2000.00', '2000.00']);
  expect(shares('consumed', '2017-04-20')).toEqual(['4000.00', '3750.00', '250.00']);
  expect(shares('repaid', '2017-06-12')).toEqual(['0.00', '0.00', '250.00']);
  expect(shares('due', '2017-06-12')).toEqual(['4000.00', '3750.00', '0.00']);
});
