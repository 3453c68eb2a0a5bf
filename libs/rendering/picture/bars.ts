import { euros, fr } from '#wording';
import { gridOf, scaleOf } from './scale.js';
import { document, element, FILLS, label, paint, type Picture } from './svg.js';

/** Amounts side by side, as decimal strings. */
export interface Bars {
  /** Begins the ids of the picture: ASCII, another for each on a page. */
  readonly id: string;
  readonly title: string;
  /** At most as many as there are patterns. */
  readonly series: readonly string[];
  readonly groups: readonly { readonly name: string; readonly amounts: readonly string[] }[];
}

const [WIDTH, HEIGHT] = [960, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [110, 950, 60, 380];

export function barsOf({ id, title, series, groups }: Bars): Picture {
  const described = groups.map(
    ({ name, amounts }) =>
      fr`${name} : ${amounts.map((amount, index) => `${series[index]!.toLowerCase()} ${euros(amount)}`).join(', ')}`,
  );
  const description = described.length === 0 ? 'Aucune donnée.' : `${described.join(fr` ; `)}.`;
  const scale = scaleOf(
    groups.flatMap(({ amounts }) => amounts.map(Number)),
    TOP,
    BOTTOM,
  );
  const room = (RIGHT - LEFT) / Math.max(1, groups.length);
  const width = Math.min(40, (room * 0.8) / series.length);
  const bars = groups.flatMap(({ name, amounts }, place) => {
    const middle = LEFT + room * (place + 0.5);
    return [
      ...amounts.map((amount, index) => {
        const [from, to] = [scale.y(0), scale.y(Number(amount))];
        return element(
          'rect',
          {
            x: middle + (index - series.length / 2) * width,
            y: Math.min(from, to),
            width: width - 2,
            height: Math.abs(from - to),
            fill: paint(id, index),
            stroke: FILLS[index]!.colour,
          },
          element('title', {}, fr`${name}, ${series[index]!} : ${euros(amount)}`),
        );
      }),
      label(middle, BOTTOM + 22, name, { 'text-anchor': 'middle' }),
    ];
  });
  const legend = series.flatMap((name, index) => [
    element('rect', {
      x: LEFT + index * 240,
      y: 34,
      width: 22,
      height: 14,
      fill: paint(id, index),
      stroke: FILLS[index]!.colour,
    }),
    label(LEFT + index * 240 + 30, 46, name),
  ]);
  const svg = document(
    id,
    { title, description, width: WIDTH, height: HEIGHT },
    label(LEFT, 20, title, { 'font-size': 17, 'font-weight': 'bold' }),
    ...legend,
    ...gridOf(scale, LEFT, RIGHT),
    ...bars,
  );
  return { title, description, svg };
}
