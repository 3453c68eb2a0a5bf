import { formOf, openAct } from '../support/form-of.js';
import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* Acts typed on pages, without JavaScript: form, preview, confirmation. */

let world: World;
const ids: Record<string, string> = {};
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  for (const reference of ['AIX-MARSEILLE-2026-050', 'DIJON-2026-048', 'REUNION-2026-044', 'CRETS-2016']) {
    const { conventions } = await world.sees<{ conventions: readonly { id: string }[] }>(
      'demo-auditeur',
      `/conventions?search=${reference}&after=${Buffer.from(`p${await world.head()}`).toString('base64url')}`,
    );
    ids[reference] = conventions[0]!.id;
  }
}, PATIENCE);
afterAll(() => world.close());

const staff = () => new Visitor(world).enter('demo-gestionnaire');
const page = (reference: string) => `/conventions/${ids[reference]}`;

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const fieldsOf = formOf;
const open = (visitor: Visitor, reference: string, act: string, nth = 0) =>
  openAct(visitor, page(reference), act, nth);

test('an advance: previewed with its computation, recorded once whatever is clicked, with its origin', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'AIX-MARSEILLE-2026-050', 'avance');
  const typed = { ...fieldsOf(visitor), dp: '100009001', etape: 'apercu' };
  const before = await world.head();
  await visitor.post(path, typed);
  expect(visitor.text).toContain('Rien n’est encore enregistré.');
  expect(visitor.text).toContain('6 000,00 € = 50 % × 12 000,00 € (taux d’avance × montant maximal)');
  expect(await world.head()).toBe(before);

  const confirmed = { ...fieldsOf(visitor), etape: 'confirmer' };
  await Promise.all(
    [visitor, await staff()].map(window => window.post(path, { ...confirmed, _csrf: window.csrf })),
  );
  expect(await world.head()).toBe(before + 1n);
  await visitor.post(path, confirmed);
  expect([visitor.status, visitor.location]).toStrictEqual([
    303,
    `${page('AIX-MARSEILLE-2026-050')}?fait=avance`,
  ]);
  expect(await world.head()).toBe(before + 1n);
  await visitor.get(visitor.location);
  expect(visitor.text).toContain('Enregistré : demander l’avance.');
  expect(visitor.text).toMatch(/100009001 état liquidatif avance .* 6 000,00 € — — demandé/);

  const history = await world.sees<{ events: readonly { type: string; origin: object }[] }>(
    'demo-auditeur',
    `${page('AIX-MARSEILLE-2026-050')}/events`,
  );
  expect(history.events.at(-1)).toMatchObject({ type: 'PaymentRequested', origin: { kind: 'typed' } });
});

test('the same form with another amount after it was recorded is refused in words of the page', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'AIX-MARSEILLE-2026-050', 'relance');
  const typed = { ...fieldsOf(visitor), subject: 'Pièces attendues', etape: 'confirmer' };
  await visitor.post(path, typed);
  expect(visitor.status).toBe(303);
  await visitor.post(path, { ...typed, subject: 'Autre objet' });
  expect(visitor.status).toBe(422);
  expect(visitor.text).toContain('Cette saisie a déjà été enregistrée une fois.');
});

test('what is wrong is said beside its field and at the top, and nothing typed is lost', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'DIJON-2026-048', 'avance');
  const typed = {
    ...fieldsOf(visitor),
    dp: '12',
    amount: '-1 000',
    'ground.text': '<script>alert(1)</script>',
  };
  await visitor.post(path, { ...typed, etape: 'apercu' });
  expect(visitor.status).toBe(422);
  expect(visitor.text).toContain('2 points sont à corriger');
  expect(visitor.body).toContain('<a href="#dp">');
  expect(visitor.body).toMatch(/id="amount-fault">[^<]*-1 000/);
  expect(fieldsOf(visitor)).toMatchObject({
    dp: '12',
    amount: '-1 000',
    'ground.text': '<script>alert(1)</script>',
  });
  expect(visitor.body).not.toContain('<script>alert');
  await visitor.post(path, { ...typed, dp: '100009002', amount: '4 000,01', etape: 'apercu' });
  expect(visitor.text).toContain('4 000,01');
  expect(visitor.body).toContain('aria-invalid="true"');
});

test('an amount may be typed as a French reader writes it', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'DIJON-2026-048', 'avance');
  for (const amount of ['4 000,00', '4000', '4\u202F000,0 €']) {
    await visitor.post(path, { ...fieldsOf(visitor), dp: '100009003', amount, etape: 'apercu' });
    expect([amount, visitor.status]).toStrictEqual([amount, 200]);
    await visitor.post(path, { ...fieldsOf(visitor), etape: 'modifier' });
    expect(fieldsOf(visitor)['amount']).toBe(amount);
  }
});

test('a convention that somebody changed meanwhile: what changed is shown, and the form goes on', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'DIJON-2026-048', 'mise-en-demeure');
  const typed: Record<string, string> = { ...fieldsOf(visitor), subject: 'Rappel' };
  await world.does('gestionnaire', `${page('DIJON-2026-048')}/reminders`, {
    on: '2026-11-20',
    subject: 'Entre-temps',
  });
  const before = await world.head();
  await visitor.post(path, { ...typed, etape: 'confirmer' });
  expect(visitor.status).toBe(412);
  expect(await world.head()).toBe(before);
  expect(visitor.text).toContain('Quelqu’un a modifié cette convention entre-temps.');
  expect(visitor.text).toContain('Relance envoyée – objet Entre-temps');
  expect(fieldsOf(visitor)).toMatchObject({ subject: 'Rappel', cle: typed['cle'] });
  await visitor.post(path, { ...fieldsOf(visitor), etape: 'confirmer' });
  expect(visitor.status).toBe(303);
});

test('a session that ended: what was typed goes through the login, and is recorded once confirmed', async () => {
  const visitor = await staff();
  const path = await open(visitor, 'DIJON-2026-048', 'relance');
  const typed = { ...fieldsOf(visitor), subject: 'Longue saisie « à garder »', etape: 'apercu' };
  const stranger = new Visitor(world);
  const before = await world.head();
  await stranger.post(path, typed);
  expect([stranger.status, await world.head()]).toStrictEqual([401, before]);
  expect(stranger.text).toContain('Votre session était terminée');
  const [, saisie] = /name="saisie" value="([^"]*)"/.exec(stranger.body)!;
  await stranger.post('/connexion', { jeton: 'demo-gestionnaire', retour: path, saisie: unescaped(saisie!) });
  expect(stranger.text).toContain('Votre saisie est gardée');
  await stranger.post(path, fieldsOf(stranger));
  expect(stranger.text).toContain('Longue saisie « à garder »');
  await stranger.post(path, { ...fieldsOf(stranger), etape: 'confirmer' });
  expect(stranger.status).toBe(303);
});

describe('a file', () => {
  const send = async (visitor: Visitor, path: string, name: string, content: string) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fieldsOf(visitor))) form.set(field, value);
    form.set('etape', 'apercu');
    form.set('document', new Blob([content]), name);
    await visitor.post(path, form);
  };

  test('is kept by its hash through the preview, and served as an attachment to who may see it', async () => {
    const visitor = await staff();
    const path = await open(visitor, 'REUNION-2026-044', 'bilan');
    await send(visitor, path, 'bilan.csv', 'poste;montant\r\ntablettes;8000,00\r\n');
    expect(visitor.status).toBe(200);
    expect(visitor.text).toContain('bilan.csv');
    await visitor.post(path, { ...fieldsOf(visitor), etape: 'confirmer' });
    expect(visitor.status).toBe(303);
    await visitor.get(page('REUNION-2026-044'));
    const [, link] = /href="(\/pieces\/[0-9a-f]{64})">Bilan/.exec(visitor.body)!;
    const answer = await fetch(`${world.url}${link}`, { headers: { cookie: visitor.cookie } });
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''bilan.csv");
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const treasurer = await new Visitor(world).enter('demo-tresorier');
    expect((await treasurer.get(link!)).status).toBe(404);
  });

  test('that is a page of HTML under the name of a PDF is refused, and what was typed stays', async () => {
    const visitor = await staff();
    const path = await open(visitor, 'DIJON-2026-048', 'bilan');
    await send(visitor, path, 'bilan.pdf', '<!doctype html><script>alert(1)</script>');
    expect(visitor.status).toBe(422);
    expect(visitor.text).toContain('Le bilan :');
    expect(visitor.text).toMatch(/n’est pas admis/);
  });

  test('of a form that is not ours is not even kept', async () => {
    const visitor = await staff();
    const path = await open(visitor, 'DIJON-2026-048', 'bilan');
    const form = new FormData();
    for (const [field, value] of Object.entries(fieldsOf(visitor)))
      if (field !== '_csrf') form.set(field, value);
    form.set('document', new Blob(['a;b\r\n1;2\r\n']), 'x.csv');
    await visitor.post(path, form);
    expect(visitor.status).toBe(403);
  });
});

test('an act is open to the roles that may do it, and to nobody else', async () => {
  const path = `${page('CRETS-2016')}/actes/cloture`;
  const status = async (token: string) => (await (await new Visitor(world).enter(token)).get(path)).status;
  expect([await status('demo-ordonnateur'), await status('demo-gestionnaire')]).toStrictEqual([200, 403]);
  expect([await status('demo-auditeur'), await status('demo-tresorier')]).toStrictEqual([403, 403]);
  const forged = await new Visitor(world).enter('demo-auditeur');
  const before = await world.head();
  await forged.post(path, { cle: 'forged', version: '25', cible: '', on: '2026-11-21', etape: 'confirmer' });
  expect([forged.status, await world.head()]).toStrictEqual([403, before]);
});

test('an auditor is proposed nothing, a treasurer what is theirs to send', async () => {
  const auditor = await (await new Visitor(world).enter('demo-auditeur')).get(page('DIJON-2026-048'));
  expect(auditor.text).not.toContain('Ce qui peut être fait maintenant');
  const treasurer = await (await new Visitor(world).enter('demo-tresorier')).get(page('CRETS-2016'));
  expect(treasurer.text).toContain('Déposer un état récapitulatif des dépenses La convention est clôturée');
  expect((await treasurer.get(page('DIJON-2026-048'))).status).toBe(404);
});

test('head-counts are observed on a page: numbers, by school and unit', async () => {
  const visitor = await new Visitor(world).enter('demo-gestionnaire');
  const path = `/conventions/${ids['AIX-MARSEILLE-2026-050']}/actes/effectifs?cible=2026`;
  await visitor.get(path);
  expect(visitor.status).toBe(200);
  expect(visitor.text).toContain('Des nombres, jamais de noms');
});
