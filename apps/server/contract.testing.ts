import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

/** What one media type of one answer may be. */
interface Described {
  readonly name: string;
  readonly example: unknown;
  readonly faults: (value: unknown) => readonly string[];
}

/** The contract as a check: what is not described is a fault, and so is what is described and missing. */
export interface Contract {
  /** Every JSON answer that the contract describes. */
  readonly answers: readonly Described[];
  /** What is wrong with an answer; a path of the server, its query included. */
  faults(answer: {
    method: string;
    path: string;
    status: number;
    type: string;
    body: unknown;
  }): readonly string[];
}

const FORMATS = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

export function contractOf(document: OpenAPIObject): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });
  ajv.addSchema(closed({ $id: 'contract', components: document.components }) as Json, 'contract');
  const described = new Map<string, Described>();
  const routes: { readonly pattern: RegExp; readonly path: string }[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    routes.push({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) });
    for (const method of ['get', 'post', 'put'] as const) {
      for (const [status, response] of Object.entries(item[method]?.responses ?? {})) {
        const content = response && 'content' in response ? (response.content ?? {}) : {};
        for (const [type, { schema, example }] of Object.entries(content)) {
          if (!type.endsWith('json')) continue;
          const name = `${method.toUpperCase()} ${path} ${status} ${type}`;
          described.set(name, { name, example, faults: faultsBy(ajv.compile(absolute(schema) as Json)) });
        }
      }
    }
  }
  // A path without parameter comes before those that would match it too.
  routes.sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  return {
    answers: [...described.values()],
    faults: ({ method, path, status, type, body }) => {
      const [bare = ''] = path.split('?');
      const route = routes.find(({ pattern }) => pattern.test(bare))?.path ?? bare;
      const name = `${method} ${route} ${status} ${type}`;
      return described.get(name)?.faults(body) ?? [`${name} is not described`];
    },
  };
}

function faultsBy(validate: ValidateFunction) {
  return (value: unknown) => {
    const valid = validate(value);
    return valid
      ? []
      : (validate.errors ?? []).map(
          error => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
        );
  };
}

/** No property but those described: the contract itself lets v1 grow. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === 'example' ? part : closed(part)]),
  );
  const isObject = schema['type'] === 'object' && 'properties' in schema;
  return isObject ? { ...schema, additionalProperties: false } : schema;
}

function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === '$ref' ? `contract${String(part)}` : absolute(part),
    ]),
  );
}
