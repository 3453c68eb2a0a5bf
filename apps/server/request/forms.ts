import type { FastifyInstance } from 'fastify';
import { edge } from '../problem/edge.js';
import { Refused } from '../problem/refused.js';
import { isApi } from './frame.js';

/** A form as it was sent: a field that stands several times is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** 256 KiB: the most bytes of a form without file. */
const LARGEST_FORM = 256 * 1024;

/** Pages are sent forms; the API takes JSON only. */
export function takeForms(fastify: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  fastify.addContentTypeParser(
    type,
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (request, body, done) => {
      if (isApi(request)) {
        done(new Refused([edge('media_type_unsupported')]), undefined);
      } else {
        done(null, formOf(new URLSearchParams(String(body))));
      }
    },
  );
}

function formOf(sent: URLSearchParams): Form {
  const form: Record<string, string | readonly string[]> = Object.create(null) as never;
  for (const name of new Set(sent.keys())) {
    const values = sent.getAll(name).map(value => value.replaceAll('\r\n', '\n'));
    form[name] = values.length === 1 ? values[0]! : values;
  }
  return form;
}
