import { decimal, quantity } from '#wording';
import { type Column, table } from '../../apps/cli/table.js';
import type { Figure } from './bench.js';

/** Two decimals. */
export const ratio = (value: number) => decimal(value.toFixed(2));

export const whole = (value: number) => quantity(Math.round(value));

/** A time in milliseconds: two decimals below 100. */
export const milliseconds = (value: number) => (value < 100 ? decimal(value.toFixed(2)) : whole(value));

/** The first column holds words, the others figures. */
export function figureTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const columns = titles.map((title, index): Column => ({ title, align: index === 0 ? 'left' : 'right' }));
  return table(columns, rows);
}

export function atLeast(name: string, value: number, least: number): Figure {
  return { name, value: ratio(value), asked: `au moins ${decimal(least)}`, holds: value >= least };
}

export function summary(figures: readonly Figure[]): readonly string[] {
  return table(
    [{ title: 'Mesure' }, { title: 'Obtenu', align: 'right' }, { title: 'Attendu' }, { title: '' }],
    figures.map(({ name, value, asked, holds }) => [
      name,
      value,
      asked,
      holds === undefined ? '' : holds ? 'tenu' : 'NON TENU',
    ]),
  );
}
