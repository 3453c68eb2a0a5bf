import type { FastifyRequest } from 'fastify';
import { type Form } from '../../request/forms.js';
import { CSRF_FIELD } from '../../request/frame.js';
import { ownPath } from '../visit.js';
import type { Kept } from './login.page.js';

/** What a request without session had typed. */
export function typedIn({ url, body }: FastifyRequest): Kept | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { [CSRF_FIELD]: _, ...form } = body as Form;
  return { path: ownPath(url), form };
}

/** The same, on its way through the login. */
export function keptOf({ saisie, retour }: Form): Kept | undefined {
  if (typeof saisie !== 'string') return undefined;
  try {
    const form: unknown = JSON.parse(saisie);
    return isForm(form) ? { path: ownPath(retour), form } : undefined;
  } catch {
    return undefined;
  }
}

function isForm(value: unknown): value is Form {
  const isText = (item: unknown) => typeof item === 'string';
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(item => isText(item) || (Array.isArray(item) && item.every(isText)))
  );
}
