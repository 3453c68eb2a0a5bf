const NARROW = '\u202F';
const NO_BREAK = '\u00A0';

/**
 * A French sentence: the spaces that must not break are set where it is written with plain ones (inside « », before
 * : ; ? !, after n° and art.). What is put in stays as it is; `undefined` cannot be put in.
 */
export function fr({ raw }: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return raw.map((part, index) => (index === 0 ? '' : values[index - 1]) + spaced(part)).join('');
}

function spaced(part: string): string {
  return part
    .replaceAll('« ', `«${NO_BREAK}`)
    .replaceAll(' »', `${NO_BREAK}»`)
    .replaceAll(' :', `${NO_BREAK}:`)
    .replaceAll(/ (?=[;?!])/g, NARROW)
    .replaceAll(/(?<=n°|\bart\.) /g, NO_BREAK);
}

const LONGEST = 60;
/** What a value that was not a text becomes when it is quoted by a refusal of the kernel. */
const NOT_TEXT = new Set(['', 'undefined', 'null', 'NaN', '[object Object]']);

/** What was typed, as a quotation: shortened, without control characters. */
export function quoted(given: string): string {
  if (NOT_TEXT.has(given)) return 'une valeur absente ou d’une autre nature';
  const clean = given.replaceAll(/\p{Cc}/gu, '\uFFFD');
  const shown = clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
  return fr`« ${shown} »`;
}

/** "a, b et c"; the first ones and a count where they are many. */
export function listed(items: readonly string[], last = 'et', most = 8): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} autres`] : items;
  const end = shown.at(-1) ?? 'aucun';
  return shown.length < 2 ? end : `${shown.slice(0, -1).join(', ')} ${last} ${end}`;
}
