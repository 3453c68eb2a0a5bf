import { Visitor } from '../support/visitor.js';
import { PATIENCE, World } from '../support/world.js';

/* A scheme that did not exist, and the end of a fiscal year, on the pages of the administrator. */

let world: World;
let administrator: Visitor;
let keys = 0;
beforeAll(async () => {
  world = await World.open();
  world.on('2026-11-21');
  administrator = await new Visitor(world).enter('demo-administrateur');
}, PATIENCE);
afterAll(() => world.close());

describe('a new scheme', () => {
  const NEW = '/administration/dispositifs/nouveau';
  const scheme = (more: Readonly<Record<string, string>> = {}) => ({
    cle: `scheme-${++keys}`,
    code: 'ecoles_2027',
    label: 'Écoles 2027',
    validFrom: '2027-01-01',
    legalBasis: 'Décret',
    source: 'Appel à projets',
    taxBasis: 'TTC',
    rounding: 'down',
    'volet0.flow': 'equipment',
    'volet0.kind': 'on_expense',
    'volet0.label': 'Équipement',
    'volet0.beneficiary.commune': 'oui',
    'volet0.beneficiary.epci': 'oui',
    'volet0.advanceRate': '30 %',
    'volet0.perSchool.aidMost': '7 000,00',
    'volet0.category.equipment': 'oui',
    'unites0.0.unit': 'classe_mobile',
    'unites0.0.label': 'Classe mobile',
    'unites0.0.ceiling': '8 000,00',
    'unites0.0.rate': '0,5',
    'unites0.0.perSchoolMost': '3',
    'volet1.flow': '',
    'volet1.kind': 'flat_grant',
    ...more,
  });

  test('is published once from its form, and is the one that the API would publish', async () => {
    const sent = scheme();
    const before = await world.head();
    await administrator.post(NEW, sent);
    await administrator.post(NEW, sent);
    expect([administrator.status, await world.head()]).toStrictEqual([303, before + 1n]);
    const { versions } = await world.sees<{ versions: readonly object[] }>(
      'demo-auditeur',
      '/schemes/ecoles_2027',
    );
    expect(versions).toMatchObject([
      {
        label: 'Écoles 2027',
        flows: [
          {
            flow: 'equipment',
            beneficiaryTypes: ['commune', 'epci'],
            advanceRate: '0.3',
            perSchool: { aidMost: '7000.00' },
            eligibleCategories: ['equipment'],
            units: [{ unit: 'classe_mobile', ceiling: '8000.00', rate: '0.5', perSchoolMost: 3 }],
          },
        ],
      },
    ]);
  });

  test('under a code that is taken is refused beside the code, and nothing typed is lost', async () => {
    const before = await world.head();
    await administrator.post(NEW, scheme({ code: 'colleges_numeriques_2016_ecole' }));
    expect([administrator.status, await world.head()]).toStrictEqual([422, before]);
    expect(administrator.body).toMatch(/id="code-fault"/);
    expect(administrator.body).toContain('value="Écoles 2027"');
  });

  test.each([
    [
      'no beneficiary',
      { 'volet0.beneficiary.commune': '', 'volet0.beneficiary.epci': '' },
      'volet0.beneficiary.',
    ],
    ['a rate that is none', { 'unites0.0.rate': '150 %' }, 'unites0.0.rate'],
    ['a wrong ceiling', { 'unites0.0.ceiling': 'mille' }, 'unites0.0.ceiling'],
    ['no flow at all', { 'volet0.flow': '' }, 'volet0.flow'],
  ])('%s is said beside its field', async (_, more, field) => {
    const before = await world.head();
    await administrator.post(NEW, scheme({ code: 'ecoles_fausses', ...more }));
    expect([administrator.status, await world.head()]).toStrictEqual([422, before]);
    expect(administrator.body).toMatch(
      new RegExp(`id="${field.replaceAll('.', String.raw`\.`)}[a-z]*-fault"`),
    );
  });

  test('units are added by a button, and nothing is published', async () => {
    const before = await world.head();
    await administrator.post(NEW, { ...scheme(), ajouter: 'unites0' });
    expect([administrator.status, await world.head()]).toStrictEqual([200, before]);
    expect(administrator.body).toContain('name="unites0.6.unit"');
  });
});

describe('the end of a fiscal year', () => {
  test('says what it does before it is done, and why it cannot be', async () => {
    await administrator.get('/administration/exercices/2026/closing');
    expect(administrator.text).toContain('Plus aucune écriture');
    expect(administrator.body).not.toContain('<form method="post" action="/administration/exercices/2026');
    expect(administrator.text).toMatch(/2027/);
  });
});
