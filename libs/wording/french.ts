const NARROW = '\u202F';
const NO_BREAK = '\u00A0';

/**
 * A French sentence: the spaces that must not break are set where it is written with plain ones (inside « », before
 * : ; ? !, after n° and art.). What is put in stays as it is; `undefined` cannot be put in.
 */
export function fr(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.map((part, index) => `${index === 0 ? '' : values[index - 1]}${spaced(part)}`).join('');
}

function spaced(part: string): string {
  return part
    .replaceAll('« ', `«${NO_BREAK}`)
    .replaceAll(' »', `${NO_BREAK}»`)
    .replaceAll(' :', `${NO_BREAK}:`)
    .replaceAll(/ (?=[;?!])/g, NARROW)
    .replaceAll(/(?<=n°|\bart\.) /g, NO_BREAK);
}

const LONGEST = 64;
const NO_TEXT = '(valeur absente ou d’une autre nature)';
/** What the kernel writes where it was given no text. */
const NOT_TEXT = new Set(['', 'undefined', 'null', 'NaN', '[object Object]']);

/** What was typed, as a quotation: shortened, without control characters. */
export function quoted(given: unknown): string {
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return NO_TEXT;
  const text = String(given);
  if (NOT_TEXT.has(text)) return NO_TEXT;
  const clean = text.replaceAll(/\p{Cc}/gu, '\uFFFD');
  const shown = clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
  return fr`« ${shown} »`;
}

/** "a, b et c"; the first ones and a count where they are many. */
export function listed(items: readonly string[], last = 'et', most = 8): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} autres`] : items;
  const end = shown.at(-1) ?? 'aucun';
  return shown.length < 2 ? end : `${shown.slice(0, -1).join(', ')} ${last} ${end}`;
}
