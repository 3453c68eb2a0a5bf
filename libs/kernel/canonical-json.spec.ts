import fc from 'fast-check';
import { canonicalJson, type Json } from './index.js';

test('keys stand in order of UTF-16 code units, without white space, whatever the order they came in', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'é'], B: { z: '', _: -3 }, é: 'x' })).toBe(
    '{"B":{"_":-3,"z":""},"a":[true,null,"é"],"b":1,"é":"x"}',
  );
  // U+1F600 begins with D83D, below U+FB33 in code units though above it in code points.
  expect(canonicalJson({ '\uFB33': 1, '\u{1F600}': 2 })).toBe('{"\u{1F600}":2,"\uFB33":1}');
});

test('text is escaped as RFC 8785 says', () => {
  expect(canonicalJson('"\\\n\u0001/\u2028')).toBe('"\\"\\\\\\n\\u0001/\u2028"');
});

test.each<[what: string, value: unknown]>([
  ['a fraction', 1.5],
  ['an unsafe integer', 2 ** 53],
  ['minus zero', -0],
  ['not a number', NaN],
  ['infinity', Infinity],
  ['a bigint', 1n],
  ['undefined', undefined],
  ['a field that is undefined', { a: undefined }],
  ['a key that reads as an integer', { '0': 'a' }],
  ['a longer one', { a: { '42': 'a' } }],
  ['a lone high surrogate', '\uD800'],
  ['a lone low surrogate', 'a\uDC00b'],
  ['a lone surrogate in a key', { '\uD800': 1 }],
  ['a lone surrogate in an array', [['\uDFFF']]],
  ['a function', () => 1],
])('%s is refused', (_, value) => {
  expect(() => canonicalJson(value as Json)).toThrow(TypeError);
});

test.each(['01', '-1', '1.5', '1a', ''])('%p is no integer-like key', key => {
  expect(canonicalJson({ [key]: 1 })).toBe(`{${JSON.stringify(key)}:1}`);
});

test('the largest safe integers and a whole surrogate pair are held', () => {
  expect(canonicalJson([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, '\u{1F600}'])).toBe(
    '[9007199254740991,-9007199254740991,"\u{1F600}"]',
  );
});

test('what is read back is what was written, and is written the same again', () => {
  const key = fc
    .string({ unit: 'grapheme' })
    .filter(text => !/^(?:0|[1-9]\d*)$/.test(text) && text !== '__proto__');
  const { value } = fc.letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger().map(number => number + 0),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, json => {
      const text = canonicalJson(json);
      const back = JSON.parse(text) as Json;
      expect(back).toStrictEqual(json);
      expect(canonicalJson(back)).toBe(text);
    }),
  );
});
