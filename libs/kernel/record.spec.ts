import { z } from 'zod';
import {
  count,
  day,
  dayField,
  decodeRecord,
  encodeRecord,
  euros,
  Euros,
  fact,
  factCodec,
  factSchema,
  instant,
  type Json,
  LARGEST_RECORD,
  maybe,
  personal,
  rate,
  rateField,
  sha256,
  text,
  type Unstamped,
} from './index.js';

const Noted = fact('Noted', 'money', 'Something was noted.', {
  amount: euros(),
  share: rateField(),
  on: dayField(),
  units: count(),
  proof: maybe(sha256()),
  signatory: maybe(personal()),
  lines: z.array(z.strictObject({ note: z.string() })),
});
const codec = factCodec([Noted]);

const data = {
  amount: Euros.of('-12.30'),
  share: rate('0.5'),
  on: day('2016-10-14'),
  units: 3,
  proof: 'a'.repeat(64),
  lines: [{ note: 'é' }],
};
const stored = {
  amount: '-12.30',
  share: '0.5',
  on: '2016-10-14',
  units: 3,
  proof: 'a'.repeat(64),
  lines: [{ note: 'é' }],
};
const noted = (change: object = {}) => ({ type: 'Noted', data: { ...data, ...change } });
const read = (change: object = {}) => codec.decode('Noted', 1, { ...stored, ...change } as Json);

test('a fact is stored as strings and read back as it was', () => {
  expect(codec.encode(noted())).toStrictEqual(stored);
  expect(read()).toStrictEqual(noted());
});

test.each<[what: string, change: object]>([
  ['an unknown field', { colour: 'red' }],
  ['an unknown field further down', { lines: [{ note: 'é', colour: 'red' }] }],
  ['a missing field', { lines: undefined }],
  ['an optional field that is undefined', { proof: undefined }],
  ['a fraction', { units: 1.5 }],
  ['a negative count', { units: -1 }],
  ['a day that does not exist', { on: '2017-02-29' }],
  ['a rate with an exponent', { share: '1e-1' }],
  ['a digest in capitals', { proof: 'A'.repeat(64) }],
  ['a name where its commitment stands', { signatory: 'Jeanne Martin' }],
])('%s is neither written nor read', (_, change) => {
  expect(() => codec.encode(noted(change))).toThrow();
  expect(() => read(change)).toThrow();
});

test('amounts are Euros in memory and strings in the record, never the other way round', () => {
  expect(() => codec.encode(noted({ amount: '12.30' }))).toThrow();
  expect(() => read({ amount: 12.3 })).toThrow();
  expect(() => read({ amount: '12.3' })).toThrow();
  expect(() => read({ amount: '1e3' })).toThrow();
});

test('a type or version that is not defined is refused, and so are two definitions of one type', () => {
  expect(() => codec.encode({ type: 'Forgotten', data: {} })).toThrow('unknown fact: Forgotten');
  expect(() => codec.decode('Noted', 2, stored)).toThrow('Noted has no version 2');
  expect(() => factCodec([Noted, Noted])).toThrow('two facts share a type');
});

test('the catalogue shows what is stored', () => {
  expect(factSchema(Noted)).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['amount', 'share', 'on', 'units', 'lines'],
    properties: {
      amount: { type: 'string', pattern: '^-?(?:0|[1-9]\\d{0,11})\\.\\d{2}$' },
      units: { type: 'integer', minimum: 0 },
      signatory: { type: 'string', personal: true },
    },
  });
});

const record: Unstamped = {
  fact: noted(),
  effectiveOn: day('2016-10-14'),
  fiscalYear: 2016,
  ground: { chorus: '1400000001' },
  decidedBy: 'ministère',
  eventId: 'event-1',
  stream: 'purse-1',
  version: 1,
  schemaVersion: 1,
  actor: 'account-1',
  role: 'gestionnaire',
  origin: { kind: 'import', file: 'b'.repeat(64), line: 7 },
  basis: [{ stream: 'scheme-x', version: 2 }],
  formula: 1,
  commandId: 'command-1',
  bodyHash: 'c'.repeat(64),
  correlationId: 'correlation-1',
  causationId: 'event-0',
};
const recordedAt = instant('2016-11-03T09:12:44.120Z');

test('a record is read back as it was written, and written the same again', () => {
  const written = encodeRecord(record, recordedAt, codec);
  const back = decodeRecord(written, 42n, codec);
  expect(back).toStrictEqual({ ...record, recordedAt, position: 42n });
  expect(encodeRecord(back, recordedAt, codec)).toBe(written);
});

test('what a record leaves out stays out', () => {
  const { fiscalYear: _1, ground: _2, decidedBy: _3, causationId: _4, ...bare } = record;
  const back = decodeRecord(encodeRecord(bare, recordedAt, codec), 1n, codec);
  expect(back).toStrictEqual({ ...bare, recordedAt, position: 1n });
});

test('a record of another form is refused', () => {
  const written = encodeRecord(record, recordedAt, codec);
  expect(() => decodeRecord(written.replace('"form":1', '"form":2'), 1n, codec)).toThrow('unknown form');
});

test('an instant has milliseconds and is in UTC', () => {
  expect(() => instant('2016-11-03T09:12:44Z')).toThrow('not an instant');
  expect(() => instant('2016-11-03T09:12:44.120+01:00')).toThrow('not an instant');
});

test('a record has at most 256 KiB, counted in bytes', () => {
  const sized = (note: string) =>
    encodeRecord({ ...record, fact: noted({ lines: [{ note }] }) }, recordedAt, codec);
  const room = LARGEST_RECORD - new TextEncoder().encode(sized('')).length;
  expect(new TextEncoder().encode(sized('x'.repeat(room))).length).toBe(256 * 1024);
  expect(() => sized('x'.repeat(room + 1))).toThrow(RangeError);
  expect(() => sized('é'.repeat(room / 2 + 1))).toThrow(RangeError);
});

test('a text is neither empty nor longer than said', () => {
  expect(text(3).safeParse('').success).toBe(false);
  expect(text(3).safeParse('abc').success).toBe(true);
  expect(text(3).safeParse('abcd').success).toBe(false);
});
