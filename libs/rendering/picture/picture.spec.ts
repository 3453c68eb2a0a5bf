import { barsOf } from './bars.js';
import { scaleOf } from './scale.js';
import { stepsOf } from './steps.js';

/* Pictures that can be read without colours, and without being seen. */

const bars = barsOf({
  id: 'a',
  title: 'Par exercice <&"',
  series: ['Engagé', 'Payé', 'Reste'],
  groups: [
    { name: '2016', amounts: ['4500.00', '2500.00', '2000.00'] },
    { name: '2017', amounts: ['-250.00', '1750.00', '0.00'] },
  ],
});
const steps = stepsOf({
  id: 'b',
  title: 'Cumul',
  from: '2016-10-14',
  until: '2017-10-14',
  steps: [{ on: '2016-10-27', amount: '2000.00', cumulated: '2000.00' }],
  levels: [
    { name: 'Avance', amount: '2000.00' },
    { name: 'Plafond', amount: '4000.00' },
  ],
});

test.each([bars, steps])('a picture is named and described: $title', ({ title, description, svg }) => {
  const text = (words: string) =>
    words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const [, labels] = /role="img" aria-labelledby="([^"]+)"/.exec(svg)!;
  const [titleId, descriptionId] = labels!.split(' ');
  expect(svg).toContain(`<title id="${titleId}">${text(title)}</title>`);
  expect(svg).toContain(`<desc id="${descriptionId}">${text(description)}</desc>`);
});

test('the description holds every figure', () => {
  expect(bars.description).toBe(
    '2016\u00A0: engagé 4\u202F500,00\u00A0€, payé 2\u202F500,00\u00A0€, reste 2\u202F000,00\u00A0€\u202F; ' +
      '2017\u00A0: engagé -250,00\u00A0€, payé 1\u202F750,00\u00A0€, reste 0,00\u00A0€.',
  );
  expect(steps.description).toBe(
    'Avance\u00A0: 2\u202F000,00\u00A0€. Plafond\u00A0: 4\u202F000,00\u00A0€. ' +
      '27/10/2016\u00A0: 2\u202F000,00\u00A0€ payés, 2\u202F000,00\u00A0€ en tout.',
  );
});

test('each series has a fill of its own besides its colour, each level a dash of its own', () => {
  const fills = new Set([...bars.svg.matchAll(/<rect x="[^>]*? fill="([^"]+)"/g)].map(([, fill]) => fill));
  expect([...fills]).toStrictEqual(['#1b4f8f', 'url(#a-fill-1)', 'url(#a-fill-2)']);
  for (const index of [1, 2]) expect(bars.svg).toContain(`<pattern id="a-fill-${index}"`);
  expect(new Set([...steps.svg.matchAll(/stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash)).size).toBe(
    2,
  );
});

test('bars stand on zero, a negative one below it, each as high as its amount', () => {
  const drawn = [
    ...bars.svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"[^>]*><title>/g),
  ].map(([, y, height]) => [Number(y), Number(height)] as const);
  const zero = drawn[0]![0] + drawn[0]![1];
  expect(drawn[3]![0]).toBeCloseTo(zero);
  expect(drawn[0]![1] / drawn[1]![1]).toBeCloseTo(4500 / 2500, 1);
});

test('nothing to show is said', () => {
  expect(barsOf({ id: 'c', title: 'x', series: ['a'], groups: [] }).description).toBe('Aucune donnée.');
  const none = stepsOf({
    id: 'd',
    title: 'x',
    from: '2016-10-14',
    until: '2016-10-14',
    steps: [],
    levels: [],
  });
  expect(none.description).toBe('Aucun paiement.');
  expect(none.svg).not.toMatch(/NaN|Infinity|undefined/);
});

test.each([
  [[0], [0, 0.2]],
  [[4500], [0, 1000, 5000]],
  [[0.07], [0, 0.02, 0.08]],
  [
    [-250, 1750],
    [-500, 0, 2000],
  ],
  [[99_999_999_999], [0, 20_000_000_000, 100_000_000_000]],
])('round steps for %j', (amounts, expected) => {
  const { ticks } = scaleOf(amounts, 0, 100);
  const shown = expected.length === 2 ? ticks.slice(0, 2) : [ticks[0], ticks[1], ticks.at(-1)];
  expect(shown.map(tick => Number(tick!.toFixed(4)))).toStrictEqual(expected);
});
