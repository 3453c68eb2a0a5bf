import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { factSchemas } from './answers/facts.js';
import { MovedAnswer, RecordAnswer } from './answers/history.answer.js';
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

/** The contract, OpenAPI 3.1: each body and each answer carries an example made of those of its fields. */
export function openApiOf(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Grand livre des subventions PIA aux écoles')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: TOKEN });
  for (const tag of TAGS) builder.addTag(tag);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
    extraModels: [ProblemDto, RecordAnswer, MovedAnswer],
  });
  const schemas: Record<string, Schema> = (document.components!.schemas ??= {}) as never;
  Object.assign(schemas, factSchemas());
  for (const [name, schema] of Object.entries(schemas)) schemas[name] = withNull(schema) as Schema;
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put]) {
      if (!operation) continue;
      for (const parameter of operation.parameters ?? []) {
        if ('in' in parameter && parameter.in === 'path')
          parameter.description = PATH_PARAMETERS[parameter.name]!;
      }
      const body = operation.requestBody;
      for (const part of [body, ...Object.values(operation.responses)]) {
        if (!part || !('content' in part)) continue;
        for (const [type, media] of Object.entries(part.content ?? {})) {
          if (media.schema && type.endsWith('json'))
            media.example = exampleOf(media.schema as Schema, schemas);
        }
      }
    }
  }
  return document;
}

const DESCRIPTION = [
  'Montants en textes à deux décimales, jours AAAA-MM-JJ, erreurs RFC 9457 avec un code stable et une phrase.',
  'Une écriture porte `Idempotency-Key` ; avec `preview=true`, elle décide et n’enregistre rien.',
  'Une lecture prend `effectiveOn` (effectif à cette date) et `knownAt` (connu à cet instant).',
  'On ne voit que son périmètre : ce qui est au-dehors est répondu comme ce qui n’existe pas.',
].join('\n\n');

const TOKEN =
  'Le jeton du compte ; en démonstration, son nom : demo-gestionnaire, demo-ordonnateur, demo-tresorier, demo-auditeur ' +
  'ou demo-administrateur.';

/** In the order of the page: what is looked up first, then what is done. */
const TAGS = [
  'Consultation',
  'Rapports',
  'Documents',
  'États émis',
  'Vie de la convention',
  'Engagements et paiements',
  'Dépenses et service fait',
  'Crédits notifiés',
  'Équipement en nature',
  'Pièces justificatives',
  'Reversements et contre-passations',
  'Suivi',
  'Dispositifs, nomenclature, exercices',
  'Audit',
  'Exploitation',
];

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  id: 'La convention, par l’`id` que donnent la liste et sa création.',
  aid: 'Le compte bancaire : l’`entry` de son enregistrement.',
  pid: 'Le paiement : l’`entry` de sa demande.',
  sid: 'L’état récapitulatif : l’`entry` de son dépôt.',
  uid: 'L’emploi de la dotation : l’`entry` de sa déclaration.',
  oid: 'L’ordre de reversement : son `entry`.',
  party: 'La partie, par le nom que lui donne la convention.',
  anomaly: 'L’anomalie, par l’`id` que montre la convention.',
  key: 'Le SIRET d’une collectivité ou l’UAI d’un établissement.',
  code: 'Le code du dispositif.',
  year: 'L’année de l’exercice.',
  sha256: 'L’empreinte SHA-256 de la pièce.',
  number: 'Le numéro de l’émission.',
  event: 'L’écriture, par son `eventId`.',
  payment: 'Le paiement : l’`entry` de sa demande.',
  certificate: 'Le certificat : l’`entry` de sa constatation.',
  order: 'L’ordre de reversement : son `entry`.',
};

/** Nest writes a field that may be null as OpenAPI 3.0 did. */
function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...schema } = value as Record<string, unknown>;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, name === 'example' ? part : withNull(part)]),
  );
  if (nullable !== true) return inner;
  const ref = inner['$ref'] ?? (inner['allOf'] as Schema[] | undefined)?.[0]?.['$ref'];
  if (ref === undefined) return { ...inner, type: [inner['type'], 'null'] };
  const { $ref: _, allOf: __, type: ___, ...described } = inner;
  return { ...described, anyOf: [{ $ref: ref }, { type: 'null' }] };
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

/** The schema that another stands for, or the first of those that it may be. */
function refOf(schema: Schema): string | undefined {
  const [first] = (schema['allOf'] ?? schema['anyOf'] ?? [schema]) as readonly Schema[];
  const ref = first?.['$ref'];
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
}
