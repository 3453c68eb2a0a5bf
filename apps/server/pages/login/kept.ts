import type { FastifyRequest } from 'fastify';
import type { Form } from '../../request/forms.js';
import { CSRF_FIELD } from '../../request/frame.js';
import { ownPath } from '../visit.js';
import type { Kept } from './login.page.js';

/** What a request without session had typed; its files are to be chosen again. */
export async function typedIn(request: FastifyRequest): Promise<Kept | undefined> {
  const { method, url } = request;
  if (method === 'GET' || method === 'HEAD') return undefined;
  const { [CSRF_FIELD]: _, ...form } = request.isMultipart()
    ? await fieldsOf(request)
    : ((request.body ?? {}) as Form);
  return { path: ownPath(url), form };
}

async function fieldsOf(request: FastifyRequest): Promise<Form> {
  const form: Record<string, string> = {};
  for await (const part of request.parts({ limits: { files: 5, fields: 2_000, fieldSize: 20_000 } })) {
    if (part.type === 'file') part.file.resume();
    else if (typeof part.value === 'string') form[part.fieldname] = part.value;
  }
  return form;
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
