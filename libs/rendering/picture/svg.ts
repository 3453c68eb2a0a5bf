/* SVG as text. A picture says what it shows in words, and no difference in it is one of colour alone. */

/** A picture that stands by itself. */
export interface Picture {
  /** In French, short. */
  readonly title: string;
  /** In French: what a reader who does not see it should know. */
  readonly description: string;
  readonly svg: string;
}

type Attributes = Readonly<Record<string, string | number>>;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const given = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`,
  );
  return inside.length === 0
    ? `<${name}${given.join('')}/>`
    : `<${name}${given.join('')}>${inside.join('')}</${name}>`;
}

export const label = (x: number, y: number, text: string, more: Attributes = {}) =>
  element('text', { x, y, ...more }, escaped(text));

/** Two decimals are finer than any screen. */
function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Dark on white, each with a pattern of its own; the first is plain. */
export const FILLS = [
  { colour: '#1b4f8f', pattern: '' },
  { colour: '#8a3b00', pattern: '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke-width="2.4"/>' },
  { colour: '#2b6b3f', pattern: '<circle cx="4" cy="4" r="2"/>' },
] as const;

/** Of `FILLS`, as a paint; the patterns are those of `document`. */
export const paint = (id: string, index: number) =>
  FILLS[index]!.pattern === '' ? FILLS[index]!.colour : `url(#${id}-fill-${index})`;

/** @param id begins the ids in it: another for each picture on a page */
export function document(
  id: string,
  { title, description, width, height }: Omit<Picture, 'svg'> & { width: number; height: number },
  ...inside: readonly string[]
): string {
  const patterns = FILLS.map(({ colour, pattern }, index) =>
    pattern === ''
      ? ''
      : `<pattern id="${id}-fill-${index}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#fff"/><g stroke="${colour}" fill="${pattern.startsWith('<path') ? 'none' : colour}">${pattern}</g></pattern>`,
  );
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'font-family': "Libertinus Serif, Georgia, 'Times New Roman', serif",
      'font-size': 14,
      fill: '#1a1a1a',
    },
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-desc` }, escaped(description)),
    element('defs', {}, ...patterns),
    element('rect', { width, height, fill: '#fff' }),
    ...inside,
  );
}
