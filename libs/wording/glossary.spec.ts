import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY_LABELS } from '#ledger';
import { FACTS, IMPUTATION_AXES, MEASURES, STAGES } from './labels/index.js';

const glossary = readFileSync(join(import.meta.dirname, '../../docs/glossary.md'), 'utf8');

/** Term and French word of each row of a chapter; every row also says what the term means. */
function rowsOf(chapter: string): Record<string, string> {
  const [, text = ''] = glossary.split(`\n## ${chapter}\n`);
  const [table = ''] = text.split('\n## ');
  return Object.fromEntries(
    [...table.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\| [^|]*\w[^|]*\|$/gm)].map(row => [row[1]!, row[2]!]),
  );
}

describe('docs/glossary.md: one term, one word', () => {
  test.each([
    ['Facts', FACTS],
    ['Measures', MEASURES],
    ['Stages of a convention', STAGES],
    ['Axes of the imputation', IMPUTATION_AXES],
  ])('%s have there the French word that their readers see', (chapter, words) => {
    expect(rowsOf(chapter)).toEqual(words);
  });
});

test('an entry of the journal has the name of its fact', () => {
  expect(FACTS).toMatchObject(ENTRY_LABELS);
});
