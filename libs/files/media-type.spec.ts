import { documents } from './documents.testing.js';
import { MEDIA_TYPES } from './document-store.js';
import { mediaTypeOf } from './media-type.js';

test.each(['pdf', 'png', 'jpeg', 'xlsx', 'ods', 'csv'] as const)(
  'a %s is known by its content',
  async kind => {
    expect(await mediaTypeOf(documents[kind])).toEqual({ mediaType: MEDIA_TYPES[kind] });
  },
);

test.each(['html', 'svg', 'text', 'gif', 'docx', 'zip', 'program'] as const)(
  'a %s is not taken',
  async kind => {
    expect(await mediaTypeOf(documents[kind])).toEqual({ found: expect.any(String) });
  },
);

describe('a table in plain text', () => {
  const taken = async (...bytes: readonly (string | number)[]) => {
    const parts = bytes.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part)));
    return 'mediaType' in (await mediaTypeOf(Buffer.concat(parts)));
  };

  test('has its separator in two lines, whatever the separator and the ends of lines', async () => {
    expect(await taken('a;b\n1;2')).toBe(true);
    expect(await taken('a,b\r\n1,2\r\n')).toBe(true);
    expect(await taken('a\tb\r1\t2')).toBe(true);
    expect(await taken('a;b')).toBe(false);
    expect(await taken('a;b\n1,2')).toBe(false);
  });

  test('may be written in Windows-1252', async () => {
    expect(await taken('ann', 0xe9, 'e;b\n2016;2')).toBe(true);
  });

  test('holds no control character', async () => {
    expect(await taken('a;b\n1;2', 0x00)).toBe(false);
    expect(await taken('a;b\n1;2', 0x1b)).toBe(false);
  });

  test('holds no markup that a browser would run, even after blanks, preamble or in capitals', async () => {
    expect(await taken('\n  <b>a;b\n1;2')).toBe(false);
    expect(await taken('a;b\n1;<SCRIPT src=x>\n')).toBe(false);
    expect(await taken('a;b\n1;x <html>\n')).toBe(false);
    expect(await taken('a;b\n1;2 < 3\n')).toBe(true);
  });
});

test('an archive cut short is refused, not a fault', async () => {
  expect(await mediaTypeOf(documents.xlsx.subarray(0, 40))).toEqual({ found: expect.any(String) });
});
