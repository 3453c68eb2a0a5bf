import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formOf, openAct } from '../support/form-of.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* Notified credits, equipment in kind, amendments of the year, changes of identity: typed on pages, without script. */

let world: World;
let officer: Visitor;
let clerk: Visitor;
const ids: Record<string, string> = {};
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  for (const reference of ['CADRE-2025', 'DIJON-2018', 'BDR-2017-001', 'BDR-CADRE-2016', 'CRETS-2016']) {
    const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
      'demo-auditeur',
      `/conventions?search=${reference}&after=${Buffer.from(`p${await world.head()}`).toString('base64url')}`,
    );
    ids[reference] = conventions[0]!.id;
  }
  ids['BDR-2026'] = await signed('bouches-du-rhone-2017', 'BDR-2026', ids['BDR-CADRE-2016']!);
  officer = await new Visitor(world).enter('demo-ordonnateur');
  clerk = await new Visitor(world).enter('demo-gestionnaire');
}, PATIENCE);
afterAll(() => world.close());

/** The agreement of an example under another reference, signed today by every party. */
async function signed(example: string, reference: string, parent: string): Promise<string> {
  const file = join(import.meta.dirname, '../../examples', `${example}.json`);
  const { convention } = JSON.parse(await readFile(file, 'utf8')) as {
    convention: { parties: readonly { id: string }[] };
  };
  const { id } = await world.does('gestionnaire', '/conventions', { ...convention, reference, parent });
  for (const { id: party } of convention.parties)
    await world.does('ordonnateur', `/conventions/${id}/signatures`, { on: '2026-11-21', party });
  return id;
}

const page = (reference: string) => `/conventions/${ids[reference]}`;

interface Fact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly origin: object;
}

async function lastFact(reference: string): Promise<Fact> {
  const { events } = await world.sees<{ events: readonly Fact[] }>(
    'demo-auditeur',
    `${page(reference)}/events`,
  );
  return events.at(-1)!;
}

type Typed = Readonly<Record<string, string>>;

/** Typed, previewed, confirmed twice: one fact. The page of the preview is answered. */
async function records(
  visitor: Visitor,
  reference: string,
  act: string,
  typed: Typed,
  nth = 0,
): Promise<string> {
  const path = await openAct(visitor, page(reference), act, nth);
  const before = await world.head();
  await visitor.post(path, { ...formOf(visitor), ...typed, etape: 'apercu' });
  const foreseen = visitor.text;
  expect([visitor.status, foreseen.includes('Rien n’est encore enregistré')]).toStrictEqual([200, true]);
  expect(await world.head()).toBe(before);
  const confirmed = { ...formOf(visitor), etape: 'confirmer' };
  await visitor.post(path, confirmed);
  const head = await world.head();
  expect(visitor.status).toBe(303);
  await visitor.post(path, confirmed);
  expect([visitor.status, await world.head()]).toStrictEqual([303, head]);
  expect(head > before).toBe(true);
  return foreseen;
}

describe('notified credits', () => {
  test('are notified to a collège with the posts of the last notification, then split by its board', async () => {
    const typed = { uai: '0387101M', tranche: '2026', label: 'Crédits globalisés 2026', amount: '1 000,00' };
    const foreseen = await records(officer, 'CADRE-2025', 'notification', typed);
    expect(foreseen).toMatch(/Montant maximal .* 1 000,00 €/);
    expect(await lastFact('CADRE-2025')).toMatchObject({
      type: 'GrantNotified',
      origin: { kind: 'typed' },
      data: { posts: [{ post: 'manuels' }, { post: 'ressources' }, { post: 'autres' }], schools: [] },
    });
    const path = await openAct(clerk, page('CADRE-2025'), 'repartition', 0);
    expect(path).toMatch(/repartition$/);
  });

  test('go to a collège that the convention does not name yet, which the form names', async () => {
    const typed = {
      uai: '0387103P',
      'school.name': 'Collège nouveau',
      tranche: '2026',
      label: 'Crédits 2026',
      amount: '500',
    };
    await records(officer, 'CADRE-2025', 'notification', typed);
    expect(await lastFact('CADRE-2025')).toMatchObject({
      data: { schools: [{ uai: '0387103P', name: 'Collège nouveau' }] },
    });
  });

  test('a split that does not add up is said beside the posts; one that does is recorded', async () => {
    await clerk.get(page('CADRE-2025'));
    const [, of] = /href="([^"]*repartition\?cible=resources-0387101M%7C2026)"/.exec(clerk.body)!;
    await clerk.get(of!);
    const path = of!.split('?')[0]!;
    const typed = { ...formOf(clerk), 'shares.0.amount': '600,00', 'shares.1.amount': '399,99' };
    await clerk.post(path, { ...typed, etape: 'apercu' });
    expect([clerk.status, clerk.text.includes('999,99')]).toStrictEqual([422, true]);
    expect(formOf(clerk)).toMatchObject({ 'shares.0.amount': '600,00', 'shares.1.amount': '399,99' });
    await clerk.post(path, { ...typed, 'shares.1.amount': '400,00', etape: 'confirmer' });
    expect(clerk.status).toBe(303);
    expect((await lastFact('CADRE-2025')).data['shares']).toMatchObject([
      { post: 'manuels', amount: '600.00' },
      { post: 'ressources', amount: '400.00' },
    ]);
  });

  test('their use is declared post by post, and accepted in part', async () => {
    const rank = await nthOf('emploi', 'resources-0387101M%7C2026');
    await records(
      clerk,
      'CADRE-2025',
      'emploi',
      {
        'used.0.amount': '900,00',
        'posts.0.amount': '550,00',
        'posts.1.amount': '350,00',
        final: 'oui',
      },
      rank,
    );
    expect((await lastFact('CADRE-2025')).data['posts']).toHaveLength(2);
    await records(clerk, 'CADRE-2025', 'emploi-acceptation', { 'accepted.0.amount': '890,00' });
    expect((await lastFact('CADRE-2025')).data['accepted']).toMatchObject([{ amount: '890.00' }]);
  });

  async function nthOf(act: string, target: string): Promise<number> {
    await clerk.get(page('CADRE-2025'));
    const links = [...clerk.body.matchAll(new RegExp(`href="[^"]*/actes/${act}\\?cible=([^"]*)"`, 'g'))];
    return links.findIndex(([, of]) => of === target);
  }

  test('posts are added by a button, with or without the script, and nothing typed is lost', async () => {
    const path = await openAct(officer, page('CADRE-2025'), 'notification');
    await officer.post(path, { ...formOf(officer), label: 'À garder', ajouter: 'posts' });
    expect(officer.status).toBe(200);
    expect(Object.keys(formOf(officer)).filter(name => /^posts\.\d\.post$/.test(name))).toHaveLength(7);
    expect(formOf(officer)['label']).toBe('À garder');
  });

  test('a convention under another scheme says why it has none', async () => {
    await officer.get(page('CRETS-2016'));
    expect(officer.text).toContain('Le dispositif de cette convention n’a pas de crédits notifiés.');
  });
});

describe('equipment in kind', () => {
  test('more than are there are not given back; those that are there are', async () => {
    const path = await openAct(clerk, page('DIJON-2018'), 'mouvement');
    const typed = { ...formOf(clerk), movement: 'delivered', quantity: '9999' };
    await clerk.post(path, { ...typed, etape: 'apercu' });
    expect(clerk.status).toBe(422);
    expect(clerk.body).toContain('id="quantity-fault"');
    const { movement, allocation } = await movable(path);
    await clerk.post(path, { ...typed, movement, allocation, quantity: '1', etape: 'confirmer' });
    expect(clerk.status).toBe(303);
    expect(await lastFact('DIJON-2018')).toMatchObject({
      type: 'EquipmentMoved',
      data: { movement, quantity: 1 },
    });
  });

  /** A movement that the rules allow on the tranche of the form. */
  async function movable(path: string): Promise<{ movement: string; allocation: string }> {
    const proposed = formOf(clerk);
    const allocations = [...clerk.body.matchAll(/<option value="([0-9A-Z]{8}-[a-z_]+)"/g)].map(
      ([, name]) => name!,
    );
    for (const allocation of allocations)
      for (const movement of ['delivered', 'lent', 'given_back', 'returned']) {
        await clerk.post(path, { ...proposed, allocation, movement, quantity: '1', etape: 'apercu' });
        if (clerk.status === 200) return { movement, allocation };
      }
    throw new Error('nothing moves');
  }
});

describe('an amendment of the year', () => {
  test('makes cohorts firm, and changes their head-counts by the table', async () => {
    const path = await openAct(officer, page('BDR-2026'), 'avenant');
    const firm = Object.keys(formOf(officer)).filter(
      name => name.startsWith('firm.') && name.endsWith('.meant'),
    );
    expect(firm.length).toBeGreaterThan(0);
    const line = officer.body.match(/name="firm\.0\.line" value="([^"]+)"/)![1];
    const tranche = officer.body.match(/name="firm\.0\.tranche" value="([^"]+)"/)![1];
    const foreseen = await previewed(path, { subject: 'Affermissement', 'firm.0.meant': 'oui' });
    expect(foreseen).toMatch(/affermi/i);
    expect(await recordsOfAvenant(path)).toMatchObject([
      { type: 'AvenantSigned' },
      { type: 'TrancheMadeFirm', data: { line, tranche } },
    ]);
  });

  test('adds a cohort with its head-counts, and a school, from the table', async () => {
    const path = await openAct(officer, page('BDR-2026'), 'avenant');
    await previewed(path, {
      subject: 'Une cohorte de plus',
      'tranches.0.id': '4e-2026',
      'tranches.0.label': '4e, rentrée 2026',
      tableau: 'UAI\tTranche\tNombre : eleve\tNombre : enseignant\n0139951W\t4e-2026\t12\t1',
    });
    const [avenant, ...firm] = await recordsOfAvenant(path);
    expect(avenant!.data['tranches']).toMatchObject([
      { line: 'equipment', tranche: { id: '4e-2026', label: '4e, rentrée 2026' } },
      { line: 'resources', tranche: { id: '4e-2026' } },
    ]);
    expect(firm.map(({ type }) => type)).toStrictEqual(['TrancheMadeFirm', 'TrancheMadeFirm']);
  });

  test('a table that names no tranche of the form is said beside the table', async () => {
    const path = await openAct(officer, page('BDR-2026'), 'avenant');
    const typed = { subject: 'Faux', tableau: 'UAI\tTranche\tNombre : eleve\n0139951W\t3e-1999\t12' };
    await officer.post(path, { ...formOf(officer), ...typed, etape: 'apercu' });
    expect(officer.status).toBe(422);
    expect(officer.body).toContain('id="tableau-fault"');
    expect(formOf(officer)['subject']).toBe('Faux');
  });

  async function previewed(path: string, typed: Typed): Promise<string> {
    await officer.post(path, { ...formOf(officer), ...typed, etape: 'apercu' });
    if (officer.status !== 200) throw new Error(officer.text);
    return officer.text;
  }

  async function recordsOfAvenant(path: string): Promise<readonly Fact[]> {
    const before = Number(formOf(officer)['version']);
    await officer.post(path, { ...formOf(officer), etape: 'confirmer' });
    expect(officer.status).toBe(303);
    const { events } = await world.sees<{ events: readonly (Fact & { version: number })[] }>(
      'demo-auditeur',
      `${page('BDR-2026')}/events`,
    );
    return events.filter(({ version }) => version > before);
  }
});

describe('a change of identity', () => {
  test('a party under another name', async () => {
    await records(clerk, 'BDR-2017-001', 'partie', { name: 'Région académique', reason: 'Arrêté' });
    expect(await lastFact('BDR-2017-001')).toMatchObject({
      type: 'PartyChanged',
      data: { name: 'Région académique', reason: 'Arrêté' },
    });
  });

  test('a school as it is from now on: what is not changed stays', async () => {
    await records(clerk, 'BDR-2017-001', 'etablissement', {
      'school.commune': 'Portmiou-sur-Mer',
      reason: 'Fusion',
    });
    expect(await lastFact('BDR-2017-001')).toMatchObject({
      type: 'SchoolChanged',
      data: {
        school: {
          name: 'Collège des Calanques',
          commune: 'Portmiou-sur-Mer',
          departement: 'Bouches-du-Rhône',
        },
      },
    });
  });

  test('nothing changed is refused', async () => {
    const path = await openAct(clerk, page('BDR-2017-001'), 'etablissement');
    await clerk.post(path, { ...formOf(clerk), reason: 'Rien', etape: 'apercu' });
    expect(clerk.status).toBe(422);
  });
});
