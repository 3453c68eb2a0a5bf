import { Visitor } from '../support/visitor.js';
import { CRETS_SIRET, PATIENCE, World } from '../support/world.js';

/* What the administrator does on pages: accounts, tokens, the rules as data, facts that the views could not read. */

let world: World;
let administrator: Visitor;
beforeAll(async () => {
  world = await World.open({ loaded: true });
  world.on('2026-11-21');
  administrator = await new Visitor(world).enter('demo-administrateur');
}, PATIENCE);
afterAll(() => world.close());

const ACCOUNTS = '/administration/comptes';
const person = {
  name: 'Dominique Martin',
  role: 'gestionnaire',
  academies: 'grenoble lyon',
  bodies: '',
  email: '',
  siret: '',
};
let keys = 0;
const form = (more: Readonly<Record<string, string>> = {}) => ({
  cle: `admin-${++keys}`,
  ...person,
  ...more,
});

async function opened(more: Readonly<Record<string, string>> = {}): Promise<string> {
  await administrator.post(`${ACCOUNTS}/nouveau`, form(more));
  expect(administrator.status).toBe(303);
  return administrator.location.split('?')[0]!;
}

describe('an account', () => {
  test('is opened once, however often its form is sent, and is listed with who opened it', async () => {
    const sent = form();
    await administrator.post(`${ACCOUNTS}/nouveau`, sent);
    const first = administrator.location;
    await administrator.post(`${ACCOUNTS}/nouveau`, sent);
    expect([administrator.status, administrator.location]).toStrictEqual([303, first]);
    await administrator.get(ACCOUNTS);
    expect(administrator.text).toContain('Dominique Martin');
    expect(administrator.text).toMatch(/compte ouvert demo-administrateur gestionnaire, grenoble, lyon/);
  });

  test.each([
    ['without perimeter', { academies: '' }, 'academies', /au moins une académie/],
    ['of a treasurer without body', { role: 'tresorier', academies: '' }, 'bodies', /un organisme au moins/],
    [
      'of a treasurer with académies',
      { role: 'tresorier', bodies: CRETS_SIRET },
      'academies',
      /laissez les académies vides/,
    ],
    ['of staff with bodies', { bodies: CRETS_SIRET }, 'bodies', /Seul un trésorier/],
    ['with a wrong SIRET', { role: 'tresorier', academies: '', bodies: '21380439400018' }, 'bodies', /SIRET/],
    ['with a wrong UAI', { role: 'tresorier', academies: '', bodies: '0380002X' }, 'bodies', /UAI/],
    [
      'with a wrong day',
      { role: 'tresorier', academies: '', bodies: `${CRETS_SIRET} 31/02/2016` },
      'bodies',
      /2016-02-31/,
    ],
    ['with a wrong e-mail', { email: 'personne' }, 'email', /courriel/],
    ['with an e-mail and no employer', { email: 'd@ac.example' }, 'siret', /SIRET de l’employeur/],
    ['without name', { name: ' ' }, 'name', /./],
  ])('%s is refused beside its field, and nothing typed is lost', async (_, more, field, sentence) => {
    await administrator.post(`${ACCOUNTS}/nouveau`, form(more));
    expect(administrator.status).toBe(422);
    const [, fault] = new RegExp(`id="${field}-fault">([^<]+)`).exec(administrator.body)!;
    expect(fault).toMatch(sentence);
    if (!('name' in more)) expect(administrator.body).toContain('value="Dominique Martin"');
  });

  test('with the e-mail of another is refused', async () => {
    const known = { email: 'unique@ac.example', siret: CRETS_SIRET };
    await opened(known);
    await administrator.post(`${ACCOUNTS}/nouveau`, form({ ...known, email: 'UNIQUE@ac.example' }));
    expect([administrator.status, administrator.text.includes('déjà celui d’un autre compte')]).toStrictEqual(
      [422, true],
    );
  });
});

describe('a token', () => {
  const given = async (path: string) => {
    await administrator.post(`${path}/jetons`, { cle: `jeton-${++keys}`, label: 'Import', expires: '' });
    return /<pre>(pia_[\w-]{43})<\/pre>/.exec(administrator.body)![1]!;
  };
  const asks = async (token: string) =>
    (
      await fetch(`${world.url}/api/v1/conventions?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;

  test('is shown once, opens the API and the pages, and no longer once it was taken back', async () => {
    const path = await opened();
    const token = await given(path);
    await administrator.get(path);
    expect(administrator.body).not.toContain(token);
    expect(await asks(token)).toBe(200);
    const holder = await new Visitor(world).enter(token);
    expect(holder.body).toContain('(gestionnaire)');
    const [, end] = /action="(\/administration\/jetons\/[0-9a-f]{64}\/retrait)"/.exec(administrator.body)!;
    await administrator.post(end!, {});
    expect(administrator.status).toBe(303);
    await holder.get('/conventions');
    expect(holder.status).toBe(303);
  });

  test('that would end before today is refused', async () => {
    const path = await opened();
    const sent = { cle: `jeton-${++keys}`, label: 'Import', expires: '2026-11-20' };
    await administrator.post(`${path}/jetons`, sent);
    expect([administrator.status, administrator.text.includes('Ce jour est passé')]).toStrictEqual([
      422,
      true,
    ]);
    await administrator.post(`${path}/jetons`, { ...sent, expires: '2026-11-21' });
    expect(administrator.body).toContain('<pre>pia_');
  });

  test('follows its account: other rights at the next request, nothing once it is disabled', async () => {
    const path = await opened();
    const holder = await new Visitor(world).enter(await given(path));
    await administrator.post(path, form({ role: 'auditeur', academies: '*' }));
    expect(administrator.status).toBe(303);
    await holder.get('/audit');
    expect(holder.status).toBe(200);
    await administrator.post(`${path}/etat`, { etat: 'desactiver' });
    await holder.get('/audit');
    expect(holder.status).toBe(303);
    await administrator.get(path);
    expect(administrator.text).toContain('désactivé le');
  });

  test('of an administrator gives no rights to themself', async () => {
    const path = await opened({ role: 'administrateur', academies: '*' });
    const other = await new Visitor(world).enter(await given(path));
    for (const [to, sent] of [
      [path, form({ role: 'ordonnateur', academies: '*' })],
      [`${path}/etat`, { etat: 'desactiver' }],
      [`${path}/jetons`, { label: 'x' }],
    ] as const) {
      await other.post(to, sent);
      expect([to, other.status, other.text.includes('ses propres droits')]).toStrictEqual([to, 422, true]);
    }
  });
});

describe('the rules as data', () => {
  const SCHEME = '/administration/dispositifs/colleges_numeriques_2016_ecole';
  const fieldsOf = (body: string) =>
    Object.fromEntries(
      [
        ...body.matchAll(
          /<(input|textarea|select)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>([^<]*)/g,
        ),
      ].map(([whole, tag, name, value, text]) => {
        if (tag === 'select') {
          const after = body.slice(body.indexOf(whole));
          const [, chosen] =
            /<option[^>]* selected value="([^"]*)"|<option value="([^"]*)" selected/.exec(after) ?? [];
          return [name!, chosen ?? /<option value="([^"]*)" selected/.exec(after)?.[1] ?? ''];
        }
        return [name!, tag === 'textarea' ? text! : (value ?? '')];
      }),
    );

  test('a version is published from the one before it, and ends it', async () => {
    await administrator.get(SCHEME);
    const values = { ...fieldsOf(administrator.body), validFrom: '2027-01-01' };
    await administrator.post(SCHEME, { ...values, 'flows.0.units.0.rate': '1.5' });
    expect(administrator.status).toBe(422);
    const before = await world.head();
    await administrator.post(SCHEME, {
      ...values,
      cle: `s-${++keys}`,
      'flows.0.units.0.ceiling': '9 000,00',
    });
    expect([administrator.status, await world.head()]).toStrictEqual([303, before + 1n]);
    await administrator.get('/administration/dispositifs');
    expect(administrator.text).toContain('9 000,00 €');
    expect(administrator.text).toMatch(/Version 2, à partir du 01\/01\/2027/);
  });

  test('a code of the nomenclature is given, or refused with what is wrong', async () => {
    const path = '/administration/nomenclature';
    const sent = {
      axis: 'activite',
      key: 'resources',
      code: '021404DI0206',
      validFrom: '2028-01-01',
      validUntil: '',
      source: 'Note de gestion',
      fictitious: 'non',
    };
    await administrator.post(path, { ...sent, cle: `n-${++keys}`, code: 'trop court' });
    expect(administrator.status).toBe(422);
    expect(administrator.body).toContain('value="trop court"');
    await administrator.post(path, { ...sent, cle: `n-${++keys}` });
    expect(administrator.status).toBe(303);
    await administrator.get(path);
    expect(administrator.text).toContain('021404DI0206 01/01/2028');
  });
});

test('facts that the views could not read are shown, and a stream is set aside with a reason', async () => {
  const path = '/administration/faits-ecartes';
  await administrator.get(path);
  expect(administrator.text).toContain('Aucun flux n’est arrêté');
  await world.ledger.pool.query(
    `insert into ops.dead_letter (projection, stream, position, error) select 'read', stream, position, 'illisible'
     from ledger.event where stream like 'convention-%' order by position limit 1`,
  );
  await administrator.get(path);
  const [, stream] = /<option value="(convention-[^"]+)"/.exec(administrator.body)!;
  await administrator.post(path, { stream: stream!, act: 'skip', reason: '' });
  expect(administrator.status).toBe(422);
  await administrator.post(path, { stream: stream!, act: 'skip', reason: 'Réparation en cours' });
  expect(administrator.status).toBe(303);
  await administrator.get(path);
  expect(administrator.text).toContain('demo-administrateur (Réparation en cours)');
  await administrator.post(path, { stream: stream!, act: 'replay', reason: 'Réparé' });
  await administrator.get(path);
  expect(administrator.text).toContain('Aucun flux n’est arrêté');
});
