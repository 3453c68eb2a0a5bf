import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Euros } from '#kernel';
import { onePagePdf } from '../../libs/hosting/demonstration/pdf.js';
import { PATIENCE, type Recorded, World } from '../support/world.js';

/* Bouches-du-Rhône: a collège's convention under that of académie and département, two rates, yearly cohorts. */

interface Drafted {
  readonly convention: {
    readonly parties: readonly { readonly id: string }[];
    readonly schools: readonly { readonly uai: string }[];
    readonly lines: readonly { readonly payee: { readonly siret?: string; readonly uai?: string } }[];
  };
}
const example = (name: string) =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '../../examples', name), 'utf8')) as Drafted).convention;
const childDraft = example('bouches-du-rhone-2017.json');
const { uai } = childDraft.schools[0]!;
const FIRST = '5e-2016';
const equipment = { line: 'equipment', tranche: FIRST };
const EJ = '2100000777';

let world: World;
let parent = '';
let child = '';
const accounts: string[] = [];
beforeAll(async () => {
  world = await World.open();
  world.on('2017-02-13');
}, PATIENCE);
afterAll(() => world.close());

const does = (rest: string, body: object, person = 'ordonnateur', of = child): Promise<Recorded> =>
  world.does(person, `/conventions/${of}/${rest}`, body);
const refused = async (rest: string, body: object, person = 'ordonnateur') =>
  (await world.refused(person, `/conventions/${child}/${rest}`, body)).code;
interface Balanced {
  readonly lines: readonly {
    readonly line: string;
    readonly tranches: readonly {
      readonly tranche: string;
      readonly status: string;
      readonly balances: Readonly<Record<string, string>>;
    }[];
  }[];
}
const balances = async (line: string, tranche: string, effectiveOn: string) => {
  const { lines } = await world.sees<Balanced>(
    'auditeur',
    `/conventions/${child}?effectiveOn=${effectiveOn}`,
  );
  return lines.find(of => of.line === line)!.tranches.find(of => of.tranche === tranche)!.balances;
};
const deadlines = async (of: string, effectiveOn: string) => {
  const path = `/reports/deadlines?convention=${of}&effectiveOn=${effectiveOn}`;
  const { rows } = await world.sees<{ rows: readonly { kind: string; on: string; line: string | null }[] }>(
    'auditeur',
    path,
  );
  return rows.map(({ kind, on, line }) => [kind, line, on].filter(Boolean).join(' '));
};
const stage = async (reference: string) => {
  const { conventions } = await world.sees<{
    conventions: readonly { reference: string; stage: string; validUntil: string | null }[];
  }>('auditeur', `/conventions?search=${reference}`);
  const { stage: now, validUntil } = conventions.find(of => of.reference === reference)!;
  return [now, validUntil];
};

test('a child is signed under a parent in force, and says so', async () => {
  parent = (await world.does('gestionnaire', '/conventions', example('bouches-du-rhone-cadre-2016.json'))).id;
  child = (await world.does('gestionnaire', '/conventions', { ...childDraft, parent })).id;
  const sign = { on: '2017-02-13', party: 'academie' };
  expect(await refused('signatures', sign)).toBe('parent_not_in_force');
  for (const party of ['academie', 'departement'])
    await does('signatures', { ...sign, party }, undefined, parent);
  for (const { id: party } of childDraft.parties) await does('signatures', { ...sign, party });
  expect(await world.sees('auditeur', `/conventions/${child}`)).toMatchObject({
    parent: { id: parent, reference: 'BDR-CADRE-2016' },
    signedOn: '2017-02-13',
  });
  expect(await stage('BDR-2017-001')).toStrictEqual(['signed', null]);
});

test('100 pupils and 12 teachers: 19 000.00 + 4 560.00 for the département, 3 360.00 for the collège', async () => {
  const { rows } = await world.sees<{ rows: readonly Readonly<Record<string, unknown>>[] }>(
    'auditeur',
    `/reports/school-budgets?convention=${child}`,
  );
  const firm = rows.filter(({ tranche }) => tranche === FIRST);
  expect(
    firm.map(row => [row['unit'], row['plannedQuantity'], row['equipmentSubsidy'], row['resourceGrant']]),
  ).toStrictEqual([
    ['eleve', 100, '19000.00', '0.00'],
    ['enseignant', 12, '4560.00', '0.00'],
    ['eleve', 100, '0.00', '3000.00'],
    ['enseignant', 12, '0.00', '360.00'],
  ]);
  expect(
    rows.filter(({ tranche }) => tranche !== FIRST).every(row => row['equipmentSubsidy'] === '0.00'),
  ).toBe(true);
  expect(await balances('resources', FIRST, '2017-02-13')).toMatchObject({ maximum: '3360.00' });
});

test('a tranche is neither committed nor paid before it is firm; the département has its own codes', async () => {
  for (const { payee } of childDraft.lines) {
    const key = payee.siret ?? payee.uai!;
    const iban = payee.siret ? 'FR76 3000 1004 19C3 8400 0000 036' : 'FR7699999000010000000000018';
    const body = { on: '2017-02-13', payee: key, iban, holder: 'Agent comptable', validFrom: '2017-01-01' };
    const { entry } = await does('bank-accounts', body, 'gestionnaire');
    await does(`bank-accounts/${entry}/confirmation`, { on: '2017-02-13' });
    accounts.push(entry);
  }
  const commitment = { on: '2017-02-13', ej: EJ, poste: '1', amount: '23560.00' };
  const later = { ...commitment, ...equipment, tranche: '5e-2017' };
  expect(await refused('commitments', later, 'gestionnaire')).toBe('tranche_not_firm');
  await does('commitments', { ...commitment, ...equipment }, 'gestionnaire');
  const { rows } = await world.sees<{
    rows: readonly { at: Record<string, string>; figures: Record<string, string> }[];
  }>('auditeur', `/reports/chorus-imputations?year=2017&level=line&convention=${child}`);
  expect(
    rows.map(({ at, figures }) => [at['pce'], at['groupeMarchandises'], figures['committed']]),
  ).toStrictEqual([['653122', '10.02.01', '23560.00']]);
});

/** What the child may be paid, wherever it is read. */
const payable = async (query = '') => {
  const amp = query && `&${query}`;
  const { conventions } = await world.sees<{
    conventions: readonly { reference: string; balances: { payable: string } }[];
  }>('auditeur', `/conventions?search=BDR-2017-001&sort=payable${amp}`);
  const one = await world.sees<{ balances: { payable: string } }>(
    'auditeur',
    `/conventions/${child}?${query}`,
  );
  const budgets = await world.sees<{ rows: readonly { payable: string }[] }>(
    'auditeur',
    `/reports/school-budgets?convention=${child}${amp}`,
  );
  const waiting = await world.sees<{ rows: readonly { kind: string; amount: string }[] }>(
    'auditeur',
    `/reports/outstanding?convention=${child}&kind=to_request${amp}`,
  );
  const sum = (amounts: readonly string[]) => Euros.sum(amounts.map(amount => Euros.of(amount))).toString();
  return [
    conventions[0]!.balances.payable,
    one.balances.payable,
    sum(budgets.rows.map(row => row.payable)),
    sum(waiting.rows.map(row => row.amount)),
  ];
};
const everywhere = (amount: string) => Array.from({ length: 4 }, () => amount);

test('while the parent is suspended nothing is asked for the child, and the list says why', async () => {
  expect(await payable()).toStrictEqual(everywhere('15140.00'));
  const suspension = { on: '2017-02-13', cause: 'force_majeure', reason: 'Crue' };
  await does('suspensions', suspension, undefined, parent);
  const asked = { on: '2017-02-13', kind: 'advance', ...equipment, ej: EJ, poste: '1', dp: '100000777' };
  const request = { ...asked, account: accounts[0] };
  expect(await refused('payments', request, 'gestionnaire')).toBe('parent_suspended');
  expect(await payable()).toStrictEqual(everywhere('0.00'));
  expect(await payable('effectiveOn=2017-02-13')).toStrictEqual(everywhere('0.00'));
  expect(await stage('BDR-2017-001')).toStrictEqual(['suspended', null]);
  expect(await refused('resumptions', { on: '2017-02-13', reason: 'x' })).toBe('not_suspended');
  await does('resumptions', { on: '2017-02-13', reason: 'Décrue' }, undefined, parent);
  expect(await payable()).toStrictEqual(everywhere('15140.00'));
  expect(await payable('effectiveOn=2017-02-13')).toStrictEqual(everywhere('15140.00'));
  const { entry } = await does('payments', request, 'gestionnaire');
  await does(`payments/${entry}/execution`, { on: '2017-02-13' }, 'autre-gestionnaire');
  expect(await balances('equipment', FIRST, '2017-02-13')).toMatchObject({
    paid: '11780.00',
    payable: '0.00',
  });
});

test('certified: the price of teachers at 100 %, of pupils at 50 %, each under its own ceiling', async () => {
  world.on('2017-06-12');
  const { body } = await world.uploads('gestionnaire', 'etat.pdf', onePagePdf('etat.pdf', ['État']));
  const line = { label: 'Tablettes', deliveredOn: '2017-05-02', category: 'equipment' };
  const statement = await does(
    'expense-statements',
    {
      on: '2017-06-12',
      ...equipment,
      certifiedExactOn: '2017-06-12',
      documents: [(body as { sha256: string }).sha256],
      expenses: [
        { ...line, allocations: [`${uai}-eleve`], quantity: 100, amount: '36000.00' },
        { ...line, allocations: [`${uai}-enseignant`], quantity: 12, amount: '4800.00' },
        { ...line, allocations: [`${uai}-eleve`], quantity: 1, amount: '500.00', category: 'maintenance' },
      ],
    },
    'gestionnaire',
  );
  const certificate = { on: '2017-06-12', ...equipment, statement: statement.entry, final: true };
  await does('service-fait', { ...certificate, cuts: [], quantities: [] }, 'gestionnaire');
  // 36 000.00 at 50 %, the maintenance cut whole; 4 800.00 at 100 %, up to 12 × 380.00.
  expect(await balances('equipment', FIRST, '2017-06-12')).toMatchObject({
    accepted: '40800.00',
    due: '22560.00',
    payable: '10780.00',
  });
});

test('observed counts contradict nothing that was certified; an amendment follows them and makes firm', async () => {
  world.on('2017-09-25');
  const count = (eleve: number, more: object = {}) => ({
    on: '2017-09-25',
    uai,
    tranche: '5e-2017',
    certified: true,
    counts: [{ unit: 'eleve', count: eleve, ...more }],
  });
  await does('head-counts', count(101), 'gestionnaire');
  expect(await refused('head-counts', count(100), 'gestionnaire')).toBe('head_count_contradicts');
  await does('head-counts', count(100, { departures: 1 }), 'gestionnaire');
  const firm = ['equipment', 'resources'].map(line => ({ line, tranche: '5e-2017' }));
  const pupils = { uai, unit: 'eleve', quantity: 100 };
  await does('amendments', {
    on: '2017-09-25',
    subject: 'Avenant financier',
    allocations: firm.map(place => ({ ...place, ...pupils })),
    schools: [],
    firm,
  });
  expect(await balances('equipment', '5e-2017', '2017-09-25')).toMatchObject({ maximum: '20140.00' });
  expect(await balances('equipment', '5e-2017', '2017-09-24')).toMatchObject({ maximum: '0.00' });
  expect(await balances('resources', '5e-2017', '2017-09-25')).toMatchObject({ maximum: '3090.00' });
});

test('its last day is its parent’s, in the state, in the list of deadlines and in that of conventions', async () => {
  world.on('2018-07-06');
  expect(await deadlines(child, '2018-07-06')).toStrictEqual([
    'prescription_on_state equipment 2021-12-31',
    'documents_kept_until 2022-12-31',
  ]);
  await does('deployment-completion', { on: '2018-07-06' }, undefined, parent);
  const [state, own] = await Promise.all([
    world.sees<{ validUntil: string }>('auditeur', `/conventions/${child}`),
    world.sees<{ deadlines: Readonly<Record<string, string>> }>(
      'auditeur',
      `/conventions/${child}/deadlines`,
    ),
  ]);
  expect(state.validUntil).toBe('2018-07-06');
  const listed = await deadlines(child, '2018-07-06');
  expect(listed).toStrictEqual([
    'end_of_validity 2018-07-06',
    'statement_due equipment 2018-07-06',
    'use_due resources 2018-07-06',
    'financial_report_due 2018-07-06',
    'prescription_on_state equipment 2021-12-31',
    'documents_kept_until 2022-12-31',
  ]);
  const { rows: due } = await world.sees<{ rows: readonly { kind: string; on: string }[] }>(
    'auditeur',
    `/reports/deadlines?kind=use_due&convention=${child}`,
  );
  expect(due.map(({ kind, on }) => `${kind} ${on}`)).toStrictEqual(['use_due 2018-07-06']);
  expect(own).toMatchObject({
    endOfValidity: '2018-07-06',
    statementDue: '2018-07-06',
    useDue: '2018-07-06',
    financialReportDue: '2018-07-06',
  });
  world.on('2018-07-09');
  expect(await stage('BDR-2017-001')).toStrictEqual(['expired', '2018-07-06']);
  const amendment = { on: '2018-07-09', subject: 'x', schools: [], allocations: [] };
  expect(await refused('amendments', { ...amendment, validUntil: '2019-07-06' })).toBe('convention_expired');
  expect(await world.difference()).toBeNull();
});
