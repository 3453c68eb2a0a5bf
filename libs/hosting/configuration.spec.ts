import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfiguration } from './configuration.js';
import { StartRefused } from './start-refused.js';

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof StartRefused) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

test('an empty environment is the demonstration on this machine', () => {
  expect(readConfiguration({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('data/demonstration'),
    databaseUrl: undefined,
    mode: 'demonstration',
    eventStore: 'postgres',
    eventStoreUrl: undefined,
    logLevel: 'log',
    logFormat: 'text',
    metricsToken: undefined,
    projector: 'embedded',
    writesPerMinute: 3000,
    provider: undefined,
  });
});

test('an empty variable counts as absent', () => {
  expect(readConfiguration({ PORT: '', DATABASE_URL: '' })).toEqual(readConfiguration({}));
});

test('every variable is read', () => {
  expect(
    readConfiguration({
      PORT: '65535',
      HOST: '::1',
      DATA_DIR: '/srv/donnees',
      DATABASE_URL: 'postgresql://a:b@machine:5432/base',
      MODE: 'production',
      EVENT_STORE: 'eventstoredb',
      EVENTSTORE_URL: 'esdb://machine:2113?tls=false',
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'text',
      METRICS_TOKEN: 'un-jeton-de-vingt-six-signes',
      PROJECTOR: 'none',
      WRITES_PER_MINUTE: '120',
    }),
  ).toEqual({
    port: 65535,
    host: '::1',
    dataDir: '/srv/donnees/production',
    databaseUrl: 'postgresql://a:b@machine:5432/base',
    mode: 'production',
    eventStore: 'eventstoredb',
    eventStoreUrl: 'esdb://machine:2113?tls=false',
    logLevel: 'warn',
    logFormat: 'text',
    metricsToken: 'un-jeton-de-vingt-six-signes',
    projector: 'none',
    writesPerMinute: 120,
  });
});

test('production logs in JSON unless said otherwise', () => {
  expect(readConfiguration({ MODE: 'production' }).logFormat).toBe('json');
});

describe('a secret in a file', () => {
  let folder: string;
  const file = (content: string) => {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pia-ledger-test-secret-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read without the line break at its end', () => {
    const path = file('postgresql://a:secret@machine/base\n');
    expect(readConfiguration({ DATABASE_URL_FILE: path }).databaseUrl).toBe(
      'postgresql://a:secret@machine/base',
    );
  });

  test('is checked as the setting is, and not repeated', () => {
    const said = refusal({ DATABASE_URL_FILE: file('mysql://a:secret@machine/base') });
    expect(said).toContain('DATABASE_URL : ');
    expect(said).not.toContain('secret@');
  });

  test.each([
    ['empty', () => ({ METRICS_TOKEN_FILE: file('\n') }), 'METRICS_TOKEN_FILE : le fichier'],
    ['missing', () => ({ EVENTSTORE_URL_FILE: '/nowhere' }), 'EVENTSTORE_URL_FILE : le fichier « /nowhere »'],
    [
      'given twice',
      () => ({ DATABASE_URL: 'postgresql://a/b', DATABASE_URL_FILE: '/nowhere' }),
      'donnez DATABASE_URL ou DATABASE_URL_FILE, pas les deux',
    ],
  ])('is refused where it is %s', (_, environment, said) => {
    expect(refusal(environment())).toContain(said);
  });
});

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3e3'],
  ['HOST', 'deux mots'],
  ['DATABASE_URL', 'mysql://machine/base'],
  ['MODE', 'prod'],
  ['EVENT_STORE', 'kafka'],
  ['EVENTSTORE_URL', 'http://machine:2113'],
  ['LOG_LEVEL', 'info'],
  ['LOG_FORMAT', 'xml'],
  ['METRICS_TOKEN', 'dix-neuf-caracteres'],
  ['PROJECTOR', 'oui'],
  ['WRITES_PER_MINUTE', '0'],
  ['WRITES_PER_MINUTE', '1e3'],
])('%s = %s is refused, and the variable named', (variable, value) => {
  const lines = refusal({ [variable]: value }).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(new RegExp(`^  ${variable} : .+ attendue?\\b`));
});

test('every wrong variable is named at once', () => {
  const message = refusal({ PORT: 'abc', MODE: 'prod' });
  expect(message).toContain(
    'PORT : un numéro de port, de 0 (un port libre) à 65535, est attendu, pas « abc ».',
  );
  expect(message).toContain('MODE : « demonstration » ou « production » est attendu, pas « prod ».');
});

test('EVENT_STORE=eventstoredb needs its address', () => {
  expect(refusal({ EVENT_STORE: 'eventstoredb' })).toContain('EVENTSTORE_URL');
});

test.each([
  'esdb://ledger:secret@machine',
  'esdb://ledger:secret@machine:2113?tls=true&tlsCAFile=/etc/ca.pem',
  'esdb://ledger:secret@one:2113,two:2113,three:2113',
  'esdb+discover://ledger:secret@cluster.example:2113',
  'esdb://[::1]:2113?tls=false',
  'esdb://127.0.0.1:2113/?tls=false',
])('EVENTSTORE_URL may be %s', EVENTSTORE_URL => {
  expect(readConfiguration({ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL }).eventStoreUrl).toBe(
    EVENTSTORE_URL,
  );
});

test.each([
  ['esdb://machine:2113', 'un compte et son mot de passe'],
  ['esdb://ledger:secret@machine:port', 'une adresse de la forme'],
  ['esdb://ledger:secret@', 'une adresse de la forme'],
  ['esdb://ledger@machine?tls=true', 'une adresse de la forme'],
  ['esdb://machine?tls=false&throwOnAppendFailure=false', 'cacherait les conflits'],
])('EVENTSTORE_URL = %s is refused, and says why without the password', (EVENTSTORE_URL, why) => {
  const message = refusal({ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL });
  expect(message).toContain(`EVENTSTORE_URL : `);
  expect(message).toContain(why);
  expect(message).not.toContain('secret');
});

test('a refused address does not show its password', () => {
  expect(refusal({ DATABASE_URL: 'mysql://a:secret@machine/base' })).not.toContain('secret');
});

describe('a provider of identities', () => {
  const whole = {
    OIDC_ISSUER: 'https://identite.example/api/v2',
    OIDC_CLIENT_ID: 'registre',
    OIDC_CLIENT_SECRET: 'secret',
    PUBLIC_URL: 'https://registre.example',
  };

  test('is known by its issuer, and by what it knows this service by', () => {
    expect(readConfiguration(whole).provider).toEqual({
      issuer: whole.OIDC_ISSUER,
      clientId: 'registre',
      clientSecret: 'secret',
      publicUrl: whole.PUBLIC_URL,
    });
    expect(readConfiguration({ ...whole, OIDC_ROLE_CLAIM: 'role' }).provider?.claims).toEqual({
      role: 'role',
      academies: 'academies',
    });
  });

  test.each(['PUBLIC_URL', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])('is refused without %s', name => {
    expect(refusal({ ...whole, [name]: '' })).toContain(`${name} : est attendu avec OIDC_ISSUER`);
  });

  test.each(['http://identite.example', 'identite.example', 'ftp://identite.example'])(
    'is not asked over %s',
    issuer => {
      expect(refusal({ ...whole, OIDC_ISSUER: issuer })).toContain('OIDC_ISSUER');
    },
  );

  test('on this machine may be asked without encryption', () => {
    expect(readConfiguration({ ...whole, OIDC_ISSUER: 'http://localhost:9000' }).provider).toBeDefined();
  });
});
