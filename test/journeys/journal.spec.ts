import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { ConventionView, ImputationView, SchoolsView } from '../support/reports.js';
import { PATIENCE, type Problem, World } from '../support/world.js';

/* The journal of the demonstration, over HTTP: its balances are those of the reports, by our reading and by others'. */

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  folder = await temporaryFolder();
}, PATIENCE);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const YEARS = Array.from({ length: 11 }, (_, index) => 2016 + index);
const cents = (amount: string) => BigInt(amount.replace('.', ''));

async function journal(query = '', person = 'demo-auditeur'): Promise<string> {
  const { status, text, headers } = await world.ask(person, `/reports/journal${query}`).buffer(true);
  if (status !== 200) throw new Error(text);
  expect(headers['content-disposition']).toMatch(/^attachment; filename="journal/);
  return text;
}

/** Account → cents, of the entries; the closing block posts 0.00. */
type Balances = ReadonlyMap<string, bigint>;
function posted(text: string, { opening = true } = {}): Balances {
  const balances = new Map<string, bigint>();
  for (const entry of text.split('\n\n')) {
    if (!opening && entry.includes(' (AN) ')) continue;
    for (const [, account, amount] of entry.matchAll(/^ {4}(\S+) {2}(-?\d+\.\d\d) EUR/gm)) {
      balances.set(account!, (balances.get(account!) ?? 0n) + cents(amount!));
    }
  }
  return balances;
}

function total(balances: Balances, ...accounts: readonly string[]): bigint {
  let sum = 0n;
  for (const [account, amount] of balances) {
    if (accounts.some(name => account.startsWith(`${name}:`))) sum += amount;
  }
  return sum;
}

test('the whole journal adds up, account by account, to its closing block', async () => {
  const text = await journal();
  const balances = posted(text);
  expect(total(balances, 'horsbilan', 'actif', 'passif', 'charges')).toBe(0n);
  const asserted = [...text.matchAll(/^ {4}(\S+) {2}0\.00 EUR = (-?\d+\.\d\d) EUR$/gm)];
  expect(asserted.length).toBeGreaterThan(300);
  expect(new Map(asserted.map(([, account, amount]) => [account!, cents(amount!)]))).toEqual(
    new Map(balances),
  );
  expect(text.trimEnd().split('\n').at(-1)).toMatch(
    /^; Fin du journal : faits 1 à \d+ du registre, racine \S{44}$/,
  );
});

test('each exercice opens, moves and closes as the imputation report of its year', async () => {
  for (const year of YEARS) {
    const text = await journal(`?year=${year}`);
    const { total: report } = await world.sees<ImputationView>(
      'demo-auditeur',
      `/reports/chorus-imputations?year=${year}`,
    );
    const moved = posted(text, { opening: false });
    const all = posted(text);
    const off = 'horsbilan:contrepartie';
    const found = {
      opening: total(all, 'horsbilan:engagements') - total(moved, 'horsbilan:engagements'),
      committed: -total(moved, `${off}:engagements`),
      releasedOfYear: total(moved, `${off}:degagements-annee`),
      releasedOfPrior: total(moved, `${off}:degagements-anterieurs`),
      commitmentCorrections: -total(moved, `${off}:corrections-engagements`),
      paid: total(moved, `${off}:paiements`),
      paymentCorrections: total(moved, `${off}:corrections-paiements`),
      closing: total(all, 'horsbilan:engagements'),
      recovered: total(moved, 'actif:tresor:recouvrements', 'actif:tresor:corrections-recouvrements'),
    };
    const expected = Object.fromEntries(
      Object.keys(found).map(name => [name, cents(report[name] ?? 'absent')]),
    );
    expect([year, found]).toStrictEqual([year, expected]);
  }
});

test('the FEC has the same entries, and its debits are its credits', async () => {
  for (const query of ['', ...YEARS.map(year => `?year=${year}`)]) {
    const [head, ...lines] = (await journal(`${query}${query === '' ? '?' : '&'}format=fec`))
      .split('\n')
      .slice(0, -1);
    expect(head!.split('\t')).toHaveLength(18);
    const balances = new Map<string, bigint>();
    for (const line of lines) {
      const cells = line.split('\t');
      const account = `${cells[4]}:${cells[6]}`;
      const amount = cents(cells[11]!.replace(',', '.')) - cents(cells[12]!.replace(',', '.'));
      balances.set(account, (balances.get(account) ?? 0n) + amount);
    }
    const text = posted(await journal(query));
    const moved = (of: Balances) =>
      [...of].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
    expect([query, moved(balances)]).toStrictEqual([query, moved(text)]);
  }
});

test('an académie’s staff gets the entries of its own conventions', async () => {
  const conventions = (text: string) =>
    new Set([...text.matchAll(/^\S+ \(SOLDES\) Soldes, (\S+)$/gm)].map(([, name]) => name!));
  const own = conventions(await journal('', 'gestionnaire-lyon'));
  const all = conventions(await journal());
  expect([...own].every(name => name.startsWith('LYON-') && all.has(name))).toBe(true);
  expect(own.size).toBeGreaterThan(5);
  expect(own.size).toBeLessThan(all.size);
});

test('an unknown format or year is refused', async () => {
  for (const [query, code, pointer] of [
    ['?format=pdf', 'choice_unknown', '/format'],
    ['?year=1999', 'number_out_of_range', '/year'],
    ['?year=2199', 'number_out_of_range', '/year'],
    ['?annee=2016', 'field_unknown', '/annee'],
  ] as const) {
    const { status, body } = await world.ask('demo-auditeur', `/reports/journal${query}`);
    const { errors } = body as Problem;
    expect([query, status, errors[0]?.code, errors[0]?.pointer]).toStrictEqual([query, 422, code, pointer]);
  }
});

describe('other programs read the journal, and find our balances', () => {
  const has = (tool: string) => spawnSync(tool, ['--version']).status === 0;
  const withHledger = has('hledger') ? test : test.skip;
  const withLedger = has('ledger') ? test : test.skip;

  const run = (tool: string, ...given: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const options = { env: { ...process.env, LANG: 'C.UTF-8' }, maxBuffer: 2 ** 26 };
      execFile(tool, given, options, (error, stdout, stderr) =>
        error || stderr !== '' ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
      );
    });

  async function kept(query: string): Promise<string> {
    const path = join(folder, `${createHash('sha256').update(query).digest('hex').slice(0, 8)}.journal`);
    await writeFile(path, await journal(query));
    return path;
  }

  /** `"account","1.00 EUR"` a line. */
  const read = (csv: string): Balances =>
    new Map(
      [...csv.matchAll(/^"([^"]+)","(-?\d+\.\d\d) EUR"$/gm)].map(([, account, amount]) => [
        account!,
        cents(amount!),
      ]),
    );

  /** What our own answers say of each line of each convention. */
  async function ours(): Promise<readonly (readonly [name: string, ConventionView['lines'][number]])[]> {
    type Listed = { readonly conventions: readonly { readonly id: string; readonly reference: string }[] };
    const { conventions } = await world.sees<Listed>('demo-auditeur', '/conventions?limit=200');
    const seen = await Promise.all(
      conventions.map(async ({ id, reference }) => {
        const { lines } = await world.sees<ConventionView>('demo-auditeur', `/conventions/${id}`);
        return lines.map(line => [reference, line] as const);
      }),
    );
    return seen.flat();
  }

  async function expectOurs(found: Balances): Promise<void> {
    const sum = (reference: string, line: string, ...accounts: readonly string[]) => {
      let amount = 0n;
      for (const [account, of] of found) {
        const inside = account.includes(`:${reference}~`) && account.includes(`:${line}:`);
        if (inside && accounts.some(name => account.startsWith(`${name}:`))) amount += of;
      }
      return amount;
    };
    let compared = 0;
    for (const [reference, { line, balances }] of await ours()) {
      const at = (...accounts: readonly string[]) => sum(reference, line, ...accounts);
      const theirs = {
        maximum: at('horsbilan:octrois'),
        outstanding: at('horsbilan:engagements'),
        pending: at('horsbilan:demandes'),
        paid: -at('actif:tresor:paiements'),
        repaid: at('actif:tresor:recouvrements', 'actif:tresor:corrections-recouvrements'),
        due: at('charges:intervention'),
        toOrder: at('actif:indus'),
        orderOpen: at('actif:reversements'),
        writtenOff: at('charges:non-valeurs'),
        dueUnpaid: -at('passif:soldes'),
      };
      const expected = Object.fromEntries(
        Object.keys(theirs).map(name => [name, cents(balances[name] ?? 'absent')]),
      );
      expect([reference, line, theirs]).toStrictEqual([reference, line, expected]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(40);

    const { rows } = await world.sees<SchoolsView>('demo-auditeur', '/reports/school-budgets');
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const place = `:${row['line']}:${row['tranche']}:${row['allocation']}`;
      const at = (...accounts: readonly string[]) => {
        let amount = 0n;
        for (const [account, of] of found) {
          const inside = account.includes(`:${row['reference']}~`) && account.endsWith(place);
          if (inside && accounts.some(name => account.startsWith(`${name}:`))) amount += of;
        }
        return amount;
      };
      const theirs = {
        due: at('charges:intervention'),
        paid: -at('actif:tresor:paiements'),
        repaid: at('actif:tresor:recouvrements', 'actif:tresor:corrections-recouvrements'),
        toOrder: at('actif:indus'),
      };
      const expected = Object.fromEntries(
        Object.keys(theirs).map(name => [name, cents(row[name] ?? 'absent')]),
      );
      expect([row['reference'], place, theirs]).toStrictEqual([row['reference'], place, expected]);
    }
  }

  withHledger(
    'hledger: check --strict, and every balance of every line',
    async () => {
      for (const query of ['', '?year=2016', '?year=2017', '?year=2026']) {
        expect(await run('hledger', '-f', await kept(query), 'check', '--strict')).toBe('');
      }
      const csv = await run('hledger', '-f', await kept(''), 'balance', '--flat', '--no-total', '-O', 'csv');
      await expectOurs(read(csv));
    },
    60_000,
  );

  withLedger(
    'ledger: reads it strictly, and every balance of every line',
    async () => {
      for (const query of ['', '?year=2016', '?year=2017', '?year=2026']) {
        await run('ledger', '--pedantic', '-f', await kept(query), 'balance', '--depth', '1');
      }
      const format = String.raw`"%(account)","%(scrub(total))"\n`;
      const given = ['--flat', '--no-total', '--balance-format', format];
      await expectOurs(read(await run('ledger', '-f', await kept(''), 'balance', ...given)));
    },
    60_000,
  );

  withHledger('a cent moved by hand is found by hledger', async () => {
    const path = join(folder, 'changed.journal');
    const text = await journal();
    const changed = text.replace(/^( {4}actif:tresor:paiements:\S+ {2}-\d+)\.00 EUR$/m, '$1.01 EUR');
    expect(changed).not.toBe(text);
    await writeFile(path, changed);
    await expect(run('hledger', '-f', path, 'check', '--strict')).rejects.toThrow(
      /sum should be 0 but is: -0\.01 EUR/,
    );
  });
});
