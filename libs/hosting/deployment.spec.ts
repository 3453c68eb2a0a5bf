import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VARIABLES } from './configuration.js';

/* docker/ cannot be run here: what can be told from its text is checked. */

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly deploy?: { readonly replicas: number };
  readonly profiles?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const docker = (file: string) => readFileSync(join(import.meta.dirname, '../../docker', file), 'utf8');
const text = docker('compose.yml');
const { services, secrets, volumes } = parse(text, { merge: true }) as Compose;
const all = Object.entries(services);
const ours = all.filter(([, { image }]) => image === 'pia-ledger');
const nodes = all.filter(([name]) => name.endsWith('.eventstore'));

test('there are PostgreSQL, two servers, a projector and three nodes of EventStoreDB', () => {
  expect(services['postgres']?.image).toMatch(/^postgres:18/);
  expect(ours.map(([name]) => name)).toStrictEqual(['server', 'projector']);
  expect(services['server']?.deploy?.replicas).toBe(2);
  expect(nodes).toHaveLength(3);
});

test('every variable given to our programs is one that they read', () => {
  const dockerfile = [...docker('Dockerfile').matchAll(/([A-Z_]+)=\S+/g)].map(([, name]) => name!);
  const given = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
  expect(given).toContain('DATABASE_URL_FILE');
  const unknown = [...given, ...dockerfile].filter(name => !VARIABLES.includes(name) && name !== 'NODE_ENV');
  expect(unknown).toStrictEqual([]);
});

test('no password stands in the file: secrets are files, and each one that is used is declared', () => {
  for (const [name, { secrets: used = [], environment = {} }] of all) {
    expect([name, used.filter(secret => !(secret in secrets))]).toStrictEqual([name, []]);
    for (const [variable, value] of Object.entries(environment)) {
      const [, secret] = /^\/run\/secrets\/(\w+)$/.exec(value) ?? [];
      if (secret !== undefined) expect([name, used]).toStrictEqual([name, expect.arrayContaining([secret])]);
      if (/PASSWORD|TOKEN|DATABASE_URL/.test(variable)) expect([variable, secret]).not.toContain(undefined);
    }
  }
  expect(Object.values(secrets).filter(({ file }) => !file.startsWith('secrets/'))).toStrictEqual([]);
});

test('our programs run without privileges on a read-only root, as a user that is not root', () => {
  for (const [name, { read_only, cap_drop }] of ours) {
    expect([name, read_only, cap_drop]).toStrictEqual([name, true, ['ALL']]);
  }
  expect(docker('Dockerfile')).toMatch(/^USER node$/m);
  expect(docker('Dockerfile')).toMatch(/^HEALTHCHECK /m);
});

test('every image is pinned, every volume declared, every service that is waited for there', () => {
  for (const [name, { image, volumes: mounted = [], depends_on = {}, profiles = [] }] of all) {
    if (image !== 'pia-ledger')
      expect([name, image]).toStrictEqual([name, expect.stringMatching(/:\d+\.\d+/)]);
    const named = mounted.map(volume => volume.split(':')[0]!);
    expect([name, named.filter(volume => !(volume in volumes))]).toStrictEqual([name, []]);
    for (const other of Object.keys(depends_on)) {
      expect([name, services[other]?.profiles ?? []]).toStrictEqual([
        name,
        profiles.length > 0 ? profiles : [],
      ]);
    }
  }
});

test('the nodes of EventStoreDB are one cluster: each seeds the two others, under a certificate of its own', () => {
  const names = nodes.map(([name]) => name);
  for (const [name, { environment = {}, healthcheck }] of nodes) {
    const [node] = name.split('.');
    expect(environment).toMatchObject({
      EVENTSTORE_CLUSTER_SIZE: '3',
      EVENTSTORE_NODE_HOST_ADVERTISE_AS: name,
      EVENTSTORE_GOSSIP_SEED: names
        .filter(other => other !== name)
        .map(other => `${other}:2113`)
        .join(),
      EVENTSTORE_CERTIFICATE_FILE: `/certs/${node}/node.crt`,
    });
    expect(healthcheck?.test).toBeDefined();
  }
});

test('npm ci finds in the lock file every package that another one names, those of other systems included', () => {
  const { packages } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
  ) as {
    packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
  };
  const found = Object.keys(packages).map(path => path.slice(path.lastIndexOf('node_modules/') + 13));
  const named = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(name => !found.includes(name))).toStrictEqual([]);
});
