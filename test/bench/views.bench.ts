import { request } from 'node:http';
import { hashToken, newToken } from '#access';
import { openLedger, readConfiguration } from '#hosting';
import { day } from '#kernel';
import { conventions, outstanding } from '#read-models';
import { quantity } from '#wording';
import { type Bench, type Ground, median } from './bench.js';
import { figureTable, milliseconds, ratio, whole } from './figures.js';
import { GESTIONNAIRE, prepareConventions } from './http/conventions.js';
import { caughtUp } from './http/lag.js';
import { startBuilt } from './http/program.js';

const SIZES = {
  full: { conventions: 10_000, schools: 300, rounds: 30 },
  quick: { conventions: 300, schools: 30, rounds: 5 },
};
/** Bytes of a first view: HTML, style and script, compressed. */
const LARGEST_VIEW = 60_000;
const ON_A_PAGE = 25;

/** What a browser gets and shows, and how long it waited. */
interface Seen {
  readonly bytes: number;
  readonly ms: number;
  readonly html: string;
}

interface Visit {
  readonly url: string;
  readonly cookie: string;
}

export const views: Bench = {
  name: 'vues',
  title:
    'Première vue de la liste et d’une convention : octets compressés (HTML, style, script), temps du serveur contre ' +
    'les requêtes de la page, seules',
  run: async ground => {
    const { size, say, appPool } = ground;
    const { rounds } = SIZES[size];
    const { visit, first } = await prepare(ground, SIZES[size]);
    await caughtUp(appPool);
    say('Vues à jour ; mesure.');
    const list = await measured(visit, '/conventions', rounds);
    const listQueries = await timed(rounds, async () => {
      const question = { perimeter: { kind: 'everything' }, today: day('2026-11-21') } as const;
      const page = await conventions(appPool, { ...question, limit: ON_A_PAGE });
      await outstanding(appPool, { ...question, conventions: page.conventions.map(({ id }) => id) });
    });
    const one = await measured(visit, `/conventions/${first}`, rounds);
    const oneQueries = await timed(rounds, () =>
      appPool.query('select record from ledger.event where stream = $1 order by version', [
        `convention-${first}`,
      ]),
    );
    const row = (name: string, { bytes, ms }: Seen, queries: number) => [
      name,
      whole(bytes),
      milliseconds(ms),
      milliseconds(queries),
      ratio(ms / queries),
    ];
    const bytes = (name: string, { bytes: got }: Seen) => ({
      name: `Première vue : ${name}`,
      value: `${quantity(got)} octets`,
      asked: `moins de ${quantity(LARGEST_VIEW)} octets`,
      holds: got < LARGEST_VIEW,
    });
    return {
      lines: figureTable(
        ['Médianes', 'Octets', 'Page (ms)', 'Requêtes (ms)', 'Rapport'],
        [row('Liste', list, listQueries), row('Convention', one, oneQueries)],
      ),
      figures: [bytes('liste', list), bytes('convention', one)],
    };
  },
};

async function prepare(
  { ownerUrl, folder, say }: Ground,
  size: { readonly conventions: number; readonly schools: number },
): Promise<{ visit: Visit; first: string }> {
  const environment = { DATABASE_URL: ownerUrl, DATA_DIR: folder, MODE: 'production', PORT: '0' };
  const ledger = await openLedger(readConfiguration(environment), 'sole', say);
  const token = newToken();
  let path = '';
  try {
    const [first] = await prepareConventions(ledger, size.conventions, say, size.schools);
    path = first!.path;
    const account = { ...GESTIONNAIRE, academies: '*' as const, bodies: [] };
    await ledger.tokens.add({ hash: hashToken(token), account, label: 'bench' });
  } finally {
    await ledger.close();
  }
  const [, url = ''] = await startBuilt('server', environment, /(http:\S+) /);
  const login = await fetch(`${url}/connexion`, {
    method: 'POST',
    body: new URLSearchParams({ jeton: token }),
    redirect: 'manual',
  });
  const cookie = login.headers.getSetCookie().at(-1)?.split(';')[0];
  if (login.status !== 303 || cookie === undefined) throw new Error(`no login: ${login.status}`);
  return { visit: { url, cookie }, first: path.split('/')[4]! };
}

async function measured(visit: Visit, path: string, rounds: number): Promise<Seen> {
  const { html, bytes } = await seen(visit, path);
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, asset]) => asset!);
  const more = await Promise.all(assets.map(asset => seen(visit, asset)));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push((await seen(visit, path)).ms);
  return { html, bytes: more.reduce((sum, asset) => sum + asset.bytes, bytes), ms: median(times) };
}

/** Twice: as it is compressed, and to be read. */
async function seen(visit: Visit, path: string): Promise<Seen> {
  const before = performance.now();
  const bytes = await received(visit, path, 'br');
  const ms = performance.now() - before;
  return { bytes: bytes.length, ms, html: (await received(visit, path, 'identity')).toString('utf8') };
}

function received({ url, cookie }: Visit, path: string, encoding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { headers: { cookie, 'accept-encoding': encoding } }, answer => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(parts));
        else reject(new Error(`${path}: ${answer.statusCode}`));
      });
    });
    asked.on('error', reject).end();
  });
}

async function timed(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return median(times);
}
