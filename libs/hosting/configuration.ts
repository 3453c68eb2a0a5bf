import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ProviderSettings } from '#access';
import { StartRefused } from './start-refused.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;

const HOST_NAME = /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i;

function expected(what: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => `${what} est attendu, pas « ${String(input)} »` };
}

/** An address may hold a password, so its message does not repeat it. */
function address(what: string, ...protocols: string[]) {
  const fits = (text: string) => protocols.some(protocol => text.startsWith(`${protocol}://`));
  return z.string().refine(text => fits(text) && URL.canParse(text), { error: `${what} est attendue` });
}

const NODE = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?`;
/** `esdb://`, or `esdb+discover://` to look for the nodes; name and password; a node or several; options. */
const EVENT_STORE_ADDRESS = new RegExp(
  String.raw`^esdb(?:\+discover)?://(?:([^:@/?#]+):[^:@/?#]+@)?${NODE}(?:,${NODE})*/?(?:\?([^#]*))?$`,
  'i',
);

/** What is wrong with an address of EventStoreDB; it holds a password, which is not repeated. */
function addressFault(address: string): string | undefined {
  const [whole, name, query = ''] = EVENT_STORE_ADDRESS.exec(address) ?? [];
  if (whole === undefined)
    return 'une adresse de la forme esdb://compte:motdepasse@machine:2113?tls=true est attendue';
  const options = new Map(
    [...new URLSearchParams(query)].map(([option, value]) => [option.toLowerCase(), value]),
  );
  if (name === undefined && options.get('tls') !== 'false') {
    return 'un compte et son mot de passe sont attendus dans l’adresse (esdb://compte:motdepasse@machine), sauf avec tls=false';
  }
  return options.get('throwonappendfailure') === 'false'
    ? 'une adresse sans l’option throwOnAppendFailure=false est attendue : elle cacherait les conflits'
    : undefined;
}

/** HTTPS, or plain HTTP on the machine itself. */
function webAddress(what: string) {
  return z.string().refine(
    text => {
      const url = URL.parse(text);
      const local = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '');
      return url?.protocol === 'https:' || (url?.protocol === 'http:' && local);
    },
    { error: `${what} est attendue, en https://` },
  );
}

function choice<const T extends readonly [string, ...string[]]>(choices: T) {
  return z.enum(choices, expected(choices.map(value => `« ${value} »`).join(' ou ')));
}

const settings = z
  .object({
    PORT: z
      .string()
      .refine(
        text => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
        expected('un numéro de port, de 0 (un port libre) à 65535,'),
      )
      .default('3000'),
    HOST: z
      .string()
      .refine(text => isIP(text) > 0 || HOST_NAME.test(text), expected('une adresse IP ou un nom de machine'))
      .default('127.0.0.1'),
    DATA_DIR: z.string().default('data'),
    DATABASE_URL: address(
      'une adresse de la forme postgresql://compte:motdepasse@machine:5432/base',
      'postgresql',
      'postgres',
    ).optional(),
    MODE: choice(['demonstration', 'production']).default('demonstration'),
    EVENT_STORE: choice(['postgres', 'eventstoredb']).default('postgres'),
    EVENTSTORE_URL: z
      .string()
      .superRefine((text, context) => {
        const message = addressFault(text);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      })
      .optional(),
    LOG_LEVEL: choice(LOG_LEVELS).default('log'),
    LOG_FORMAT: choice(['text', 'json']).optional(),
    METRICS_TOKEN: z
      .string()
      .regex(/^[!-~]{20,200}$/, { error: 'un jeton de 20 à 200 caractères, sans espace, est attendu' })
      .optional(),
    PROJECTOR: choice(['embedded', 'none']).default('embedded'),
    WRITES_PER_MINUTE: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, expected('un nombre entier, de 1 à 999999999,'))
      .default('3000'),
    PUBLIC_URL: webAddress('l’adresse sous laquelle les navigateurs atteignent ce service').optional(),
    OIDC_ISSUER: webAddress('l’adresse du fournisseur d’identité (issuer)').optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    OIDC_ROLE_CLAIM: z.string().optional(),
    OIDC_ACADEMIES_CLAIM: z.string().optional(),
  })
  .superRefine((given, context) => {
    if (given.EVENT_STORE === 'eventstoredb' && given.EVENTSTORE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['EVENTSTORE_URL'],
        message: 'l’adresse du serveur est attendue quand EVENT_STORE vaut « eventstoredb »',
      });
    }
    if (given.OIDC_ISSUER === undefined) return;
    for (const name of ['PUBLIC_URL', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const) {
      if (given[name] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'est attendu avec OIDC_ISSUER' });
    }
    if (given.OIDC_ACADEMIES_CLAIM !== undefined && given.OIDC_ROLE_CLAIM === undefined) {
      const message = 'est attendu avec OIDC_ACADEMIES_CLAIM';
      context.addIssue({ code: 'custom', path: ['OIDC_ROLE_CLAIM'], message });
    }
  });

export interface Configuration {
  /** 0: a free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute; a folder of its own for each mode. Holds the embedded database, the documents and the keys. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL of the data folder. */
  readonly databaseUrl: string | undefined;
  readonly mode: 'demonstration' | 'production';
  readonly eventStore: 'postgres' | 'eventstoredb';
  readonly eventStoreUrl: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `text` for a terminal, `json` for a collector; the latter in production, unless said otherwise. */
  readonly logFormat: 'text' | 'json';
  /** Whoever reads /metrics bears it. Absent: closed in production, open in the demonstration. */
  readonly metricsToken: string | undefined;
  /** `embedded`: the server keeps its read models itself; `none`: a projector of its own does. */
  readonly projector: 'embedded' | 'none';
  /** The most writes, previews included, that one account may ask of one process in a minute. */
  readonly writesPerMinute: number;
  /** Where people log in; absent: by tokens alone. */
  readonly provider: ProviderSettings | undefined;
}

/** Settings that may hold a secret: each may stand in a file instead, named by the same variable with `_FILE`. */
const SECRETS = ['DATABASE_URL', 'EVENTSTORE_URL', 'METRICS_TOKEN', 'OIDC_CLIENT_SECRET'] as const;

/** All variables that are read. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(settings.shape),
  ...SECRETS.map(name => `${name}_FILE`),
];

type Set = Record<string, string | undefined>;

/**
 * Reads the settings, once, at start; an empty variable counts as absent, a secret may stand in a file. Throws
 * `StartRefused`, naming each fault.
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const set: Set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  for (const name of SECRETS) readSecret(set, name);
  const read = settings.safeParse(set);
  if (!read.success) {
    throw refused(read.error.issues.map(issue => `${issue.path.join('.')} : ${issue.message}.`));
  }
  const given = read.data;
  return {
    port: Number(given.PORT),
    host: given.HOST,
    dataDir: resolve(given.DATA_DIR, given.MODE),
    databaseUrl: given.DATABASE_URL,
    mode: given.MODE,
    eventStore: given.EVENT_STORE,
    eventStoreUrl: given.EVENTSTORE_URL,
    logLevel: given.LOG_LEVEL,
    logFormat: given.LOG_FORMAT ?? (given.MODE === 'production' ? 'json' : 'text'),
    metricsToken: given.METRICS_TOKEN,
    projector: given.PROJECTOR,
    writesPerMinute: Number(given.WRITES_PER_MINUTE),
    provider: providerOf(given),
  };
}

function providerOf(given: z.infer<typeof settings>): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  const { PUBLIC_URL: publicUrl, OIDC_ROLE_CLAIM: role, OIDC_ACADEMIES_CLAIM: academies } = given;
  if (!issuer || !clientId || !clientSecret || !publicUrl) return undefined;
  const claims = role === undefined ? {} : { claims: { role, academies: academies ?? 'academies' } };
  return { issuer, clientId, clientSecret, publicUrl, ...claims };
}

/** The content of the file, without the line break at its end. */
function readSecret(set: Set, name: string): void {
  const file = set[`${name}_FILE`];
  if (file === undefined) return;
  if (set[name] !== undefined) {
    throw refused([`${name}_FILE : donnez ${name} ou ${name}_FILE, pas les deux.`]);
  }
  try {
    set[name] = readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw refused([`${name}_FILE : le fichier « ${file} » ne peut pas être lu.`]);
  }
  if (set[name] === '') throw refused([`${name}_FILE : le fichier « ${file} » est vide.`]);
}

function refused(faults: readonly string[]): StartRefused {
  const lines = faults.map(fault => `  ${fault}`);
  return new StartRefused(['Démarrage refusé, configuration incorrecte :', ...lines].join('\n'));
}
