import { typeset } from './html.js';

const FIXED = '\u00A0';

test.each([
  [
    '<p>Où ? « là » : ici ; 50 %</p>',
    `<p>Où${FIXED}? «${FIXED}là${FIXED}»${FIXED}: ici${FIXED}; 50${FIXED}%</p>`,
  ],
  ['<input value="a > b : c"/>', '<input value="a > b : c"/>'],
  [
    '<textarea name="x">« typed » : kept</textarea> ?',
    `<textarea name="x">« typed » : kept</textarea>${FIXED}?`,
  ],
  ['<pre>a : b</pre>', '<pre>a : b</pre>'],
  ['<option value="a">b : c</option>', '<option value="a">b : c</option>'],
  ['<script src="/a"></script>', '<script src="/a"></script>'],
])('%s: marks are bound to their words in what is read, and nowhere else', (given, set) => {
  expect(typeset(given)).toBe(set);
});
