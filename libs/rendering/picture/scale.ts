import { quantity } from '#wording';
import { element, label } from './svg.js';

/** Where amounts stand on the vertical axis; numbers here are places on paper, never figures. */
export interface Scale {
  readonly y: (amount: number) => number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** From the least to the most of the amounts and zero, in some five round steps. */
export function scaleOf(amounts: readonly number[], top: number, bottom: number): Scale {
  const [least, most] = [Math.min(0, ...amounts), Math.max(0, ...amounts)];
  const rough = (most - least || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.map(of => of * power).find(of => of >= rough)!;
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  const y = (amount: number) => bottom - ((amount - first * step) / ((last - first) * step)) * (bottom - top);
  return { y, ticks };
}

/** Lines across and their amounts. */
export function gridOf({ y, ticks }: Scale, left: number, right: number): readonly string[] {
  return ticks.flatMap(tick => [
    element('line', {
      x1: left,
      x2: right,
      y1: y(tick),
      y2: y(tick),
      stroke: tick === 0 ? '#1a1a1a' : '#c8c8c8',
    }),
    label(left - 8, y(tick) + 5, `${shown(tick)}\u00A0€`, { 'text-anchor': 'end' }),
  ]);
}

/** A round step has no cents, unless it is below a euro. */
function shown(tick: number): string {
  return Number.isInteger(tick) ? quantity(tick) : String(Number(tick.toFixed(2))).replace('.', ',');
}
