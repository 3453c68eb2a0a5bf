import { randomUUID } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import { isRefusal } from '#kernel';
import { sentenceOf } from '#wording';
import type { Ports } from '../../ports.js';
import { edge } from '../../problem/edge.js';
import { Refused } from '../../problem/refused.js';
import { keepDocument } from '../../documents/keep-document.js';
import type { Form } from '../../request/forms.js';
import { checkCsrf, CSRF_FIELD } from '../../request/frame.js';
import { askingOf, type Visit } from '../visit.js';
import type { Values } from './action.js';
import { ADD } from './body.js';

/** The name under which a file was sent stands beside its hash. */
export const fileName = (field: string) => `${field}--nom`;

/** Which spreadsheet the fields were filled from already. */
export const readName = (field: string) => `${field}--lu`;

/** What the form of an act holds besides its fields. */
export interface Sent {
  readonly step: 'preview' | 'change' | 'confirm';
  /** The same from the first form to its last sending: what it asks is recorded once. */
  readonly key: string;
  readonly version: number | undefined;
  readonly target: string;
  readonly values: Values;
  /** Files that were not taken, by field. */
  readonly refused: ReadonlyMap<string, string>;
}

export const newKey = () => `page-${randomUUID()}`;

export async function sentOf(ports: Ports, visit: Visit): Promise<Sent> {
  const { values, refused } = await valuesOf(ports, visit);
  const { etape, cle = '', version = '', cible = '' } = values;
  if (!/^[\w-]{1,100}$/.test(cle)) throw new Refused([edge('form_not_ours')]);
  return {
    step: stepOf(etape, values[ADD]),
    key: cle,
    version: /^\d{1,9}$/.test(version) ? Number(version) : undefined,
    target: cible,
    values,
    refused,
  };
}

/** Whoever asks for more rows goes on filling the form. */
function stepOf(asked: string | undefined, adds: string | undefined): Sent['step'] {
  if (asked === 'modifier' || adds !== undefined) return 'change';
  return asked === 'confirmer' ? 'confirm' : 'preview';
}

type Read = Pick<Sent, 'values' | 'refused'>;

async function valuesOf(ports: Ports, visit: Visit): Promise<Read> {
  if (visit.request.isMultipart()) return partsOf(ports, visit);
  const form = (visit.request.body ?? {}) as Form;
  const values = Object.entries(form).map(([name, value]) => [name, [value].flat()[0] ?? ''] as const);
  return { values: Object.fromEntries(values), refused: new Map() };
}

/** The token comes before the files: nothing of a foreign form is kept. */
async function partsOf(ports: Ports, visit: Visit): Promise<Read> {
  const { request } = visit;
  const values: Record<string, string> = {};
  const refused = new Map<string, string>();
  let checked = false;
  for await (const part of request.parts({ limits: { files: 5, fields: 4_000, fieldSize: 200_000 } })) {
    if (part.type === 'field') {
      values[part.fieldname] = typeof part.value === 'string' ? part.value.replaceAll('\r\n', '\n') : '';
      if (part.fieldname === CSRF_FIELD) {
        checkCsrf(request, part.value);
        checked = true;
      }
      continue;
    }
    if (!checked) throw new Refused([edge('form_not_ours')]);
    await keepFile(ports, visit, part, values, refused);
  }
  if (!checked) throw new Refused([edge('form_not_ours')]);
  return { values, refused };
}

async function keepFile(
  ports: Ports,
  visit: Visit,
  part: MultipartFile,
  values: Record<string, string>,
  refused: Map<string, string>,
): Promise<void> {
  if (part.filename === '') {
    part.file.resume();
    return;
  }
  const { account } = askingOf(visit);
  const kept = await keepDocument(ports, account, part);
  if (isRefusal(kept)) {
    refused.set(part.fieldname, sentenceOf(kept));
    return;
  }
  values[part.fieldname] = kept.sha256;
  values[fileName(part.fieldname)] = part.filename.slice(0, 200);
}
