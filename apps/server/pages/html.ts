import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A part of a page that is shown already. */
export function part<Props extends object>(component: ComponentType<Props>, props: Props): string {
  return renderToString(h(component, props));
}

/** A whole page. What is put into it is escaped. */
export function html<Props extends object>(page: ComponentType<Props>, props: Props): string {
  return `<!doctype html>${renderToString(h(page, props))}`;
}
