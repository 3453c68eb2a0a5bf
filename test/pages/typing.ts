import type { Page } from 'playwright-core';
import type { Form } from './forms.js';

/* Forms as a browser without checks of its own would fill and send them. */

/** Runs where it is not escaped; what it would leave behind is counted. */
export const SCRIPT = `"'><script data-poison>poisoned=1</script><img src=x data-poison onerror="poisoned=1">`;

/** What is typed, by the kind of its control; what is not named stays as it is proposed. */
export interface Typing {
  readonly text?: string;
  readonly amount?: string;
  readonly whole?: string;
  readonly day?: string;
}

/** What stands in each control, by name. */
export type Typed = Readonly<Record<string, string>>;

const inForm = (action: string) =>
  `[...document.forms].find(form => form.getAttribute('action') === ${JSON.stringify(action)})`;

/** Types into the controls of a form that are seen, the empty ones only or all. */
export function fills(
  page: Page,
  { action }: Form,
  typing: Typing,
  which: 'all' | 'empty' = 'all',
): Promise<Typed> {
  return page.evaluate(`(() => {
    const typing = ${JSON.stringify(typing)};
    const form = ${inForm(action)};
    form.noValidate = true;
    form.dataset.tested = '';
    const typed = {};
    for (const control of form.elements) {
      if (!control.name || control.type === 'hidden' || control.type === 'file' || control.tagName === 'BUTTON') continue;
      const kind = control.type === 'date' ? 'day' : { decimal: 'amount', numeric: 'whole' }[control.inputMode] ?? 'text';
      const meant = control.tagName !== 'SELECT' && (${which === 'all'} || control.value === '');
      if (meant && typing[kind] !== undefined) {
        control.removeAttribute('maxlength');
        // No browser keeps in it a day that is none, but a client may send one.
        if (control.type === 'date') control.type = 'text';
        control.value = typing[kind];
      }
      typed[control.name] = control.value;
    }
    return typed;
  })()`);
}

/** Clicks the button that sends the form that was filled; the status of what is answered. */
export async function sends(page: Page): Promise<number> {
  const answered = page.waitForResponse(
    answer => answer.request().method() === 'POST' && answer.request().isNavigationRequest(),
  );
  await page.click('form[data-tested] button:not([aria-hidden], [name=ajouter])');
  const status = (await answered).status();
  await page.waitForLoadState('load');
  return status;
}

/** What stands in the page under these names. */
export function standing(page: Page, names: readonly string[]): Promise<Typed> {
  return page.evaluate(`Object.fromEntries(${JSON.stringify(names)}.map(name => {
    const control = document.querySelector('main [name="' + name + '"]');
    return [name, (control?.type === 'date' ? control.getAttribute('value') : control?.value) ?? null];
  }))`);
}

/** Whether a script of ours ran, or an element of ours was made. */
export function poisoned(page: Page): Promise<boolean> {
  return page.evaluate(`window.poisoned !== undefined || document.querySelector('[data-poison]') !== null`);
}

/** All that a form would send as it stands, and how. */
export interface Sending {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly string[];
  /** The file that fills the form, where there is a model of it to fill. */
  readonly sheet?: string;
  /** Its controls of each kind. */
  readonly amounts: readonly string[];
  readonly texts: readonly string[];
}

export function sendingOf(page: Page, { action }: Form): Promise<Sending> {
  return page.evaluate(`(() => {
    const form = ${inForm(action)};
    const named = test => [...form.elements].filter(control => control.name && test(control)).map(({ name }) => name);
    return {
      fields: [...new FormData(form)].filter(([, value]) => typeof value === 'string'),
      files: named(({ type }) => type === 'file'),
      sheet: document.querySelector('a[href*="/modele?"]') ? named(({ type }) => type === 'file')[0] : undefined,
      amounts: named(({ inputMode }) => inputMode === 'decimal'),
      texts: named(({ type, inputMode }) => (type === 'text' || type === 'textarea') && !inputMode),
    };
  })()`);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Sender {
  readonly cookie?: string;
  /** The site that a browser would name. */
  readonly origin?: string;
  readonly files?: readonly (readonly [field: string, content: Blob, name: string])[];
}

/** Sends a form by HTTP; its files, if any, after its fields. */
export async function posts(
  url: string,
  fields: Sending['fields'],
  { cookie, origin, files = [] }: Sender,
): Promise<Answer> {
  const form = files.length > 0 ? new FormData() : new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  if (form instanceof FormData) for (const [name, blob, file] of files) form.append(name, blob, file);
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { origin }),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: form, redirect: 'manual' });
  return { status: answer.status, body: await answer.text() };
}

export const unescaped = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
