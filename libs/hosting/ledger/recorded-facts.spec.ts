import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeRecord, encodeRecord } from '#kernel';
import { codec } from './rules.js';

/*
 * One record of each shape of fact ever published (docs/adr/2026-11-21-record-bytes.md). These files are never
 * changed or removed: what was recorded once is read for ever. A new shape brings a new file.
 */

const folder = join(import.meta.dirname, '../../../test/recorded');
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8').trimEnd();

test.each(codec.definitions.map(({ type, schemaVersion }) => `${type}.v${schemaVersion}.json`))(
  '%s is kept',
  file => {
    expect(files).toContain(file);
  },
);

test.each(files)('%s is read, and written again as the same bytes', file => {
  const text = textOf(file);
  const stored = decodeRecord(text, 1n, codec);
  expect(`${stored.fact.type}.v${stored.schemaVersion}.json`).toBe(file);
  expect(encodeRecord(stored, stored.recordedAt, codec)).toBe(text);
});
