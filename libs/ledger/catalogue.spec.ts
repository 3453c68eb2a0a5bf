import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from './catalogue.js';
import { conventionFacts } from './convention/index.js';

const published = readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8');

describe('The catalogue of the facts', () => {
  test('docs/events.md is what the definitions say; else run `npm run pia -- catalogue`', () => {
    expect(published).toBe(catalogue());
  });

  test('has a chapter for every fact of a convention', () => {
    const chapters = [...published.matchAll(/^### (\w+)$/gm)].map(match => match[1]);
    expect(chapters).toEqual(expect.arrayContaining(Object.keys(conventionFacts)));
  });

  test('tells nested fields, options, units and bounds', () => {
    expect(published).toContain('- `certified[].due`: euros, two decimals\n');
    expect(published).toContain('- `statement` (optional): text, 1 to 60 characters\n');
    expect(published).toContain('- `of`: `year`, `prior_years`\n');
    expect(published).toContain('- `documents`: list of SHA-256, hexadecimal, 0 to 100\n');
  });
});
