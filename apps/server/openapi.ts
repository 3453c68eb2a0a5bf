import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDto } from './problem/problem.dto.js';

type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

/** `/api/openapi.json` and the page `/api/docs`, made at the first call. */
export function serveDocumentation(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Subventions PIA aux écoles : API',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true },
  });
}

/** The contract, OpenAPI 3.1: each body carries an example made of those of its fields. */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Grand livre des subventions PIA aux écoles')
    .setDescription(
      'Montants en textes à deux décimales, jours AAAA-MM-JJ, erreurs RFC 9457 avec un code stable et une phrase.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemDto] });
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.post, path.put]) {
      const body = operation?.requestBody;
      const json = body && 'content' in body ? body.content['application/json'] : undefined;
      if (json?.schema) json.example = exampleOf(json.schema as Schema, schemas);
    }
  }
  return document;
}

/** The example of a schema: its own, else that of its fields; a field that may be left out needs one to be in it. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('example' in schema) return schema['example'];
  const target = refOf(schema);
  if (target !== undefined) return exampleOf(schemas[target]!, schemas);
  if (schema['type'] === 'array') {
    return schema['minItems'] === 0 ? [] : [exampleOf(schema['items'] as Schema, schemas)];
  }
  if (schema['type'] !== 'object') return undefined;
  const required = (schema['required'] ?? []) as readonly string[];
  const fields = Object.entries((schema['properties'] ?? {}) as Schemas).filter(
    ([name, field]) => required.includes(name) || 'example' in field,
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, schemas)]));
}

function refOf(schema: Schema): string | undefined {
  const [inherited] = (schema['allOf'] ?? [schema]) as readonly Schema[];
  const ref = inherited?.['$ref'];
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
}
