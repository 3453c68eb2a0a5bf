import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pia, plain } from '../../apps/cli/io.testing.js';
import { COLLEGE, PATIENCE, type Recorded, World } from '../support/world.js';

/* The agreements without a subsidy of the State, from their files in `examples/` to their end, over HTTP. */

const folder = join(import.meta.dirname, '../../examples');
const files = readdirSync(folder).filter(name => name.endsWith('.json'));
const TOKENS = ['--token', 'demo-gestionnaire', '--admin-token', 'demo-administrateur'];

let world: World;
const ids = new Map<string, string>();
beforeAll(async () => {
  world = await World.open();
  world.on('2026-01-05');
}, PATIENCE);
afterAll(() => world.close());

const imported = (file: string, ...tokens: string[]) =>
  pia(['import-convention', join(folder, file), '--url', world.url, ...tokens]);

interface Row {
  readonly uai: string;
  readonly unit: string;
  readonly tranche: string;
  readonly plannedQuantity: number;
  readonly deliveredQuantity: number;
  readonly lentQuantity: number;
  readonly returnedQuantity: number;
  readonly equipmentSubsidy: string;
  readonly resourceGrant: string;
  readonly paid: string;
}
const schools = async (id: string, on: string): Promise<readonly Row[]> =>
  (
    await world.sees<{ rows: Row[] }>(
      'auditeur',
      `/reports/school-budgets?convention=${id}&effectiveOn=${on}`,
    )
  ).rows;
interface Dates {
  readonly rows: readonly { readonly kind: string; readonly on: string }[];
  readonly cursor: string | null;
}
const dates = async (id: string, on: string, known = '') => {
  const { rows } = await world.sees<Dates>(
    'auditeur',
    `/reports/deadlines?convention=${id}&effectiveOn=${on}${known}`,
  );
  return Object.fromEntries(rows.map(({ kind, on: day }) => [kind, day]));
};
const does = (id: string, rest: string, body: object, person = 'ordonnateur'): Promise<Recorded> =>
  world.does(person, `/conventions/${id}/${rest}`, body);
const refused = async (id: string, rest: string, body: object, person = 'ordonnateur') =>
  (await world.refused(person, `/conventions/${id}/${rest}`, body)).code;

describe('pia import-convention', () => {
  test.each(files)('%s is accepted, and a second time has no other effect', async file => {
    const first = await imported(file, ...TOKENS);
    expect([first.code, plain(first.said)]).toEqual([0, expect.stringContaining('importée.')]);
    const again = await imported(file, ...TOKENS);
    expect(again.printed).toBe(first.printed);
    ids.set(file, first.printed);
  });

  test('without a token, a server or a file that is one, nothing is imported and the reason is said', async () => {
    expect(plain((await imported(files[0]!)).said)).toBe(
      'Aucun jeton. Donnez --token ou la variable PIA_TOKEN.',
    );
    const nowhere = await pia([
      'import-convention',
      join(folder, files[0]!),
      '--url',
      'http://127.0.0.1:1',
      ...TOKENS,
    ]);
    expect(plain(nowhere.said)).toMatch(/^Aucun serveur ne répond/);
    const readme = await imported('README.md', ...TOKENS);
    expect([readme.code, plain(readme.said)]).toEqual([1, expect.stringMatching(/n’est pas du JSON\.$/)]);
    const none = await imported('none.json', ...TOKENS);
    expect(plain(none.said)).toMatch(/ne peut pas être lu\.$/);
  });

  test('what the rules refuse is told with its place in the file', async () => {
    const { code, said } = await imported('crets-2016.json', '--token', world.tokenOf('autre-gestionnaire'));
    expect(code).toBe(1);
    expect(plain(said)).toMatch(/CRETS-2016/);
  });
});

describe('the framework of 2025', () => {
  let id = '';
  const credits = { line: `resources-${COLLEGE}`, tranche: '2025' };
  const axes = { programme: '0214', titre: '6', categorie: '63', action: '08', sousAction: '02' };
  const notification = {
    on: '2026-01-12',
    flow: 'resources',
    uai: COLLEGE,
    school: { uai: COLLEGE, name: 'Collège de référence' },
    tranche: '2025',
    label: 'Crédits 2025',
    amount: '1200.00',
    posts: [
      { post: 'manuels', label: 'Manuels' },
      { post: 'ressources', label: 'Ressources numériques' },
    ],
    axes,
  };
  const split = (manuels: string, ressources: string) => [
    { post: 'manuels', amount: manuels },
    { post: 'ressources', amount: ressources },
  ];

  test('signed, it has no amount; its end, renewal and notice are dates', async () => {
    id = ids.get('cadre-2025.json')!;
    expect(await refused(id, 'grants', notification)).toBe('date_in_future');
    world.on('2026-01-12');
    expect(await refused(id, 'grants', notification)).toBe('not_signed');
    await does(id, 'signatures', { on: '2026-01-12', party: 'departement' });
    const renewal = { tacit: true, years: 1, most: 2 };
    await does(id, 'signatures', { on: '2026-01-12', party: 'academie', renewal });
    expect(await schools(id, '2026-01-12')).toEqual([]);
    expect(await dates(id, '2026-01-12')).toEqual({ end_of_validity: '2026-08-31', renewal: '2026-09-01' });
    expect(await dates(id, '2026-09-01')).toEqual({ end_of_validity: '2027-08-31', renewal: '2027-09-01' });
    expect(await dates(id, '2028-01-01')).toEqual({ end_of_validity: '2028-08-31' });
    expect(await refused(id, 'renewals', { on: '2026-01-12' })).toBe('renewal_is_tacit');
  });

  test('credits are notified, committed and paid in full', async () => {
    await does(id, 'grants', notification);
    expect(await refused(id, 'grants', notification)).toBe('duplicate');
    const iban = 'FR763000100419C384000000036';
    const account = await does(
      id,
      'bank-accounts',
      { on: '2026-01-12', payee: COLLEGE, iban, holder: 'Agent comptable', validFrom: '2026-01-01' },
      'gestionnaire',
    );
    await does(id, `bank-accounts/${account.entry}/confirmation`, { on: '2026-01-12' }, 'autre-gestionnaire');
    const poste = { ej: '2600000001', poste: '1' };
    await does(id, 'commitments', { on: '2026-01-12', ...credits, ...poste, amount: '1200.00' });
    const asked = {
      on: '2026-01-12',
      ...credits,
      ...poste,
      kind: 'grant',
      dp: '260000001',
      account: account.entry,
    };
    const payment = await does(id, 'payments', asked, 'gestionnaire');
    await does(id, `payments/${payment.entry}/execution`, { on: '2026-01-12' }, 'autre-gestionnaire');
    const [row] = await schools(id, '2026-01-12');
    expect(row).toMatchObject({
      uai: COLLEGE,
      resourceGrant: '1200.00',
      paid: '1200.00',
      equipmentSubsidy: '0.00',
    });
  });

  test('the collège’s own treasurer records the vote and the use; another sees nothing', async () => {
    const vote = (shares: object) => ({ on: '2026-01-12', ...credits, shares });
    const treasurer = 'tresorier-college';
    expect(await refused(id, 'split-votes', vote(split('500.00', '699.99')), treasurer)).toBe(
      'split_does_not_add_up',
    );
    const travel = [{ post: 'voyages', amount: '1200.00' }];
    expect(await refused(id, 'split-votes', vote(travel), treasurer)).toBe('post_not_named');
    expect(await refused(id, 'split-votes', vote(split('500.00', '700.00')), 'tresorier-ailleurs')).toBe(
      'convention_unknown',
    );
    await does(id, 'split-votes', vote(split('500.00', '700.00')), treasurer);
    const use = (posts: object, amount: string) => ({
      on: '2026-01-12',
      ...credits,
      final: true,
      used: [{ allocation: `${COLLEGE}-credits_globalises`, amount }],
      posts,
      documents: [],
    });
    expect(await refused(id, 'resource-uses', use(split('500.01', '0.00'), '500.01'), treasurer)).toBe(
      'use_above_vote',
    );
    const declared = await does(id, 'resource-uses', use(split('480.00', '570.00'), '1050.00'), treasurer);
    await does(id, `resource-uses/${declared.entry}/acceptance`, { on: '2026-01-12' }, 'gestionnaire');
    const kept = { on: '2026-01-12', ...credits, reason: 'Décision du recteur' };
    await does(id, 'carry-overs', { ...kept, amount: '50.00' });
    expect(await refused(id, 'reassignments', { ...kept, amount: '100.01', to: 'x' })).toBe(
      'carry_over_above_unused',
    );
    await does(id, 'reassignments', { ...kept, amount: '60.00', to: 'Licences' });
    const balance = await world.sees<{ lines: readonly { balances: object }[] }>(
      treasurer,
      `/conventions/${id}`,
    );
    expect(balance.lines).toMatchObject([
      { balances: { due: '1050.00', toOrder: '40.00', toProve: '0.00' } },
    ]);
  });

  test('force majeure opens termination after six months, and its day is a deadline', async () => {
    await does(id, 'suspensions', { on: '2026-01-12', cause: 'force_majeure', reason: 'Crue' });
    expect(await dates(id, '2026-01-12')).toMatchObject({ force_majeure_termination: '2026-07-13' });
    const at = (on: string) => ({ on, party: 'departement', forceMajeure: true });
    world.on('2026-07-13');
    expect(await refused(id, 'terminations', at('2026-07-12'))).toBe('force_majeure_too_short');
    const { events } = await does(id, 'terminations', at('2026-07-13'));
    expect(await dates(id, '2026-07-13')).toMatchObject({ end_of_notice: '2026-07-13' });
    const reversal = { entry: events[0]!.eventId, motive: 'Saisi par erreur' };
    expect(await refused(id, 'reversals', reversal, 'gestionnaire')).toBe('reversal_of_decision');
    await does(id, 'reversals', reversal);
    expect(await dates(id, '2026-07-13')).not.toHaveProperty('end_of_notice');
  });
});

describe('Isère: bought by cohort and lent', () => {
  test('the per-school table follows quantities, and no euro', async () => {
    const id = ids.get('isere-2016.json')!;
    for (const party of ['departement', 'college']) await does(id, 'signatures', { on: '2026-07-13', party });
    const [first] = await schools(id, '2026-07-13');
    const place = { line: 'equipment', tranche: '5e-2016', allocation: `${first!.uai}-tablette_eleve` };
    const move = (movement: string, quantity: number) => ({ on: '2026-07-13', ...place, movement, quantity });
    expect(await refused(id, 'equipment-movements', move('lent', 1))).toBe('equipment_not_there');
    await does(id, 'equipment-movements', move('delivered', 96));
    await does(id, 'equipment-movements', move('lent', 95));
    await does(id, 'equipment-movements', move('given_back', 1));
    await does(id, 'equipment-movements', move('returned', 2));
    const rows = await schools(id, '2026-07-13');
    expect(rows.map(({ plannedQuantity }) => plannedQuantity).reduce((a, b) => a + b)).toBe(423);
    expect(
      rows.find(({ tranche, unit }) => tranche === '5e-2016' && unit === 'tablette_eleve'),
    ).toMatchObject({
      plannedQuantity: 96,
      deliveredQuantity: 96,
      lentQuantity: 94,
      returnedQuantity: 2,
      equipmentSubsidy: '0.00',
      paid: '0.00',
    });
    const poste = { ej: '2600000002', poste: '1', amount: '1.00' };
    const { allocation: _, ...where } = place;
    expect(await refused(id, 'commitments', { on: '2026-07-13', ...where, ...poste })).toBe(
      'line_without_money',
    );
    expect(await dates(id, '2026-07-13')).toEqual({
      end_of_validity: '2029-07-13',
      documents_kept_until: '2031-12-31',
    });
  });
});

describe('Dijon: by entitlement, replacing the convention of 2010', () => {
  test('annule et remplace: once, carrying nothing over; terminated, equipment returns', async () => {
    const id = ids.get('dijon-2018.json')!;
    for (const party of ['academie', 'ville']) await does(id, 'signatures', { on: '2026-07-13', party });
    expect(await dates(id, '2026-07-13')).toMatchObject({ committee: '2027-07-13' });
    const file = draftOf('dijon-2018.json', 'DIJON-2010');
    const old = await world.does('gestionnaire', '/conventions', file);
    expect(await refused(old.id, 'supersession', { on: '2026-07-13', by: id })).toBe('not_signed');
    for (const party of ['academie', 'ville']) await does(old.id, 'signatures', { on: '2026-07-13', party });
    await does(old.id, 'supersession', { on: '2026-07-13', by: id });
    expect(await refused(old.id, 'supersession', { on: '2026-07-13', by: id })).toBe('already_superseded');
    const shown = await world.sees<{ stage: string; superseded: object }>(
      'auditeur',
      `/conventions/${old.id}`,
    );
    expect(shown).toMatchObject({ stage: 'superseded', superseded: { by: id, reference: 'DIJON-2018' } });
    const listed = await world.sees<{ conventions: readonly { reference: string }[] }>(
      'auditeur',
      '/conventions?stage=superseded',
    );
    expect(listed.conventions.map(({ reference }) => reference)).toEqual(['DIJON-2010']);

    const [first] = await schools(id, '2026-07-13');
    const move = (on: string, movement: string) => ({
      on,
      line: 'equipment',
      tranche: first!.tranche,
      allocation: `${first!.uai}-${first!.unit}`,
      movement,
      quantity: first!.plannedQuantity,
    });
    await does(id, 'equipment-movements', move('2026-07-13', 'delivered'));
    await does(id, 'terminations', { on: '2026-07-13', party: 'academie' });
    expect(await dates(id, '2026-07-13')).toMatchObject({
      equipment_return: '2026-10-13',
      end_of_notice: '2026-10-13',
    });
    world.on('2026-10-14');
    expect(await refused(id, 'closure', { on: '2026-10-14' })).toBe('closure_open');
    await does(id, 'equipment-movements', move('2026-10-14', 'returned'));
    await does(id, 'closure', { on: '2026-10-14' });
  });

  test('an entitlement that does not follow from its count is refused', async () => {
    const file = draftOf('dijon-2018.json', 'DIJON-X');
    const text = JSON.stringify(file).replace('"quantity":48,"count":12', '"quantity":49,"count":12');
    const problem = await world.refused('gestionnaire', '/conventions', text);
    expect(problem.errors[0]!.code).toBe('entitlement_differs');
  });
});

describe('the list of all deadlines', () => {
  test('page after page, in order, each once; as CSV; as known before', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Dates = await world.sees(
        'auditeur',
        `/reports/deadlines?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.rows.map(row => JSON.stringify(row)));
      cursor = page.cursor;
    }
    const whole = await world.sees<Dates>('auditeur', '/reports/deadlines?limit=200');
    expect(seen).toEqual(whole.rows.map(row => JSON.stringify(row)));
    const days = whole.rows.map(({ on }) => on);
    expect(days).toEqual([...days].sort());
    const { text, headers } = await world.ask('auditeur', '/reports/deadlines?format=csv');
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(text.split('\r\n').length - 2).toBe(whole.rows.length);
    const before = await dates(ids.get('cadre-2025.json')!, '2026-12-31', '&knownAt=2026-01-11');
    expect(before).toEqual({});
    await world.ask('auditeur', '/reports/deadlines?cursor=eA').expect(400);
  });

  test('of a body: what concerns it, and nothing outside the perimeter', async () => {
    const of = async (person: string, query: string) =>
      (await world.sees<Dates>(person, `/reports/deadlines${query}`)).rows.length;
    expect(await of('auditeur', `?body=${COLLEGE}`)).toBeGreaterThan(0);
    expect(await of('tresorier-college', '')).toBe(await of('auditeur', `?body=${COLLEGE}`));
    expect(await of('tresorier-ailleurs', '')).toBe(0);
    expect(await of('gestionnaire-lyon', '')).toBe(0);
  });

  test('the read models are what the events give', async () => {
    expect(await world.difference()).toBeNull();
  });
});

/** The draft of an example under another reference. */
function draftOf(name: string, reference: string): object {
  const { convention } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { convention: object };
  return { ...convention, reference };
}
