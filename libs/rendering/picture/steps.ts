import { day, euros, fr } from '#wording';
import { gridOf, type Scale, scaleOf } from './scale.js';
import { document, element, FILLS, label, type Picture } from './svg.js';

/** Amounts that pile up in time against levels that don't move. Amounts as decimal strings, days `YYYY-MM-DD`. */
export interface Steps {
  /** Begins the ids of the picture: ASCII, another for each on a page. */
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly steps: readonly { readonly on: string; readonly amount: string; readonly cumulated: string }[];
  /** At most two. */
  readonly levels: readonly { readonly name: string; readonly amount: string }[];
}

const [WIDTH, HEIGHT] = [960, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [110, 780, 50, 370];
const DASHES = ['10 5', '2 4'];
const NAME_HEIGHT = 38;

/** The names of the levels would lie on one another. */
const isNear = (levels: Steps['levels'], { y }: Scale) =>
  Math.abs(y(Number(levels[0]?.amount)) - y(Number(levels[1]?.amount))) < NAME_HEIGHT;

export function stepsOf({ id, title, from, until, steps, levels }: Steps): Picture {
  const description = [
    ...levels.map(({ name, amount }) => fr`${name} : ${euros(amount)}.`),
    steps.length === 0 ? 'Aucun paiement.' : '',
    ...steps.map(
      ({ on, amount, cumulated }) => fr`${day(on)} : ${euros(amount)} payés, ${euros(cumulated)} en tout.`,
    ),
  ]
    .filter(Boolean)
    .join(' ');
  const [first, last] = [Date.parse(from), Math.max(Date.parse(until), Date.parse(from) + 86_400_000)];
  const x = (on: string) => LEFT + ((Date.parse(on) - first) / (last - first)) * (RIGHT - LEFT);
  const scale = scaleOf(
    [...steps.map(({ cumulated }) => Number(cumulated)), ...levels.map(({ amount }) => Number(amount))],
    TOP,
    BOTTOM,
  );
  const path = steps.reduce(
    (drawn, { on, cumulated }) => `${drawn}H${x(on).toFixed(1)}V${scale.y(Number(cumulated)).toFixed(1)}`,
    `M${LEFT} ${scale.y(0).toFixed(1)}`,
  );
  const svg = document(
    id,
    { title, description, width: WIDTH, height: HEIGHT },
    label(LEFT, 22, title, { 'font-size': 17, 'font-weight': 'bold' }),
    ...gridOf(scale, LEFT, RIGHT),
    ...levels.flatMap(({ name, amount }, index) => {
      const y = scale.y(Number(amount));
      const named = index > 0 && isNear(levels, scale) ? y - NAME_HEIGHT : y;
      const { colour } = FILLS[index + 1]!;
      return [
        element('line', {
          x1: LEFT,
          x2: RIGHT,
          y1: y,
          y2: y,
          stroke: colour,
          'stroke-width': 2.5,
          'stroke-dasharray': DASHES[index]!,
        }),
        label(RIGHT + 10, named - 2, name, { 'font-weight': 'bold' }),
        label(RIGHT + 10, named + 15, euros(amount)),
      ];
    }),
    element('path', { d: `${path}H${RIGHT}`, fill: 'none', stroke: FILLS[0].colour, 'stroke-width': 3 }),
    ...steps.map(({ on, cumulated, amount }) =>
      element(
        'circle',
        { cx: x(on), cy: scale.y(Number(cumulated)), r: 5, fill: FILLS[0].colour },
        element('title', {}, fr`${day(on)} : ${euros(amount)}`),
      ),
    ),
    label(LEFT, BOTTOM + 24, day(from)),
    label(RIGHT, BOTTOM + 24, day(until), { 'text-anchor': 'end' }),
  );
  return { title, description, svg };
}
