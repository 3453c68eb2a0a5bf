import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { codec } from '#hosting';
import { contractOf } from './contract.testing.js';
import { exampleOf, openApiOf } from './openapi.js';
import { startTestServer, type TestServer } from './server.testing.js';
import * as agreement from './conventions/agreement.dto.js';
import * as draft from './conventions/draft.dto.js';
import * as expense from './conventions/expense.dto.js';
import * as payment from './conventions/payment.dto.js';
import * as plans from './conventions/plans.dto.js';
import * as reversement from './conventions/reversement.dto.js';
import * as issued from './reading/issued.controller.js';
import * as reference from './reference/reference.dto.js';
import { Refused } from './problem/refused.js';
import { readDto } from './validation/dto.pipe.js';

let server: TestServer;
let contract: OpenAPIObject;
beforeAll(async () => {
  server = await startTestServer();
  contract = openApiOf(server.app);
});
afterAll(() => server.app.close());

function refusalsOf(dto: Type<object>, example: unknown): readonly object[] {
  try {
    readDto(dto, example);
    return [];
  } catch (error) {
    if (error instanceof Refused) return error.refusals;
    throw error;
  }
}

type Schemas = Parameters<typeof exampleOf>[1];

const dtos = new Map<string, Type<object>>(
  [agreement, draft, expense, payment, plans, reversement, reference, issued]
    .flatMap(module => Object.values(module) as unknown[])
    .filter((member): member is Type<object> => typeof member === 'function')
    .map(type => [type.name, type]),
);

const operations = () =>
  Object.entries(contract.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put'] as const).flatMap(method => {
      const operation = item[method];
      return operation ? [{ name: `${method.toUpperCase()} ${path}`, method, operation }] : [];
    }),
  );

test('the contract is OpenAPI 3.1, and covers every route of the design', () => {
  expect(contract.openapi).toBe('3.1.0');
  expect(operations().length).toBeGreaterThan(55);
});

test('every body has an example, and every example passes its DTO', () => {
  const bodies = operations().flatMap(({ name, operation }) => {
    const body = operation.requestBody;
    const json = body && 'content' in body ? body.content['application/json'] : undefined;
    return json?.schema && '$ref' in json.schema
      ? [{ name, ref: json.schema.$ref, example: json.example as unknown }]
      : [];
  });
  expect(bodies.length).toBeGreaterThan(40);
  for (const { name, ref, example } of bodies) {
    const dto = dtos.get(ref.slice(ref.lastIndexOf('/') + 1));
    expect([name, dto]).not.toContain(undefined);
    const faults = refusalsOf(dto!, example);
    expect([name, faults]).toStrictEqual([name, []]);
  }
});

test('the example of a draft is one that the rules accept', async () => {
  const body = contract.paths['/api/v1/conventions']?.post?.requestBody;
  const example: unknown = body && 'content' in body ? body.content['application/json']?.example : undefined;
  const { status, json } = await server.ask('POST', '/conventions?preview=true', { body: example });
  expect([status, json['detail']]).toStrictEqual([200, undefined]);
});

test('every answer of every route is described, and its example is one of them', () => {
  const { answers } = contractOf(contract);
  expect(answers.length).toBeGreaterThan(200);
  for (const answer of answers) {
    expect([answer.name, answer.faults(answer.example)]).toStrictEqual([answer.name, []]);
  }
});

test('every field of every body and of every answer says in French what it is', () => {
  const facts = new Set(codec.definitions.map(({ type }) => type));
  const schemas = Object.entries(contract.components?.schemas ?? {}).filter(([name]) => !facts.has(name));
  const fields = schemas.flatMap(([name, schema]) =>
    Object.entries('properties' in schema ? (schema.properties ?? {}) : {}).map(
      ([field, shown]) => [`${name}.${field}`, 'description' in shown] as const,
    ),
  );
  expect(fields.length).toBeGreaterThan(300);
  expect(fields.flatMap(([name, described]) => (described ? [] : [name]))).toStrictEqual([]);
});

test('every parameter says in French what it is, and every tag has its place on the page', () => {
  const tags = new Set((contract.tags ?? []).map(({ name }) => name));
  for (const { name, operation } of operations()) {
    expect([name, operation.tags?.filter(tag => !tags.has(tag))]).toStrictEqual([name, []]);
    for (const parameter of operation.parameters ?? []) {
      const described = 'description' in parameter && Boolean(parameter.description);
      expect([name, parameter, described]).toStrictEqual([name, parameter, true]);
    }
  }
});

test('no schema says null as OpenAPI 3.0 did, and every reference leads somewhere', () => {
  const text = JSON.stringify(contract);
  expect(text).not.toContain('"nullable"');
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  const known = Object.keys(contract.components?.schemas ?? {});
  expect(names.filter(name => !known.includes(name))).toStrictEqual([]);
});

test('every route says what it answers, also when it refuses, and who may call it', () => {
  for (const { name, operation } of operations()) {
    const answers = Object.keys(operation.responses);
    expect([name, operation.summary]).not.toContain(undefined);
    expect([name, answers.some(status => status.startsWith('2'))]).toStrictEqual([name, true]);
    if (name.includes('/health/')) continue;
    expect([name, answers]).toStrictEqual([name, expect.arrayContaining(['401', '403'])]);
    expect([name, operation.security]).toStrictEqual([name, [{ bearer: [] }]]);
  }
});

describe('a field without example', () => {
  test('is left out where it may be', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string', example: 'x' }, b: { type: 'string' } },
    };
    expect(exampleOf(schema, {} as Schemas)).toStrictEqual({ a: 'x' });
  });
});
