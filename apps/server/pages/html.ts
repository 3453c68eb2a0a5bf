import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A tag with its attributes, or a text; what is typed or kept as it is comes whole, so that it is left alone. */
const PIECES = /<(textarea|pre|option|script)\b[\s\S]*?<\/\1>|<(?:"[^"]*"|[^"<>])*>|[^<]+/g;

/** No line begins with a closing mark, nor ends with an opening one, as French is set. */
export function typeset(page: string): string {
  return page.replaceAll(PIECES, piece =>
    piece.startsWith('<') ? piece : piece.replaceAll(/ (?=[?!:;»%€])/g, '\u00A0').replaceAll('« ', '«\u00A0'),
  );
}

/** A part of a page that is shown already. */
export function part<Props extends object>(component: ComponentType<Props>, props: Props): string {
  return typeset(renderToString(h(component, props)));
}

/** A whole page. What is put into it is escaped. */
export function html<Props extends object>(page: ComponentType<Props>, props: Props): string {
  return `<!doctype html>${typeset(renderToString(h(page, props)))}`;
}
