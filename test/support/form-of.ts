import type { Visitor } from './visitor.js';

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What the form of the last page would send, its buttons aside. */
export function formOf({ body }: Visitor): Record<string, string> {
  const form = body.slice(body.lastIndexOf('<form method="post" action="/conventions/'));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input(?:"[^"]*"|[^>"])*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    if (name && !tag.includes('type="file"'))
      fields[name] = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, options] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const [first = ''] = /<option[^>]*>/.exec(options!) ?? [];
    const chosen = /<option[^>]* selected[^>]*>/.exec(options!)?.[0] ?? first;
    fields[name!] = unescaped(/ value="([^"]*)"/.exec(chosen)?.[1] ?? '');
  }
  for (const [, name, text] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)/g))
    fields[name!] = unescaped(text!);
  return fields;
}

/** Opens the form of an act from the convention's own page; its address. */
export async function openAct(visitor: Visitor, page: string, act: string, nth = 0): Promise<string> {
  await visitor.get(page);
  const links = [
    ...visitor.body.matchAll(new RegExp(`href="(/conventions/[^"]*/actes/${act}(?:\\?[^"]*)?)"`, 'g')),
  ];
  const path = unescaped(links[nth]?.[1] ?? '');
  if (path === '') throw new Error(`${act} is not possible on ${page}`);
  await visitor.get(path);
  return path.split('?')[0]!;
}
