import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
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
    PROJECTOR: choice(['embedded', 'none']).default('embedded'),
  })
  .superRefine((given, context) => {
    if (given.EVENT_STORE === 'eventstoredb' && given.EVENTSTORE_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['EVENTSTORE_URL'],
        message: 'l’adresse du serveur est attendue quand EVENT_STORE vaut « eventstoredb »',
      });
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
  /** `embedded`: the server keeps its read models itself; `none`: a projector of its own does. */
  readonly projector: 'embedded' | 'none';
}

/** Reads the settings, once, at start; an empty variable counts as absent. Throws `StartRefused`, naming each fault. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = settings.safeParse(set);
  if (!read.success) {
    const faults = read.error.issues.map(issue => `  ${issue.path.join('.')} : ${issue.message}.`);
    throw new StartRefused(['Démarrage refusé, configuration incorrecte :', ...faults].join('\n'));
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
    projector: given.PROJECTOR,
  };
}
