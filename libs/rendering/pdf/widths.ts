import type { ColumnKind } from '../column.js';
import type { Printed } from './document.js';

type Paper = Printed['paper'];

/** In points: the width between the margins, and that of a middling character at the size of tables there. */
const ROOM: Readonly<Record<Paper, readonly [width: number, character: number]>> = {
  portrait: [493, 4.3],
  landscape: [740, 4],
  wide: [1088, 3.7],
};
const INSET = 8;
/** Characters beyond which words may be cut. */
const LONGEST_WORD = 16;
const WIDEST_TEXT = 34;

/** What a column takes, in characters: at least, so that nothing is cut, and at ease. */
interface Need {
  readonly least: number;
  readonly ease: number;
}

export function needOf(kind: ColumnKind, title: string, cells: readonly string[]): Need {
  const words = (text: string) => Math.max(...text.split(/[\s-]/).map(({ length }) => length));
  const head = Math.min(words(title), LONGEST_WORD) * 1.15;
  const longest = Math.max(0, ...cells.map(({ length }) => length));
  if (kind !== 'text') {
    const whole = Math.min(longest, 22);
    const least = Math.max(kind === 'identifier' ? Math.min(longest, 18) : whole, head);
    return { least, ease: Math.max(whole, head) };
  }
  const least = Math.max(Math.min(Math.max(0, ...cells.map(words)), LONGEST_WORD), head);
  return { least, ease: Math.max(Math.min(longest, WIDEST_TEXT), least) };
}

const taken = (characters: number, character: number) => characters * character + INSET;

/** The smallest paper on which every column keeps what it needs. */
export function paperFor(needs: readonly Need[]): Paper {
  const papers: readonly Paper[] = ['portrait', 'landscape'];
  const fits = (paper: Paper) => {
    const [width, character] = ROOM[paper];
    return needs.reduce((sum, { least }) => sum + taken(least, character), 0) <= width;
  };
  return papers.find(fits) ?? 'wide';
}

/** The share of the width of each column: what it needs, and of the rest as much as it would take. */
export function weightsOn(paper: Paper, needs: readonly Need[]): readonly number[] {
  const [width, character] = ROOM[paper];
  const least = needs.reduce((sum, need) => sum + taken(need.least, character), 0);
  const ease = needs.reduce((sum, need) => sum + taken(need.ease, character), 0);
  const part = ease <= least ? 1 : Math.min(1, Math.max(0, (width - least) / (ease - least)));
  return needs.map(need => Math.round(taken(need.least + (need.ease - need.least) * part, character)));
}
